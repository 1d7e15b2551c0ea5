package appconfig

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

func sample() App {
	return App{
		Endpoint: "http://127.0.0.1:9229", Region: "eu-west-1", UserPoolID: "eu-west-1_Ab12Cd34E",
		Issuer: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E", Domain: "orders.auth.eu-west-1.amazoncognito.com",
		Client: Client{
			Name: "spa", ID: "1example23456789", CallbackURLs: []string{"http://localhost:5173/callback", "https://app.example.com/callback"},
			LogoutURLs: []string{"http://localhost:5173/"}, Scopes: []string{"openid", "https://api.example.com/read"}, Flows: []string{"code"},
		},
	}
}

func confidential() App {
	a := sample()
	a.Client.Name, a.Client.Secret = "web", "the-secret"
	return a
}

func write(t *testing.T, name string, a App) string {
	t.Helper()
	format, err := Find(name)
	require.NoError(t, err)
	var text strings.Builder
	require.NoError(t, format.Write(&text, a))
	return text.String()
}

func TestFormatsNameThePoolAndTheClient(t *testing.T) {
	t.Parallel()
	for _, name := range Names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := write(t, name, sample())
			assert.Contains(t, text, "eu-west-1_Ab12Cd34E")
			if Formats[name].UsesClient {
				assert.Contains(t, text, "1example23456789")
			}
			assert.NotContains(t, text, "<no value>")
			assert.True(t, strings.HasSuffix(text, "\n") && !strings.HasSuffix(text, "\n\n"), "it ends with one line break")
			for line := range strings.Lines(text) {
				assert.LessOrEqual(t, len(line), 160, line)
			}
		})
	}
}

func TestSecretIsWrittenOnlyOnRequest(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"authjs", "boto3", "spring"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := confidential()
			hidden := write(t, name, a)
			assert.NotContains(t, hidden, "the-secret")
			assert.Contains(t, hidden, "SECRET", "the app reads it from its environment")
			a.ShowSecret = true
			assert.Contains(t, write(t, name, a), "the-secret")
		})
	}
	assert.NotContains(t, write(t, "aws-cli", confidential()), "the-secret")
}

func TestSpring(t *testing.T) {
	t.Parallel()
	properties := func(a App) map[string]string {
		var root any
		require.NoError(t, yaml.Unmarshal([]byte(write(t, "spring", a)), &root))
		flat := map[string]string{}
		flatten(flat, "", root)
		return flat
	}
	const client, server = "spring.security.oauth2.client.", "spring.security.oauth2.resourceserver.jwt."
	const pages, keys = "http://orders.auth.eu-west-1.localhost:9229", "http://127.0.0.1:9229/eu-west-1_Ab12Cd34E/.well-known/jwks.json"
	want := map[string]string{
		client + "registration.cognito.client-id":                "1example23456789",
		client + "registration.cognito.client-secret":            "${COGNITO_CLIENT_SECRET}",
		client + "registration.cognito.authorization-grant-type": "authorization_code",
		client + "registration.cognito.redirect-uri":             "http://localhost:5173/callback",
		client + "registration.cognito.scope":                    "openid,https://api.example.com/read",
		client + "provider.cognito.authorization-uri":            pages + "/oauth2/authorize",
		client + "provider.cognito.token-uri":                    pages + "/oauth2/token",
		client + "provider.cognito.user-info-uri":                pages + "/oauth2/userInfo",
		client + "provider.cognito.jwk-set-uri":                  keys,
		client + "provider.cognito.user-name-attribute":          "sub",
		server + "issuer-uri":                                    "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E",
		server + "jwk-set-uri":                                   keys,
	}
	assert.Equal(t, want, properties(confidential()))
	delete(want, client+"registration.cognito.client-secret")
	want[client+"registration.cognito.client-authentication-method"] = "none"
	assert.Equal(t, want, properties(sample()))
}

func flatten(into map[string]string, path string, value any) {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			flatten(into, strings.TrimPrefix(path+"."+key, "."), inner)
		}
	case string:
		into[path] = v
	}
}

func TestAuthJSNamesTheMissingCallbackURL(t *testing.T) {
	t.Parallel()
	const callback = "http://localhost:5173/api/auth/callback/cognito"
	assert.Contains(t, write(t, "authjs", confidential()), "# Add this callback URL to the client: "+callback+"\n")
	a := confidential()
	a.Client.CallbackURLs = append(a.Client.CallbackURLs, callback)
	assert.NotContains(t, write(t, "authjs", a), "Add this callback URL")
	assert.Contains(t, write(t, "authjs", sample()), `token_endpoint_auth_method: "none"`, "a public client has no secret to authenticate with")
	assert.NotContains(t, write(t, "authjs", a), "token_endpoint_auth_method")
}

func TestPreferPutsACallbackURLFirst(t *testing.T) {
	t.Parallel()
	for callback, want := range map[string][]string{"c": {"c", "a", "b"}, "b": {"b", "a", "c"}, "a": {"a", "b", "c"}, "": {"a", "b", "c"}, "d": {"a", "b", "c"}} {
		before := []string{"a", "b", "c"}
		client := Client{CallbackURLs: before}
		client.Prefer(callback)
		assert.Equal(t, want, client.CallbackURLs, callback)
		assert.Equal(t, []string{"a", "b", "c"}, before, "the slice of the caller does not change")
	}
}

// A value with quotes and line breaks stays one literal.
func TestValuesAreQuoted(t *testing.T) {
	t.Parallel()
	hostile := "http://localhost:5173/\"];\nalert(1)//</script>"
	a := sample()
	a.Client.CallbackURLs = []string{hostile}
	quoted, err := json.Marshal("http://localhost:5173/\"];\nalert(1)//")
	require.NoError(t, err)
	for _, name := range []string{"amplify", "oidc-client-ts"} {
		text := write(t, name, a)
		assert.Contains(t, text, strings.TrimSuffix(string(quoted), `"`)+"</script>\"")
		assert.NotContains(t, text, "\nalert(1)")
	}
}

func TestWriteRejects(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		library string
		change  func(*App)
		want    string
	}{
		{"a secret in a browser", "amplify", func(a *App) { a.Client.Secret = "s" }, `the client "spa" has a secret, which an app in a browser cannot keep. Use a client without a secret`},
		{"a secret in a browser with OIDC", "oidc-client-ts", func(a *App) { a.Client.Secret = "s" }, `the client "spa" has a secret, which an app in a browser cannot keep. Use a client without a secret`},
		{"a client of machines", "spring", func(a *App) { a.Client.Flows = []string{"client_credentials"} }, `the client "spa" does not sign users in: it has no callback URL or no authorization code grant. Use another client`},
		{"a client without a callback URL", "authjs", func(a *App) { a.Client.CallbackURLs = nil }, `the client "spa" does not sign users in: it has no callback URL or no authorization code grant. Use another client`},
		{"a pool without a domain", "spring", func(a *App) { a.Domain = "" }, "the user pool eu-west-1_Ab12Cd34E has no prefix domain, so it has no sign-in pages. Create one with aws_cognito_user_pool_domain, or with a domain block in the seed file"},
		{"an endpoint without a port", "boto3", func(a *App) { a.Endpoint = "http://127.0.0.1" }, "the endpoint of the emulator has no port"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := sample()
			tt.change(&a)
			format, err := Find(tt.library)
			require.NoError(t, err)
			var text strings.Builder
			assert.EqualError(t, format.Write(&text, a), tt.want)
			assert.Empty(t, text.String())
		})
	}
	_, err := Find("angular")
	assert.EqualError(t, err, `"angular" is not a library. Use one of `+strings.Join(Names, ", "))
}

// A client that cannot sign users in is usable where no page is needed.
func TestBoto3UsesEveryClient(t *testing.T) {
	t.Parallel()
	a := confidential()
	a.Client.CallbackURLs, a.Client.Flows, a.Domain = nil, nil, ""
	assert.Contains(t, write(t, "boto3", a), `CLIENT_SECRET = os.environ["COGNITO_CLIENT_SECRET"]`)
	assert.NotContains(t, write(t, "boto3", sample()), "import os")
	assert.True(t, slices.IsSorted(Names))
}
