package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A client has one document with a name.
func TestTermsOfAClient(t *testing.T) {
	t.Parallel()
	const missing = "ResourceNotFoundException: Terms do not exist."
	s, pool := newStillStore(t, Pool{})
	client, err := s.CreateClient(pool.ID, ClientSettings{Name: "web"}, "", false)
	require.NoError(t, err)
	other, err := s.CreateClient(pool.ID, ClientSettings{Name: "other"}, "", false)
	require.NoError(t, err)
	use, err := s.CreateTerms(pool.ID, Terms{ID: "ignored", ClientID: client.ID, Name: "terms-of-use", Links: map[string]string{"cognito:default": "https://a"}})
	require.NoError(t, err)
	assert.Equal(t, Terms{ID: use.ID, ClientID: client.ID, Name: "terms-of-use", Links: map[string]string{"cognito:default": "https://a"}, Created: stillTime, Modified: stillTime}, use)
	assert.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, use.ID)
	exists := "TermsExistsException: Terms terms-of-use already exist for client " + client.ID
	_, err = s.CreateTerms(pool.ID, Terms{ClientID: client.ID, Name: "terms-of-use"})
	require.EqualError(t, err, exists)
	_, err = s.CreateTerms(pool.ID, Terms{ClientID: "unknown", Name: "terms-of-use"})
	require.EqualError(t, err, "ResourceNotFoundException: User pool client unknown does not exist.")
	privacy, err := s.CreateTerms(pool.ID, Terms{ClientID: client.ID, Name: "privacy-policy"})
	require.NoError(t, err)
	_, err = s.CreateTerms(pool.ID, Terms{ClientID: other.ID, Name: "terms-of-use"})
	require.NoError(t, err)
	all, err := s.AllTerms(pool.ID)
	require.NoError(t, err)
	assert.Len(t, all, 3)

	s.Clock.Advance(time.Minute)
	updated, err := s.UpdateTerms(pool.ID, use.ID, func(d *Terms) { d.Links = map[string]string{"cognito:default": "https://b"} })
	require.NoError(t, err)
	assert.Equal(t, Terms{ID: use.ID, ClientID: client.ID, Name: "terms-of-use", Links: map[string]string{"cognito:default": "https://b"}, Created: stillTime, Modified: stillTime.Add(time.Minute)}, updated)
	got, err := s.UpdateTerms(pool.ID, privacy.ID, func(d *Terms) { d.Name = "terms-of-use" })
	require.EqualError(t, err, exists)
	assert.Zero(t, got)
	got, err = s.Terms(pool.ID, privacy.ID)
	require.NoError(t, err)
	assert.Equal(t, privacy, got)
	got, err = s.ClientTerms(pool.ID, client.ID, "terms-of-use")
	require.NoError(t, err)
	assert.Equal(t, updated, got)
	_, err = s.ClientTerms(pool.ID, other.ID, "privacy-policy")
	require.EqualError(t, err, missing)
	_, err = s.ClientTerms(pool.ID, "unknown", "privacy-policy")
	require.EqualError(t, err, "ResourceNotFoundException: User pool client unknown does not exist.")

	_, err = s.UpdateTerms(pool.ID, "unknown", func(*Terms) {})
	require.EqualError(t, err, missing)
	_, err = s.Terms(pool.ID, "unknown")
	require.EqualError(t, err, missing)
	require.EqualError(t, s.DeleteTerms(pool.ID, "unknown"), missing)
	require.NoError(t, s.DeleteTerms(pool.ID, use.ID))
	require.EqualError(t, s.DeleteTerms(pool.ID, use.ID), missing)
	all, err = s.AllTerms(pool.ID)
	require.NoError(t, err)
	assert.Len(t, all, 2)
}
