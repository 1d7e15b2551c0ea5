package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestOAuthSettingsOfAClient(t *testing.T) {
	t.Parallel()
	const (
		incomplete = "InvalidParameterException: AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows."
		together   = "InvalidOAuthFlowException: client_credentials flow can not be selected along with code flow or implicit flow."
		public     = "InvalidOAuthFlowException: client_credentials flow can not be selected if client does not have a client secret."
		noCallback = "InvalidOAuthFlowException: CallbackUrls can not be empty when code flow or implicit flow is selected"
	)
	s, pool := newDefaultStore(t, Pool{})
	_, err := s.CreateResourceServer(pool.ID, ResourceServer{Identifier: "api", Scopes: []Scope{{Name: "read"}, {Name: "write"}}})
	require.NoError(t, err)
	callback := []string{"https://app.example/callback"}
	openid, read := []string{"openid"}, []string{"api/read"}
	for _, tt := range []struct {
		name         string
		settings     ClientSettings
		confidential bool
		want         string
	}{
		{"off", ClientSettings{}, false, ""},
		{"on without flows and scopes", ClientSettings{OAuthEnabled: true}, false, incomplete},
		{"on without scopes", ClientSettings{OAuthEnabled: true, AllowedOAuthFlows: []string{"code"}, CallbackURLs: callback}, false, incomplete},
		{"on without flows", ClientSettings{OAuthEnabled: true, AllowedOAuthScopes: openid}, false, incomplete},
		{"off with flows", ClientSettings{AllowedOAuthFlows: []string{"code"}, CallbackURLs: callback}, false, ""},
		{"off with scopes", ClientSettings{AllowedOAuthScopes: openid}, false, ""},

		{"code", ClientSettings{OAuthEnabled: true, AllowedOAuthFlows: []string{"code"}, AllowedOAuthScopes: openid, CallbackURLs: callback}, false, ""},
		{"code without a callback URL", ClientSettings{OAuthEnabled: true, AllowedOAuthFlows: []string{"code"}, AllowedOAuthScopes: openid}, false, noCallback},
		{"implicit", ClientSettings{OAuthEnabled: true, AllowedOAuthFlows: []string{"implicit"}, AllowedOAuthScopes: openid, CallbackURLs: callback}, false, ""},
		{"implicit without a callback URL", ClientSettings{OAuthEnabled: true, AllowedOAuthFlows: []string{"implicit"}, AllowedOAuthScopes: openid}, false, noCallback},
		{"off, code without a callback URL", ClientSettings{AllowedOAuthFlows: []string{"code"}}, false, noCallback},
		{"code with a logout URL only", ClientSettings{AllowedOAuthFlows: []string{"code"}, LogoutURLs: callback}, false, noCallback},

		{"client_credentials", ClientSettings{OAuthEnabled: true, AllowedOAuthFlows: []string{"client_credentials"}, AllowedOAuthScopes: read}, true, ""},
		{"client_credentials without a secret", ClientSettings{OAuthEnabled: true, AllowedOAuthFlows: []string{"client_credentials"}, AllowedOAuthScopes: read}, false, public},
		{"client_credentials and code", ClientSettings{AllowedOAuthFlows: []string{"client_credentials", "code"}, CallbackURLs: callback}, true, together},
		{"client_credentials and implicit", ClientSettings{AllowedOAuthFlows: []string{"implicit", "client_credentials"}, CallbackURLs: callback}, true, together},

		{"system scopes", ClientSettings{AllowedOAuthScopes: []string{"phone", "email", "openid", "profile", "aws.cognito.signin.user.admin"}}, false, ""},
		{"scopes of a resource server", ClientSettings{AllowedOAuthScopes: []string{"api/read", "api/write"}}, false, ""},
		{"the second scope is unknown", ClientSettings{AllowedOAuthScopes: []string{"openid", "api/delete"}}, false, "ScopeDoesNotExistException: Invalid scope requested: api/delete"},
		{"scope of an unknown resource server", ClientSettings{AllowedOAuthScopes: []string{"web/read"}}, false, "ScopeDoesNotExistException: Invalid scope requested: web/read"},
		{"scope without its resource server", ClientSettings{AllowedOAuthScopes: []string{"read"}}, false, "ScopeDoesNotExistException: Invalid scope requested: read"},
	} {
		_, err := s.CreateClient(pool.ID, tt.settings, "", tt.confidential)
		assert.Equal(t, tt.want, errorText(err), tt.name)
	}
}

func TestURLsOfAClient(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{})
	const app, other, bad = "https://app.example/callback", "https://app.example/other", "https://app.example/#top"
	for _, tt := range []struct {
		name     string
		settings ClientSettings
		want     string
	}{
		{"callback URLs", ClientSettings{CallbackURLs: []string{app, other}}, ""},
		{"second callback URL", ClientSettings{CallbackURLs: []string{app, bad}}, "InvalidParameterException: https://app.example/#top cannot use fragment"},
		{"logout URL", ClientSettings{LogoutURLs: []string{app, bad}}, "InvalidParameterException: https://app.example/#top cannot use fragment"},
		{"default redirect URI", ClientSettings{CallbackURLs: []string{app, other}, DefaultRedirectURI: other}, ""},
		{"default redirect URI outside the callback URLs", ClientSettings{CallbackURLs: []string{app}, DefaultRedirectURI: other}, "InvalidParameterException: The default redirect URI https://app.example/other is not in the callback URIs list."},
		{"default redirect URI that is a logout URL", ClientSettings{CallbackURLs: []string{app}, LogoutURLs: []string{other}, DefaultRedirectURI: other}, "InvalidParameterException: The default redirect URI https://app.example/other is not in the callback URIs list."},
	} {
		_, err := s.CreateClient(pool.ID, tt.settings, "", false)
		assert.Equal(t, tt.want, errorText(err), tt.name)
	}
}

func TestRedirectURIs(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ uri, want string }{
		{"https://app.example", ""},
		{"https://app.example:8443/callback?tenant=1", ""},
		{"http://localhost", ""},
		{"http://localhost:3000/callback", ""},
		{"http://127.0.0.1:3000", ""},
		{"http://[::1]:3000", ""},
		{"HTTP://localhost", ""},
		{"myapp://callback", ""},
		{"myapp:callback", ""},
		{"com.example.app:/callback", ""},

		{"http://app.example/callback", "cannot use the HTTP protocol."},
		{"HTTP://app.example/callback", "cannot use the HTTP protocol."},
		{"http://127.0.0.2", "cannot use the HTTP protocol."},
		{"http://localhost.app.example", "cannot use the HTTP protocol."},
		{"http://app.example/#top", "cannot use the HTTP protocol."},

		{"https://app.example/#top", "cannot use fragment"},
		{"https://app.example/#", "cannot use fragment"},
		{"http://localhost/#top", "cannot use fragment"},
		{"myapp://callback#top", "cannot use fragment"},

		{"", "is not a valid URL."},
		{"app.example/callback", "is not a valid URL."},
		{"/callback", "is not a valid URL."},
		{"//app.example/callback", "is not a valid URL."},
		{"https:", "is not a valid URL."},
		{"https:///callback", "is not a valid URL."},
		{"http:///callback", "is not a valid URL."},
		{"https://app.example/%zz", "is not a valid URL."},
		{"javascript:alert(1)", "is not a valid URL."},
		{"JavaScript:alert(1)", "is not a valid URL."},
		{"data:text/html,x", "is not a valid URL."},
		{"vbscript:x", "is not a valid URL."},
	} {
		want := ""
		if tt.want != "" {
			want = "InvalidParameterException: " + tt.uri + " " + tt.want
		}
		assert.Equal(t, want, errorText(CheckRedirectURI(tt.uri)), "%q", tt.uri)
	}
}
