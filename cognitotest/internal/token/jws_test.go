package token

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Log scrubbers, proxies and tests of apps recognize tokens by their first characters, which
// depend on the order of the header's members.
func TestTokensBeginLikeTokensOfLivePools(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(func(c *userpool.ClientSettings) { c.Rotation = &userpool.Rotation{Enabled: true} })
	first := s.signIn(c, "openid")
	refreshed := s.refresh(c, first.Refresh)
	api, err := s.issuer.SignIn(SignIn{Client: c, User: s.user, API: true, AuthTime: s.store.Clock.Now()})
	require.NoError(t, err)
	implicit, err := s.issuer.Implicit(SignIn{Client: c, User: s.user, Scopes: []string{"openid"}, AuthTime: s.store.Clock.Now()})
	require.NoError(t, err)
	machine, err := s.issuer.ClientCredentials(c, []string{"orders/read"}, nil)
	require.NoError(t, err)
	const signed, encrypted = "eyJraWQiOi", "eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ."
	for _, tt := range []struct{ name, token, begin string }{
		{"access token", first.Access, signed},
		{"ID token", first.ID, signed},
		{"refresh token", first.Refresh, encrypted},
		{"access token of a refresh", refreshed.Access, signed},
		{"ID token of a refresh", refreshed.ID, signed},
		{"refresh token of a refresh", refreshed.Refresh, encrypted},
		{"access token of the API", api.Access, signed},
		{"ID token of the API", api.ID, signed},
		{"access token of an implicit grant", implicit.Access, signed},
		{"ID token of an implicit grant", implicit.ID, signed},
		{"token of a machine", machine.Access, signed},
	} {
		assert.True(t, strings.HasPrefix(tt.token, tt.begin), "%s: %.40s", tt.name, tt.token)
	}
}
