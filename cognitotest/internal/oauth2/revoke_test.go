package oauth2_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

func (s *fixture) revoke(c userpool.Client, token string) response {
	s.t.Helper()
	return s.post("/oauth2/revoke", c, url.Values{"token": {token}})
}

func TestRevokeRevokesTheFamily(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	for name, c := range map[string]userpool.Client{"confidential": s.addClient(nil), "public": s.addPublicClient(nil)} {
		t.Run(name, func(t *testing.T) {
			refresh, access := s.signIn(c)
			untouched, _ := s.signIn(c)
			require.Equal(t, http.StatusOK, s.userInfo("Bearer "+access).status)
			for range 2 { // revocation is idempotent
				got := s.revoke(c, refresh)
				assert.Equal(t, http.StatusOK, got.status)
				assert.Empty(t, got.body)
				assert.Equal(t, "*", got.header.Get("Access-Control-Allow-Origin"))
				assert.Equal(t, "0", got.header.Get("Expires"))
			}
			assert.Equal(t, bodyInvalidGrant, s.refresh(c, refresh).body)
			assert.Equal(t, http.StatusUnauthorized, s.userInfo("Bearer "+access).status, "access token of the family")
			assert.Equal(t, http.StatusOK, s.refresh(c, untouched).status, "another token family stays valid")
		})
	}
}

// A refresh token and its successors are one family.
func TestRevokeRevokesSuccessors(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addPublicClient(rotating(0))
	old, _ := s.signIn(c)
	next := s.refresh(c, old).member(t, "refresh_token")
	assert.Equal(t, http.StatusOK, s.revoke(c, old).status)
	assert.Equal(t, bodyInvalidGrant, s.refresh(c, next).body)
}

func TestRevokeErrors(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	web, other := s.addClient(nil), s.addClient(nil)
	revocationOff := s.addClient(func(c *userpool.ClientSettings) { c.EnableTokenRevocation = false })
	refresh, access := s.signIn(web)
	foreign, _ := s.signIn(other)
	unrevocable, _ := s.signIn(revocationOff)
	basic := func(id, secret string) func(*http.Request) {
		return func(r *http.Request) { r.SetBasicAuth(id, secret) }
	}
	anonymous := func(*http.Request) {}
	tests := []struct {
		name   string
		client func(*http.Request)
		form   url.Values
		status int
		want   string
	}{
		{"unknown token", basic(web.ID, web.Secret()), url.Values{"token": {"nonsense"}}, 200, ""},
		{"token type hint", basic(web.ID, web.Secret()), url.Values{"token": {"nonsense"}, "token_type_hint": {"refresh_token"}}, 200, ""},
		{"access token", basic(web.ID, web.Secret()), url.Values{"token": {access}}, 400, "unsupported_token_type"},
		{"no token", basic(web.ID, web.Secret()), url.Values{}, 400, "invalid_request"},
		{"token twice", basic(web.ID, web.Secret()), url.Values{"token": {"a", "b"}}, 400, "invalid_request"},
		{"token of another client", basic(web.ID, web.Secret()), url.Values{"token": {foreign}}, 400, "invalid_request"},
		{"revocation disabled", basic(revocationOff.ID, revocationOff.Secret()), url.Values{"token": {unrevocable}}, 400, "invalid_request"},
		{"wrong secret", basic(web.ID, "wrong"), url.Values{"token": {refresh}}, 401, "invalid_client"},
		{"no secret", anonymous, url.Values{"token": {refresh}, "client_id": {web.ID}}, 401, "invalid_client"},
		{"no client", anonymous, url.Values{"token": {refresh}}, 401, "invalid_client"},
		{"unknown client", anonymous, url.Values{"token": {refresh}, "client_id": {"nobody"}}, 401, "invalid_client"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := formRequest("/oauth2/revoke", tt.form.Encode())
			tt.client(r)
			got := s.send(r)
			assert.Equal(t, tt.status, got.status)
			if tt.want == "" {
				assert.Empty(t, got.body)
				return
			}
			assert.Equal(t, `{"error":"`+tt.want+`"}`+"\n", got.body)
			assertHeaders(t, got.header)
		})
	}
	for _, body := range []string{"token=%zz", "token=x&client_id=%"} {
		got := s.send(formRequest("/oauth2/revoke", body))
		assert.Equal(t, http.StatusBadRequest, got.status, body)
		assert.Equal(t, `{"error":"invalid_request"}`+"\n", got.body, body)
	}
	for _, method := range []string{"GET", "POST"} { // without a form
		got := s.send(httptest.NewRequest(method, domain+"/oauth2/revoke", strings.NewReader("")))
		assert.Equal(t, http.StatusMethodNotAllowed, got.status)
		assert.Empty(t, got.body)
	}
	assert.Equal(t, http.StatusOK, s.refresh(web, refresh).status, "rejected requests revoke nothing")
	assert.Equal(t, http.StatusOK, s.refresh(other, foreign).status)
	assert.Equal(t, http.StatusOK, s.refresh(revocationOff, unrevocable).status)
}
