package userpool

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBrandingOfAClient(t *testing.T) {
	t.Parallel()
	const (
		missing = "ResourceNotFoundException: ManagedLoginBranding does not exist."
		source  = "InvalidParameterException: useCognitoProvidedValues or settings should be specified (but not both)"
	)
	s, pool := newStillStore(t, Pool{})
	client, err := s.CreateClient(pool.ID, ClientSettings{Name: "web"}, "", false)
	require.NoError(t, err)
	other, err := s.CreateClient(pool.ID, ClientSettings{Name: "other"}, "", false)
	require.NoError(t, err)
	_, err = s.ClientBranding(pool.ID, client.ID)
	require.EqualError(t, err, "ResourceNotFoundException: ManagedLoginBranding for client "+client.ID+" does not exist.")
	_, err = s.ClientBranding(pool.ID, "unknown")
	require.EqualError(t, err, "ResourceNotFoundException: User pool client unknown does not exist.")
	assert.False(t, s.HasBranding(pool.ID, client.ID))
	for _, change := range []BrandingChange{{}, {CognitoProvided: true, Settings: []byte(`{}`)}} {
		_, err = s.CreateBranding(pool.ID, client.ID, change)
		require.EqualError(t, err, source)
	}
	_, err = s.CreateBranding(pool.ID, "unknown", BrandingChange{CognitoProvided: true})
	require.EqualError(t, err, "ResourceNotFoundException: User pool client unknown does not exist.")

	s.Clock.Advance(time.Minute)
	light, dark, header := BrandingAsset{"FAVICON_ICO", "LIGHT", "ICO", []byte("1"), ""}, BrandingAsset{"FAVICON_ICO", "DARK", "ICO", []byte("2"), ""}, BrandingAsset{"PAGE_HEADER_LOGO", "LIGHT", "PNG", []byte("3"), ""}
	b, err := s.CreateBranding(pool.ID, client.ID, BrandingChange{Settings: []byte(`{"a":1}`), Assets: []BrandingAsset{light, dark}})
	require.NoError(t, err)
	assert.Equal(t, Branding{
		ID: b.ID, ClientID: client.ID, Settings: []byte(`{"a":1}`), Assets: []BrandingAsset{light, dark}, Created: stillTime.Add(time.Minute), Modified: stillTime.Add(time.Minute),
	}, b)
	assert.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, b.ID)
	_, err = s.CreateBranding(pool.ID, client.ID, BrandingChange{CognitoProvided: true})
	require.EqualError(t, err, "ManagedLoginBrandingExistsException: A ManagedLoginBranding already exists for client "+client.ID)
	assert.True(t, s.HasBranding(pool.ID, client.ID))
	assert.False(t, s.HasBranding(pool.ID, other.ID))

	s.Clock.Advance(time.Minute)
	newLight := light
	newLight.Bytes = []byte("4")
	updated, err := s.UpdateBranding(pool.ID, b.ID, BrandingChange{Settings: []byte(`{"b":2}`), Assets: []BrandingAsset{newLight, header}})
	require.NoError(t, err)
	assert.JSONEq(t, `{"a":1,"b":2}`, string(updated.Settings))
	assert.Equal(t, []BrandingAsset{dark, newLight, header}, updated.Assets)
	assert.Equal(t, stillTime.Add(time.Minute), updated.Created)
	assert.Equal(t, stillTime.Add(2*time.Minute), updated.Modified)
	for _, read := range []func() (Branding, error){
		func() (Branding, error) { return s.Branding(pool.ID, b.ID) }, func() (Branding, error) { return s.ClientBranding(pool.ID, client.ID) },
	} {
		got, err := read()
		require.NoError(t, err)
		assert.Equal(t, updated, got)
	}
	_, err = s.UpdateBranding(pool.ID, b.ID, BrandingChange{})
	require.EqualError(t, err, source)
	updated, err = s.UpdateBranding(pool.ID, b.ID, BrandingChange{CognitoProvided: true})
	require.NoError(t, err)
	assert.True(t, updated.CognitoProvided)
	assert.Nil(t, updated.Settings, "the style of the service has no settings")
	assert.Len(t, updated.Assets, 3)
	updated, err = s.UpdateBranding(pool.ID, b.ID, BrandingChange{Settings: []byte(`{"c":3}`)})
	require.NoError(t, err)
	assert.False(t, updated.CognitoProvided)
	assert.JSONEq(t, `{"c":3}`, string(updated.Settings))

	_, err = s.UpdateBranding(pool.ID, "unknown", BrandingChange{CognitoProvided: true})
	require.EqualError(t, err, missing)
	_, err = s.Branding(pool.ID, "unknown")
	require.EqualError(t, err, missing)
	require.EqualError(t, s.DeleteBranding(pool.ID, "unknown"), missing)
	require.NoError(t, s.DeleteBranding(pool.ID, b.ID))
	require.EqualError(t, s.DeleteBranding(pool.ID, b.ID), missing)
	assert.False(t, s.HasBranding(pool.ID, client.ID))
}

// Only the two categories of icons accept one extension, and only one of them accepts ICO.
func TestExtensionsOfBrandingAssets(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		category, extension string
		want                string
	}{
		{"FAVICON_ICO", "ICO", ""},
		{"FAVICON_ICO", "PNG", "InvalidParameterException: Invalid extension PNG for asset category FAVICON_ICO"},
		{"FAVICON_SVG", "SVG", ""},
		{"FAVICON_SVG", "ICO", "InvalidParameterException: Invalid extension ICO for asset category FAVICON_SVG"},
		{"PAGE_HEADER_LOGO", "PNG", ""},
		{"PAGE_HEADER_LOGO", "SVG", ""},
		{"PAGE_HEADER_LOGO", "ICO", "InvalidParameterException: Invalid extension ICO for asset category PAGE_HEADER_LOGO"},
	} {
		var b Branding
		requireText(t, tt.want, b.apply(BrandingChange{CognitoProvided: true, Assets: []BrandingAsset{{Category: tt.category, ColorMode: "LIGHT", Extension: tt.extension}}}))
	}
}

func TestNumberOfBrandingAssets(t *testing.T) {
	t.Parallel()
	assets := func(from, to int) (list []BrandingAsset) {
		for i := from; i < to; i++ {
			list = append(list, BrandingAsset{Category: fmt.Sprint(i), ColorMode: "LIGHT", Extension: "PNG"})
		}
		return list
	}
	const many = "InvalidParameterException: A managed login branding style can have at most 40 assets."
	var b Branding
	require.NoError(t, b.apply(BrandingChange{CognitoProvided: true, Assets: assets(0, 40)}))
	require.NoError(t, b.apply(BrandingChange{CognitoProvided: true, Assets: assets(10, 40)}), "they replace others")
	assert.Len(t, b.Assets, 40)
	require.EqualError(t, b.apply(BrandingChange{CognitoProvided: true, Assets: assets(40, 41)}), many)
	b = Branding{}
	require.EqualError(t, b.apply(BrandingChange{CognitoProvided: true, Assets: assets(0, 41)}), many)
}
