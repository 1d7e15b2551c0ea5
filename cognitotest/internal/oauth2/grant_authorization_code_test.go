package oauth2_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The bodies of the developer guide's "Token endpoint". JWS and JWE stand for tokens.
const (
	bodyWithRefresh   = `{"access_token":"JWS","expires_in":3600,"id_token":"JWS","refresh_token":"JWE","token_type":"Bearer"}` + "\n"
	bodyNoIDToken     = `{"access_token":"JWS","expires_in":3600,"refresh_token":"JWE","token_type":"Bearer"}` + "\n"
	bodyNoRefresh     = `{"access_token":"JWS","expires_in":3600,"id_token":"JWS","token_type":"Bearer"}` + "\n"
	bodyAccessOnly    = `{"access_token":"JWS","expires_in":3600,"token_type":"Bearer"}` + "\n"
	bodyInvalidGrant  = `{"error":"invalid_grant"}` + "\n"
	bodyInvalidClient = `{"error":"invalid_client"}` + "\n"
)

func TestCodeGrantBodies(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	tests := []struct {
		name   string
		change func(*userpool.ClientSettings)
		scope  string
		want   string
	}{
		{"openid", nil, "openid email", bodyWithRefresh},
		{"all scopes of the client", nil, "", bodyWithRefresh},
		{"without openid", nil, "https://orders.example.com/read", bodyNoIDToken},
		{"rotation", rotating(0), "openid", bodyWithRefresh},
		{
			"access token of ten minutes", func(c *userpool.ClientSettings) {
				c.AccessTokenValidity = userpool.Validity{Value: 10, Unit: "minutes"}
			}, "https://orders.example.com/read", `{"access_token":"JWS","expires_in":600,"refresh_token":"JWE","token_type":"Bearer"}` + "\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := s.addClient(tt.change)
			got := s.exchange(c, s.code(c, url.Values{"scope": {tt.scope}}))
			assert.Equal(t, http.StatusOK, got.status)
			assert.Equal(t, tt.want, got.masked())
			assertHeaders(t, got.header)
		})
	}
}

func TestCodeIsUsableOnce(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addPublicClient(nil)
	code := s.code(c, nil)
	assert.Equal(t, bodyWithRefresh, s.exchange(c, code).masked())
	got := s.exchange(c, code)
	assert.Equal(t, http.StatusBadRequest, got.status)
	assert.Equal(t, bodyInvalidGrant, got.body)
}

func TestCodeExpiresAfterFiveMinutes(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(nil)
	early, late := s.code(c, nil), s.code(c, nil)
	s.store.Clock.Advance(5*time.Minute - time.Minute)
	assert.Equal(t, http.StatusOK, s.exchange(c, early).status)
	s.store.Clock.Advance(time.Minute)
	assert.Equal(t, bodyInvalidGrant, s.exchange(c, late).body)
}

func TestCodeOfAnotherClientIsRejected(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	owner, other := s.addClient(nil), s.addClient(nil)
	code := s.code(owner, nil)
	assert.Equal(t, bodyInvalidGrant, s.exchange(other, code).body)
	assert.Equal(t, http.StatusOK, s.exchange(owner, code).status, "the owner can still redeem the code")
}

func TestCodeRedirectMismatch(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	const second = "https://app.example.com/second"
	c := s.addClient(func(c *userpool.ClientSettings) { c.CallbackURLs = []string{callback, second} })
	code := s.code(c, nil)
	got := s.post("/oauth2/token", c, url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {second}})
	assert.Equal(t, http.StatusBadRequest, got.status)
	assert.Equal(t, `{"error":"unauthorized_client","error_description":"invalid_redirect"}`+"\n", got.body)
	assert.Equal(t, bodyInvalidGrant, s.exchange(c, code).body, "the failed attempt used up the code")
}

func TestCodeVerifier(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addPublicClient(nil)
	withChallenge := url.Values{"code_challenge": {challenge}, "code_challenge_method": {"S256"}}
	tests := []struct {
		name      string
		challenge url.Values
		verifier  string
		want      string
	}{
		{"right", withChallenge, verifier, bodyWithRefresh},
		{"wrong", withChallenge, verifier + "x", bodyInvalidGrant},
		{"the challenge itself", withChallenge, challenge, bodyInvalidGrant},
		{"missing", withChallenge, "", bodyInvalidGrant},
		{"without a challenge", nil, verifier, bodyInvalidGrant},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			form := url.Values{"grant_type": {"authorization_code"}, "code": {s.code(c, tt.challenge)}, "redirect_uri": {callback}}
			if tt.verifier != "" {
				form.Set("code_verifier", tt.verifier)
			}
			assert.Equal(t, tt.want, s.post("/oauth2/token", c, form).masked())
			form.Set("code_verifier", verifier)
			assert.Equal(t, bodyInvalidGrant, s.post("/oauth2/token", c, form).body, "the failed attempt used up the code")
		})
	}
}

// A verifier that does not conform to RFC 7636 section 4.1 is rejected even if the challenge
// matches it.
func TestCodeVerifierOfAnotherFormatIsRejected(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addPublicClient(nil)
	a := strings.Repeat("a", 42)
	for _, tt := range []struct {
		name, verifier string
		valid          bool
	}{
		{"43 characters", a + "-", true}, {"all allowed characters", a + "-._~AZaz09", true}, {"128 characters", strings.Repeat("a", 128), true},
		{"42 characters", a, false}, {"one character", "a", false}, {"129 characters", strings.Repeat("a", 129), false},
		{"a plus", a + "+", false}, {"a slash", a + "/", false}, {"padding", a + "==", false}, {"a space", a + " a", false}, {"a newline", a + "a\n", false},
		{"a letter outside ASCII", a + "é", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sum := sha256.Sum256([]byte(tt.verifier))
			code := s.code(c, url.Values{"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])}, "code_challenge_method": {"S256"}})
			form := url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {callback}, "code_verifier": {tt.verifier}}
			want := bodyInvalidGrant
			if tt.valid {
				want = bodyWithRefresh
			}
			assert.Equal(t, want, s.post("/oauth2/token", c, form).masked())
		})
	}
}

// The developer guide's table of errors ("Token endpoint") has this rule.
func TestCodeRequiresReadPermission(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	tests := []struct {
		name, scope string
		read        []string
		want        string
	}{
		{"email without email_verified", "openid email", []string{"email"}, bodyInvalidGrant},
		{"email with both", "openid email", []string{"email", "email_verified"}, bodyWithRefresh},
		{"phone without phone_number_verified", "openid phone", []string{"phone_number"}, bodyInvalidGrant},
		{"openid requires no attribute", "openid", []string{"given_name"}, bodyWithRefresh},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := s.addClient(func(c *userpool.ClientSettings) {
				c.ReadAttributes, c.AllowedOAuthScopes = tt.read, []string{"openid", "email", "phone"}
			})
			assert.Equal(t, tt.want, s.exchange(c, s.code(c, url.Values{"scope": {tt.scope}})).masked())
		})
	}
}

func TestCodeOfADisabledOrDeletedUserIsRejected(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(nil)
	disabled, earlier := s.code(c, nil), s.code(c, nil)
	_, err := s.store.DisableUser(s.pool.ID, "jo")
	require.NoError(t, err)
	assert.Equal(t, bodyInvalidGrant, s.exchange(c, disabled).body)

	_, err = s.store.EnableUser(s.pool.ID, "jo")
	require.NoError(t, err)
	assert.Equal(t, bodyInvalidGrant, s.exchange(c, earlier).body, "the code stays invalid after the user is enabled again")
	deleted := s.code(c, nil)
	require.NoError(t, s.store.DeleteUser(s.pool.ID, "jo"))
	assert.Equal(t, bodyInvalidGrant, s.exchange(c, deleted).body)
}
