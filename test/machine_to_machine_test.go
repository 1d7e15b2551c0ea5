package test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/golden"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/session"
)

// TestMachineToMachine deploys examples/machine-to-machine: two clients with the client credentials grant.
func TestMachineToMachine(t *testing.T) {
	t.Parallel()
	d := deploy.Example(t, "machine-to-machine")
	reports, importer := d.Application(t, "reports"), d.Application(t, "importer")
	const ordersWrite = ordersServer + "/write"

	// claimsOfToken verifies the signature and the claims that every token of a machine client has.
	claimsOfToken := func(t *testing.T, key string, app *login.Client, resp *login.Response) session.Claims {
		t.Helper()
		got := session.Parse(t, resp)
		golden.AssertFields(t, []string{"access_token", "expires_in", "token_type"}, got.Raw)
		keys := oidc.NewRemoteKeySet(oidc.ClientContext(t.Context(), d.Target.HTTP), d.Outputs.JWKSURI)
		token := session.VerifySignature(t, t.Context(), d, keys, got.Access, &oidc.Config{SkipClientIDCheck: true, Now: d.Target.Now})
		c := session.ClaimsOf(t, token)
		assert.Equal(t, "access", c["token_use"])
		assert.Equal(t, app.ClientID, c["client_id"])
		assert.Equal(t, app.ClientID, c["sub"], "the subject is the client")
		assert.NotContains(t, c, "username")
		assert.NotContains(t, c, "origin_jti")
		assert.Equal(t, d.Outputs.RefreshContract[key].AccessTokenSeconds, c.Lifetime(t))
		return c
	}

	t.Run("a machine gets only an access token", func(t *testing.T) {
		resp, err := reports.ClientCredentials(t.Context(), ordersRead)
		require.NoError(t, err)
		golden.AssertShape(t, "machine-to-machine.reports.json", resp.Body)
		session.AssertScopes(t, []string{ordersRead}, claimsOfToken(t, "reports", reports, resp))
	})

	t.Run("a request without scopes returns all scopes of the client", func(t *testing.T) {
		resp, err := importer.ClientCredentials(t.Context())
		require.NoError(t, err)
		session.AssertScopes(t, []string{ordersRead, ordersWrite}, claimsOfToken(t, "importer", importer, resp))
	})

	t.Run("a request may name one of several scopes", func(t *testing.T) {
		resp, err := importer.ClientCredentials(t.Context(), ordersWrite)
		require.NoError(t, err)
		session.AssertScopes(t, []string{ordersWrite}, claimsOfToken(t, "importer", importer, resp))
	})

	t.Run("the contract has no refresh token and no response members", func(t *testing.T) {
		for key, access := range map[string]int{"reports": 15 * session.Minute, "importer": session.Hour} {
			contract := d.Outputs.RefreshContract[key]
			assert.Equal(t, access, contract.AccessTokenSeconds, key)
			assert.False(t, contract.Rotation, key)
			assert.Empty(t, contract.CodeResponseFields, key)
			assert.Empty(t, contract.RefreshResponseFields, key)
		}
	})

	t.Run("a wrong secret is rejected", func(t *testing.T) {
		for name, secret := range map[string]string{"another": importer.ClientSecret, "none": ""} {
			stranger := *reports
			stranger.ClientSecret = secret
			resp, err := stranger.ClientCredentials(t.Context(), ordersRead)
			require.NoError(t, err, name)
			session.AssertError(t, resp, 400, "invalid_client")
		}
	})

	t.Run("a scope of the other client is not granted", func(t *testing.T) {
		resp, err := reports.ClientCredentials(t.Context(), ordersWrite)
		require.NoError(t, err)
		// AWS does not document whether it rejects the request or omits the scope.
		if resp.Status == 200 {
			scope, _ := claimsOfToken(t, "reports", reports, resp)["scope"].(string)
			assert.NotContains(t, strings.Fields(scope), ordersWrite)
		}
	})

	t.Run("other grants are rejected", func(t *testing.T) {
		for _, form := range []url.Values{
			{"grant_type": {"authorization_code"}, "code": {"5d3c4f2e-0000-4000-8000-000000000000"}, "redirect_uri": {deploy.CallbackURL}},
			{"grant_type": {"refresh_token"}, "refresh_token": {"made-up"}},
		} {
			resp, err := reports.Token(t.Context(), form)
			require.NoError(t, err)
			code := session.ErrorCode(t, resp, 400)
			if d.Target.Strict && form.Get("grant_type") == "authorization_code" {
				assert.Equal(t, "unauthorized_client", code)
			}
		}
		browsing := *reports
		browsing.RedirectURI = deploy.CallbackURL
		_, err := browsing.NewBrowser().SignIn(t.Context(), login.Credentials{Username: "ada@example.com", Password: "-"})
		require.Error(t, err, "a machine client has no sign-in page")
	})

	t.Run("the sign-ins cause no drift", d.AssertEmptyPlan)
}
