package token

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

func TestScopesSelectTheAttributesOfAnIDToken(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(nil)
	all := []string{"custom:tenant_verified", "email", "email_verified", "given_name", "phone_number", "phone_number_verified"}
	for _, tt := range []struct {
		name   string
		scopes []string
		want   []string
	}{
		{"profile", []string{"openid", "profile"}, []string{"custom:tenant_verified", "given_name"}},
		{"email", []string{"openid", "email"}, []string{"email", "email_verified"}},
		{"phone", []string{"openid", "phone"}, []string{"phone_number", "phone_number_verified"}},
		{"email and phone", []string{"openid", "email", "phone"}, []string{"email", "email_verified", "phone_number", "phone_number_verified"}},
		{"openid alone", []string{"openid"}, all},
		{"a scope of a resource server", []string{"openid", "orders/read"}, all},
	} {
		_, claims := s.claims(s.signIn(c, tt.scopes...).ID)
		var got []string
		for _, name := range all {
			if _, ok := claims[name]; ok {
				got = append(got, name)
			}
		}
		assert.Equal(t, tt.want, got, tt.name)
	}
}

// The claims acr and amr are an extension of the emulator (AuthenticationLevels).
func TestLevelsOfAuthenticationInTokens(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(nil)
	for _, tt := range []struct {
		name           string
		levels         bool
		authentication userpool.Authentication
		want           any
	}{
		{"with levels", true, userpool.Authentication{Level: 2, AMR: []string{"pwd", "otp"}}, "urn:cognito:loa:2"},
		{"the lowest level", true, userpool.Authentication{Level: 1, AMR: []string{"pwd"}}, "urn:cognito:loa:1"},
		{"no level reached", true, userpool.Authentication{AMR: []string{"pwd"}}, nil},
		{"without levels", false, userpool.Authentication{Level: 2, AMR: []string{"pwd", "otp"}}, nil},
		{"neither", false, userpool.Authentication{}, nil},
	} {
		s.store.AuthenticationLevels = tt.levels
		set, err := s.issuer.SignIn(SignIn{Client: c, User: s.user, Scopes: []string{"openid"}, AuthTime: s.store.Clock.Now(), Authentication: tt.authentication})
		require.NoError(t, err, tt.name)
		for _, raw := range []string{set.Access, set.ID} {
			_, claims := s.claims(raw)
			if tt.want == nil {
				assert.NotContains(t, claims, "acr", tt.name)
				assert.NotContains(t, claims, "amr", tt.name)
				continue
			}
			assert.Equal(t, tt.want, claims["acr"], tt.name)
			assert.Len(t, claims["amr"], len(tt.authentication.AMR), tt.name)
		}
	}
}

func TestOnlyTheAccessTokenNamesTheDevice(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	set, err := s.issuer.SignIn(SignIn{Client: s.addClient(nil), User: s.user, API: true, AuthTime: s.store.Clock.Now(), DeviceKey: "us-east-1_d"})
	require.NoError(t, err)
	_, access := s.claims(set.Access)
	_, id := s.claims(set.ID)
	assert.Equal(t, "us-east-1_d", access["device_key"])
	assert.NotContains(t, id, "device_key")
	_, without := s.claims(s.signIn(s.addClient(nil), "openid").Access)
	assert.NotContains(t, without, "device_key")
}
