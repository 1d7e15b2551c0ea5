package federation_test

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/federation"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// idp is an identity provider with canned responses.
type idp struct {
	t         *testing.T
	responses map[string]string // body by method and URL without query; a request without one times out
	statuses  map[string]int    // 200 if absent
	requests  []string          // method, URL, authorization and body, in the order of arrival
	key       *rsa.PrivateKey
}

func newIDP(t *testing.T) *idp {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	i := &idp{t: t, key: key, statuses: map[string]int{}}
	keys, err := json.Marshal(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: &key.PublicKey, KeyID: "k1", Algorithm: "RS256", Use: "sig"}}})
	require.NoError(t, err)
	i.responses = map[string]string{
		"GET https://idp.example/.well-known/openid-configuration": `{"issuer":"https://idp.example","authorization_endpoint":"https://idp.example/a",` +
			`"token_endpoint":"https://idp.example/t","userinfo_endpoint":"https://idp.example/u","jwks_uri":"https://idp.example/k"}`,
		"GET https://idp.example/k": string(keys),
		"GET https://idp.example/u": `{"sub":"s-1","name":"Jo","email":"old@example.com","groups":["a b","c"],"age":41,"ok":true}`,
	}
	return i
}

func (i *idp) RoundTrip(r *http.Request) (*http.Response, error) {
	sent, err := io.ReadAll(r.Body)
	require.NoError(i.t, err)
	assert.Equal(i.t, "Amazon/Cognito", r.Header.Get("User-Agent"))
	i.requests = append(i.requests, strings.TrimSpace(r.Method+" "+r.URL.String()+" "+r.Header.Get("Authorization")+" "+string(sent)))
	endpoint := *r.URL
	endpoint.RawQuery = ""
	name := r.Method + " " + endpoint.String()
	body, ok := i.responses[name]
	if !ok {
		return nil, &timeout{}
	}
	status := http.StatusOK
	if i.statuses[name] != 0 {
		status = i.statuses[name]
	}
	return &http.Response{StatusCode: status, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

type timeout struct{}

func (*timeout) Error() string   { return "timed out" }
func (*timeout) Timeout() bool   { return true }
func (*timeout) Temporary() bool { return false }

// issue makes the token endpoint return an ID token with claims, signed with a key.
func (i *idp) issue(claims map[string]any, key jose.SigningKey, keyID string) {
	i.t.Helper()
	signer, err := jose.NewSigner(key, (&jose.SignerOptions{}).WithHeader("kid", keyID))
	require.NoError(i.t, err)
	token, err := jwt.Signed(signer).Claims(claims).Serialize()
	require.NoError(i.t, err)
	i.responses["POST https://idp.example/t"] = `{"access_token":"AT","id_token":"` + token + `"}`
}

const secret = "a-secret-that-is-long-enough-for-hmac"

func corp(change func(map[string]string)) userpool.IdentityProvider {
	details := map[string]string{
		"client_id": "pool", "client_secret": secret, "authorize_scopes": "openid", "attributes_request_method": "GET", "oidc_issuer": "https://idp.example",
	}
	if change != nil {
		change(details)
	}
	return userpool.IdentityProvider{Name: "Corp", Type: "OIDC", Details: details}
}

var signIn = userpool.ProviderSignIn{Nonce: "n", RedirectURI: "https://stock.example/oauth2/idpresponse"}

func claims(store *userpool.Store) map[string]any {
	now := store.Clock.Now()
	return map[string]any{
		"iss": "https://idp.example", "aud": "pool", "sub": "s-1", "nonce": "n", "email": "jo@example.com",
		"iat": now.Unix(), "exp": now.Add(time.Minute).Unix(),
	}
}

func TestIdentifyReturnsTheClaims(t *testing.T) {
	t.Parallel()
	store, provider := userpool.NewStore("123456789012"), newIDP(t)
	provider.issue(claims(store), jose.SigningKey{Algorithm: jose.RS256, Key: provider.key}, "k1")
	client := &federation.Client{Store: store, HTTP: &http.Client{Transport: provider}}
	got, err := client.Identify(t.Context(), signIn, corp(nil), "c/1")
	require.NoError(t, err)
	assert.Equal(t, "s-1", got.Subject)
	assert.Equal(t, "jo@example.com", got.Claims["email"], "the ID token has precedence over userInfo")
	assert.Equal(t, "Jo", got.Claims["name"], "from userInfo")
	assert.Equal(t, "[a+b,c]", got.Claims["groups"])
	assert.Equal(t, "41", got.Claims["age"])
	assert.Equal(t, "true", got.Claims["ok"])
	assert.Equal(t, "AT", got.Claims["access_token"])
	assert.Equal(t, []string{
		"GET https://idp.example/.well-known/openid-configuration",
		"POST https://idp.example/t  client_id=pool&client_secret=" + secret + "&code=c%2F1&grant_type=authorization_code&redirect_uri=https%3A%2F%2Fstock.example%2Foauth2%2Fidpresponse",
		"GET https://idp.example/k", "GET https://idp.example/u Bearer AT",
	}, provider.requests)
}

// The inbound federation trigger receives the parts of the response as the provider sent them, each value as text.
func TestIdentifyReturnsThePartsOfTheResponse(t *testing.T) {
	t.Parallel()
	store, provider := userpool.NewStore("123456789012"), newIDP(t)
	sent := claims(store)
	provider.issue(sent, jose.SigningKey{Algorithm: jose.RS256, Key: provider.key}, "k1")
	provider.responses["POST https://idp.example/t"] = strings.Replace(provider.responses["POST https://idp.example/t"], "{", `{"expires_in":3600,"refresh_token":"RT","token_type":"Bearer",`, 1)
	provider.responses["GET https://idp.example/u"] = `{"sub":"s-1","name":"Jo","email":"old@example.com","groups":["a","b"]}`
	client := &federation.Client{Store: store, HTTP: &http.Client{Transport: provider}}
	got, err := client.Identify(t.Context(), signIn, corp(nil), "c")
	require.NoError(t, err)
	assert.Equal(t, "sub", got.SubjectClaim)
	idToken := got.Received["tokenResponse"]["id_token"]
	assert.Len(t, strings.Split(idToken, "."), 3)
	assert.Equal(t, map[string]map[string]string{
		"tokenResponse": {"access_token": "AT", "id_token": idToken, "refresh_token": "RT", "token_type": "Bearer", "expires_in": "3600"},
		"idToken": {
			"iss": "https://idp.example", "aud": "pool", "sub": "s-1", "nonce": "n", "email": "jo@example.com",
			"iat": strconv.FormatInt(sent["iat"].(int64), 10), "exp": strconv.FormatInt(sent["exp"].(int64), 10),
		},
		"userInfo": {"sub": "s-1", "name": "Jo", "email": "old@example.com", "groups": "[a,b]"},
	}, got.Received)
}

// If the details have all endpoints, the client does not request the discovery document. It
// requests userInfo with the method in the details.
func TestConfiguredEndpointsAreNotDiscovered(t *testing.T) {
	t.Parallel()
	store, provider := userpool.NewStore("123456789012"), newIDP(t)
	provider.issue(claims(store), jose.SigningKey{Algorithm: jose.RS256, Key: provider.key}, "k1")
	provider.responses["POST https://idp.example/me"] = `{"name":"Jo"}`
	client := &federation.Client{Store: store, HTTP: &http.Client{Transport: provider}}
	got, err := client.Identify(t.Context(), signIn, corp(func(d map[string]string) {
		delete(d, "client_secret")
		maps.Copy(d, map[string]string{
			"authorize_url": "https://idp.example/a", "token_url": "https://idp.example/t", "jwks_uri": "https://idp.example/k",
			"attributes_url": "https://idp.example/me", "attributes_request_method": "POST",
		})
	}), "c")
	require.NoError(t, err)
	assert.Equal(t, "Jo", got.Claims["name"])
	assert.Equal(t, []string{
		"POST https://idp.example/t  client_id=pool&code=c&grant_type=authorization_code&redirect_uri=https%3A%2F%2Fstock.example%2Foauth2%2Fidpresponse",
		"GET https://idp.example/k", "POST https://idp.example/me Bearer AT",
	}, provider.requests)
}

// Facebook returns only an access token, and a user object from its userInfo endpoint.
func TestSocialProviderNeedsNoIDToken(t *testing.T) {
	t.Parallel()
	store, provider := userpool.NewStore("123456789012"), newIDP(t)
	provider.responses["GET https://graph.facebook.com/v17.0/oauth/access_token"] = `{"access_token":"AT"}`
	provider.responses["GET https://graph.facebook.com/v17.0/me"] = `{"id":"f-1","email":"jo@example.com"}`
	client := &federation.Client{Store: store, HTTP: &http.Client{Transport: provider}}
	got, err := client.Identify(t.Context(), signIn, userpool.IdentityProvider{
		Name: "Facebook", Type: "Facebook", AttributeMapping: map[string]string{"email": "email", "username": "id"},
		Details: map[string]string{"client_id": "pool", "client_secret": "s", "authorize_scopes": "email"},
	}, "c")
	require.NoError(t, err)
	assert.Equal(t, "f-1", got.Subject)
	assert.Equal(t, []string{
		"GET https://graph.facebook.com/v17.0/oauth/access_token?client_id=pool&client_secret=s&code=c&grant_type=authorization_code&redirect_uri=https%3A%2F%2Fstock.example%2Foauth2%2Fidpresponse",
		"GET https://graph.facebook.com/v17.0/me?fields=email,id Bearer AT",
	}, provider.requests)
}

func TestIdentifyRejectsInvalidResponses(t *testing.T) {
	t.Parallel()
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	with := func(name string, value any) func(map[string]any) { return func(c map[string]any) { c[name] = value } }
	tests := []struct {
		name    string
		claims  func(map[string]any)
		key     any    // nil means the provider's key
		keyID   string // "" means k1
		network func(*idp)
		details func(map[string]string)
		want    string
	}{
		{name: "issuer", claims: with("iss", "https://evil.example"), want: "Bad id_token issuer https://evil.example"},
		{name: "issuer with a slash", claims: with("iss", "https://idp.example/"), want: "Bad id_token issuer https://idp.example/"},
		{name: "audience", claims: with("aud", []string{"a", "b"}), want: "Bad id_token audience a b"},
		{name: "one of two audiences", claims: with("aud", []string{"a", "pool"}), want: ""},
		{name: "expired", claims: with("exp", 1), want: "Bad id_token expiration"},
		{name: "no expiry", claims: func(c map[string]any) { delete(c, "exp") }, want: "Bad id_token expiration"},
		{name: "nonce of another sign-in", claims: with("nonce", "m"), want: "Bad id_token nonce"},
		{name: "no nonce", claims: func(c map[string]any) { delete(c, "nonce") }, want: "Bad id_token nonce"},
		{name: "userInfo of another user", claims: with("sub", "s-2"), want: "Bad userInfo sub s-1"},
		{name: "no subject", claims: with("sub", ""), network: func(i *idp) { i.responses["GET https://idp.example/u"] = `{"name":"Jo"}` }, want: "Corp Error - the user has no sub"},
		{name: "another key under the same id", key: other, want: "Bad id_token signature"},
		{name: "unknown key id", keyID: "k2", want: "Bad id_token key k2"},
		{name: "HMAC with the client secret", key: []byte(secret), want: ""},
		{name: "HMAC with another secret", key: []byte(strings.Repeat("x", 40)), want: "Bad id_token signature"},
		{name: "HMAC at a provider without a secret", key: []byte(secret), details: func(d map[string]string) { delete(d, "client_secret") }, want: "Bad id_token signature"},
		{name: "not a token", network: func(i *idp) { i.responses["POST https://idp.example/t"] = `{"access_token":"AT"}` }, want: "Bad id_token"},
		{
			name: "token endpoint returns an error", network: func(i *idp) {
				i.responses["POST https://idp.example/t"], i.statuses["POST https://idp.example/t"] = `{"error":"invalid_grant","error_description":"code used"}`, 400
			},
			want: "Corp Error - 400 invalid_grant code used",
		}, {
			name: "token endpoint fails", network: func(i *idp) {
				i.responses["POST https://idp.example/t"], i.statuses["POST https://idp.example/t"] = "<html>", 502
			},
			want: "Corp Error - 502 error getting token",
		},
		{name: "token endpoint times out", network: func(i *idp) { delete(i.responses, "POST https://idp.example/t") }, want: "Timeout occurred in calling IdP token endpoint"},
		{name: "keys time out", network: func(i *idp) { delete(i.responses, "GET https://idp.example/k") }, want: "Timeout in calling jwks uri"},
		{name: "userInfo returns an error", network: func(i *idp) { i.statuses["GET https://idp.example/u"] = 401 }, want: "Corp Error - 401 error getting user info"},
		{
			name: "endpoint without TLS", network: func(i *idp) {
				i.responses["GET https://idp.example/.well-known/openid-configuration"] = `{"authorization_endpoint":"https://idp.example/a","token_endpoint":"http://idp.example/t","jwks_uri":"https://idp.example/k"}`
			},
			want: "Corp Error - an endpoint of its openid-configuration is not https",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			store, provider := userpool.NewStore("123456789012"), newIDP(t)
			content := claims(store)
			if tt.claims != nil {
				tt.claims(content)
			}
			key := jose.SigningKey{Algorithm: jose.RS256, Key: provider.key}
			if secret, ok := tt.key.([]byte); ok {
				key = jose.SigningKey{Algorithm: jose.HS256, Key: secret}
			} else if tt.key != nil {
				key.Key = tt.key
			}
			keyID := "k1"
			if tt.keyID != "" {
				keyID = tt.keyID
			}
			provider.issue(content, key, keyID)
			if tt.network != nil {
				tt.network(provider)
			}
			client := &federation.Client{Store: store, HTTP: &http.Client{Transport: provider}}
			_, err := client.Identify(t.Context(), signIn, corp(tt.details), "c")
			if tt.want == "" {
				require.NoError(t, err)
				return
			}
			var failure *federation.Error
			require.ErrorAs(t, err, &failure)
			assert.Equal(t, tt.want, failure.Description)
		})
	}
}
