package console

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/appconfig"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// pageClient returns the settings of an app client of a web app.
func pageClient(name string) userpool.ClientSettings {
	return userpool.ClientSettings{
		Name: name, OAuthEnabled: true, AllowedOAuthFlows: []string{"code"}, AllowedOAuthScopes: []string{"openid"},
		CallbackURLs: []string{"http://localhost:3000/other", "http://localhost:3000/callback"}, DefaultRedirectURI: "http://localhost:3000/callback",
		LogoutURLs: []string{"http://localhost:3000/"},
	}
}

// configPath returns the path of the configuration of an app.
func configPath(poolID, clientID, library, more string) string {
	return Prefix + "app-config?" + url.Values{"user_pool_id": {poolID}, "client_id": {clientID}, "for": {library}}.Encode() + more
}

func TestConfigurationOfAnApp(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	_, err := f.Fixture.Store.CreateDomain(userpool.Domain{Name: "orders", PoolID: f.Pool.ID})
	require.NoError(t, err)
	public, confidential := f.AddClient(pageClient("spa"), false), f.AddClient(pageClient("web"), true)
	for _, library := range appconfig.Names {
		client := public
		if library == "spring" || library == "authjs" {
			client = confidential
		}
		got := f.get(configPath(f.Pool.ID, client.ID, library, ""))
		require.Equal(t, http.StatusOK, got.Code, got.Body.String())
		var s secret
		require.NoError(t, json.Unmarshal(got.Body.Bytes(), &s))
		assert.Contains(t, s.Value, f.Pool.ID, library)
		if appconfig.Formats[library].UsesClient {
			assert.Contains(t, s.Value, client.ID, library)
		}
	}
	spring := f.get(configPath(f.Pool.ID, confidential.ID, "spring", "")).Body.String()
	assert.Contains(t, spring, "redirect-uri: http://localhost:3000/callback", "the default redirect URI")
	assert.Contains(t, spring, "http://orders.auth.us-east-1.localhost:9229/oauth2/token")
}

func TestConfigurationHasTheSecretOnRequest(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	_, err := f.Fixture.Store.CreateDomain(userpool.Domain{Name: "orders", PoolID: f.Pool.ID})
	require.NoError(t, err)
	client := f.AddClient(pageClient("web"), true)
	for _, library := range []string{"authjs", "boto3", "spring"} {
		for _, more := range []string{"", "&secret=", "&secret=0", "&secret=true", "&secret=0&secret=1"} {
			assert.NotContains(t, f.get(configPath(f.Pool.ID, client.ID, library, more)).Body.String(), client.Secret(), library+more)
		}
		assert.Contains(t, f.get(configPath(f.Pool.ID, client.ID, library, "&secret=1")).Body.String(), client.Secret(), library)
	}
	assert.NotContains(t, f.get(configPath(f.Pool.ID, client.ID, "aws-cli", "&secret=1")).Body.String(), client.Secret())
}

func TestConfigurationIsRejected(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	public, confidential := f.AddClient(pageClient("spa"), false), f.AddClient(pageClient("web"), true)
	machine := f.AddClient(userpool.ClientSettings{Name: "machine", AllowedOAuthFlows: []string{"client_credentials"}}, true)
	const gone = "The app client does not exist any more. Reload the page.\n"
	for _, tt := range []struct {
		name, path string
		status     int
		want       string
	}{
		{"a secret in a browser", configPath(f.Pool.ID, confidential.ID, "amplify", ""), 409, "The client \"web\" has a secret, which an app in a browser cannot keep. Use a client without a secret.\n"},
		{"a client of machines", configPath(f.Pool.ID, machine.ID, "spring", ""), 409, "The client \"machine\" does not sign users in: it has no callback URL or no authorization code grant. Use another client.\n"},
		{"a pool without a domain", configPath(f.Pool.ID, public.ID, "amplify", ""), 409, "The user pool " + f.Pool.ID + " has no prefix domain, so it has no sign-in pages. Create one with aws_cognito_user_pool_domain, or with a domain block in the seed file.\n"},
		{"an unknown library", configPath(f.Pool.ID, public.ID, "angular", ""), 400, "\"angular\" is not a library. Use one of amplify, authjs, aws-cli, boto3, oidc-client-ts, spring.\n"},
		{"no library", configPath(f.Pool.ID, public.ID, "", ""), 400, "\"\" is not a library. Use one of amplify, authjs, aws-cli, boto3, oidc-client-ts, spring.\n"},
		{"an unknown client", configPath(f.Pool.ID, "unknown", "boto3", ""), 404, gone},
		{"an unknown pool", configPath("us-east-1_unknown00", public.ID, "boto3", ""), 404, gone},
		{"nothing", Prefix + "app-config?for=boto3", 404, gone},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := f.get(tt.path)
			assert.Equal(t, tt.status, got.Code)
			assert.Equal(t, tt.want, got.Body.String())
		})
	}
}
