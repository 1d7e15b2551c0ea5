package idp

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

func TestProviderReturnsItsUserToTheRegisteredAddress(t *testing.T) {
	t.Parallel()
	target.EmulatorOnly(t, "the provider's domain needs a minute")
	const redirectURI = "https://orders.example.com/oauth2/idpresponse"
	p := New(t, target.New(t))
	p.RegisterRedirectURI(t, redirectURI)
	p.Scopes = []string{"openid", "email"}
	callback, err := p.NewBrowser().SignIn(t.Context(), p.User.Credentials)
	require.NoError(t, err)
	assert.NotEmpty(t, callback.Code)

	_, err = p.NewBrowser().SignInWith(t.Context(), p.User.Credentials, func(query url.Values) { query.Set("redirect_uri", "https://other.example.com") })
	require.ErrorContains(t, err, "redirect_mismatch")
}
