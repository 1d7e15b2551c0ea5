package authorization_test

import (
	"net/http/httptest"
	"net/url"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// newClient creates a pool with one client. Package oauth2 tests the wire format of errors, at
// the authorize endpoint.
func newClient(t *testing.T, settings userpool.ClientSettings) (*userpool.Store, userpool.Client) {
	t.Helper()
	store := userpool.NewStore("123456789012")
	pool, err := store.CreatePool("us-east-1", userpool.Pool{Name: "orders"})
	require.NoError(t, err)
	settings.OAuthEnabled = true
	settings.AllowedOAuthFlows = []string{"code", "implicit"}
	settings.AllowedOAuthScopes = []string{"openid", "email"}
	client, err := store.CreateClient(pool.ID, settings, "", false)
	require.NoError(t, err)
	return store, client
}

// challenge is from RFC 7636, appendix B.
const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

func TestParseReturnsTheParameters(t *testing.T) {
	t.Parallel()
	store, client := newClient(t, userpool.ClientSettings{CallbackURLs: []string{"https://a.example/", "https://b.example/"}})
	q := url.Values{
		"client_id": {client.ID}, "redirect_uri": {"https://b.example/"}, "response_type": {"code"}, "scope": {"openid"},
		"nonce": {"n"}, "code_challenge": {challenge}, "code_challenge_method": {"S256"}, "resource": {"https://api.example"}, "prompt": {"none"}, "login_hint": {"jo"}, "max_age": {"60"},
	}
	got, err := authorization.Parse(store, userpool.Domain{PoolID: client.PoolID, ManagedLoginVersion: 2}, q)
	require.NoError(t, err)
	assert.Equal(t, client.ID, got.Client.ID)
	assert.Equal(t, "https://b.example/", got.RedirectURI)
	assert.Equal(t, "code", got.ResponseType)
	assert.Equal(t, []string{"openid"}, got.Scopes)
	assert.Equal(t, "n", got.Nonce)
	assert.Equal(t, challenge, got.CodeChallenge)
	assert.Equal(t, "https://api.example", got.Resource)
	assert.Equal(t, []string{"none"}, got.Prompts)
	assert.Equal(t, "jo", got.LoginHint)
	assert.Equal(t, time.Minute, *got.MaxAge)

	q.Del("scope")
	got, err = authorization.Parse(store, userpool.Domain{PoolID: client.PoolID, ManagedLoginVersion: 2}, q)
	require.NoError(t, err)
	assert.Equal(t, []string{"openid", "email"}, got.Scopes, "all scopes of the client")

	_, err = authorization.Parse(store, userpool.Domain{PoolID: "us-east-1_Elsewhere"}, q)
	var page *authorization.PageError
	require.ErrorAs(t, err, &page, "a client of another pool")
	assert.Equal(t, "/error?error=Client+does+not+exist", page.Path())
}

func TestRequestWithoutRedirectURIUsesTheDefault(t *testing.T) {
	t.Parallel()
	one, two := []string{"https://a.example/"}, []string{"https://a.example/", "https://b.example/"}
	cognito := []string{"COGNITO"}
	tests := []struct {
		name     string
		settings userpool.ClientSettings
		want     string // "" means an error
	}{
		{"one callback, one provider", userpool.ClientSettings{CallbackURLs: one, SupportedIdentityProviders: cognito}, "https://a.example/"},
		{"one callback, no provider", userpool.ClientSettings{CallbackURLs: one}, ""},
		{"two callbacks", userpool.ClientSettings{CallbackURLs: two, SupportedIdentityProviders: cognito}, ""},
		{"default among two", userpool.ClientSettings{CallbackURLs: two, DefaultRedirectURI: "https://b.example/"}, "https://b.example/"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			store, client := newClient(t, tt.settings)
			got, err := authorization.Parse(store, userpool.Domain{PoolID: client.PoolID, ManagedLoginVersion: 2}, url.Values{"client_id": {client.ID}, "response_type": {"code"}})
			if tt.want == "" {
				var page *authorization.PageError
				require.ErrorAs(t, err, &page)
				assert.Equal(t, "/error?error=Required+String+parameter+%27redirect_uri%27+is+not+present", page.Path())
				return
			}
			require.NoError(t, err)
			assert.Equal(t, tt.want, got.RedirectURI)
		})
	}
}

// The code is bound to the parameters of the request.
func TestCompleteBindsTheCode(t *testing.T) {
	t.Parallel()
	store, client := newClient(t, userpool.ClientSettings{CallbackURLs: []string{"myapp://signed-in?x=1"}})
	request, err := authorization.Parse(store, userpool.Domain{PoolID: client.PoolID, ManagedLoginVersion: 2}, url.Values{
		"client_id": {client.ID}, "redirect_uri": {"myapp://signed-in?x=1"}, "response_type": {"code"}, "state": {"{1&"},
		"scope": {"openid"}, "nonce": {"n"}, "resource": {"https://api.example"}, "code_challenge": {challenge}, "code_challenge_method": {"S256"},
	})
	require.NoError(t, err)
	authTime := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	location, err := request.Complete(&token.Issuer{Store: store}, userpool.User{Username: "jo"}, userpool.BrowserSession{AuthTime: authTime})
	require.NoError(t, err)
	match := regexp.MustCompile(`^myapp://signed-in\?x=1&code=([0-9a-f-]{36})&state=%7B1%26$`).FindStringSubmatch(location)
	require.NotNil(t, match, location)

	code, ok := store.RedeemCode(match[1], client.ID)
	require.True(t, ok)
	code.ExpiresAt = time.Time{}
	assert.Equal(t, userpool.AuthorizationCode{
		Value: match[1], PoolID: client.PoolID, ClientID: client.ID, Username: "jo", RedirectURI: "myapp://signed-in?x=1",
		Scopes: []string{"openid"}, Nonce: "n", CodeChallenge: challenge, Resource: "https://api.example", AuthTime: authTime,
	}, code)
}

func TestOriginHasTheSchemeOfTheConnection(t *testing.T) {
	t.Parallel()
	for _, want := range []string{"https://orders.auth.us-east-1.amazoncognito.com", "http://orders.auth.us-east-1.localhost:4700"} {
		assert.Equal(t, want, authorization.Origin(httptest.NewRequest("GET", want+"/login?x=1", nil)))
	}
}
