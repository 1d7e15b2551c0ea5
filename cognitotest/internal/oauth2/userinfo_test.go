package oauth2_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

func (s *fixture) userInfo(authorization string) response {
	s.t.Helper()
	return s.get("/oauth2/userInfo", http.Header{"Authorization": {authorization}})
}

func TestUserInfoIsFilteredByScope(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	tests := []struct {
		name, scope string
		read        []string
		want        string
	}{
		{
			"only openid: all attributes", "openid", nil,
			`{"email":"jo@example.com","email_verified":"true","given_name":"Jo","phone_number":"+15550100","phone_number_verified":"false","sub":"SUB","username":"jo"}`,
		},
		{"email", "openid email", nil, `{"email":"jo@example.com","email_verified":"true","sub":"SUB","username":"jo"}`},
		{"phone", "openid phone", nil, `{"phone_number":"+15550100","phone_number_verified":"false","sub":"SUB","username":"jo"}`},
		{"profile", "openid profile", nil, `{"given_name":"Jo","sub":"SUB","username":"jo"}`},
		{"only attributes that the client can read", "openid", []string{"given_name"}, `{"given_name":"Jo","sub":"SUB","username":"jo"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := s.addClient(func(c *userpool.ClientSettings) {
				c.AllowedOAuthScopes, c.ReadAttributes = []string{"openid", "email", "phone", "profile"}, tt.read
			})
			access := s.exchange(c, s.code(c, url.Values{"scope": {tt.scope}})).member(t, "access_token")
			got := s.userInfo("Bearer " + access)
			assert.Equal(t, http.StatusOK, got.status)
			assert.Equal(t, strings.Replace(tt.want, "SUB", s.user.Sub(), 1)+"\n", got.body)
			assertHeaders(t, got.header)
		})
	}
}

// Claims that are an object, a number or a boolean in the ID token are strings at userInfo.
func TestUserInfoValuesAreStrings(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(nil)
	access := s.exchange(c, s.code(c, url.Values{"scope": {"openid"}})).member(t, "access_token")
	_, _, err := s.store.UpdateAttributes(s.user, []userpool.Attribute{{Name: "address", Value: "1 Main St"}, {Name: "updated_at", Value: "1740000000"}})
	require.NoError(t, err)
	body := s.userInfo("Bearer " + access).body
	for _, want := range []string{`"address":"1 Main St"`, `"updated_at":"1740000000"`, `"email_verified":"true"`, `"phone_number_verified":"false"`} {
		assert.Contains(t, body, want)
	}
}

const (
	badRequest = `error="invalid_request", error_description="Bad OAuth2 request at UserInfo Endpoint"`
	noScope    = `error="invalid_token", error_description="Access token does not contain openid scope"`
	badToken   = `error="invalid_token", error_description="Access token is expired, disabled, or deleted, or the user has globally signed out."`
)

func TestUserInfoErrors(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	c := s.addClient(nil)
	first := s.exchange(c, s.code(c, nil))
	access := first.member(t, "access_token")
	noOpenID := s.exchange(c, s.code(c, url.Values{"scope": {"https://orders.example.com/read"}})).member(t, "access_token")
	api, err := s.issuer.SignIn(token.SignIn{Client: c, User: s.user, AuthTime: s.store.Clock.Now(), API: true})
	require.NoError(t, err)
	elsewhere := newFixture(t)
	_, foreign := elsewhere.signIn(elsewhere.addClient(nil))
	tests := []struct {
		name, authorization string
		status              int
		want                string
	}{
		{"no header", "", 400, badRequest},
		{"another scheme", "Basic " + access, 400, badRequest},
		{"no token", "Bearer ", 401, badToken},
		{"not a JWS", "Bearer nonsense", 401, badToken},
		{"ID token", "Bearer " + first.member(t, "id_token"), 401, badToken},
		{"refresh token", "Bearer " + first.member(t, "refresh_token"), 401, badToken},
		{"signature changed", "Bearer " + access[:len(access)-8] + "AAAAAAAA", 401, badToken},
		{"without openid", "Bearer " + noOpenID, 401, noScope},
		{"token of an API sign-in", "Bearer " + api.Access, 401, noScope},
		{"without openid, signature changed", "Bearer " + noOpenID[:len(noOpenID)-8] + "AAAAAAAA", 401, badToken},
		{"token of another emulator", "Bearer " + foreign, 401, badToken},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := s.userInfo(tt.authorization)
			assert.Equal(t, tt.status, got.status)
			assert.Equal(t, tt.want, got.header.Get("WWW-Authenticate"))
		})
	}
	assert.Equal(t, http.StatusOK, s.userInfo("bearer "+access).status, "a scheme is not case-sensitive")
	r := httptest.NewRequest(http.MethodPost, domain+"/oauth2/userInfo", nil)
	r.Header.Set("Authorization", "Bearer "+access)
	assert.Equal(t, http.StatusBadRequest, s.send(r).status, "the documentation has only GET")
	assert.Equal(t, http.StatusOK, s.userInfo("Bearer "+access).status)
}

// tokenEndings are the ways in which an access token of jo ends.
var tokenEndings = []struct {
	name   string
	change func(*userpool.ClientSettings)
	end    func(*fixture, userpool.Client) error
}{
	{"expired", nil, func(s *fixture, _ userpool.Client) error { s.store.Clock.Advance(time.Hour); return nil }},
	{"token revoked", nil, func(s *fixture, _ userpool.Client) error {
		for _, family := range s.store.FamilyHistories() {
			s.store.RevokeFamily(family.OriginJTI)
		}
		return nil
	}},
	{"user deleted", revocationOff, func(s *fixture, _ userpool.Client) error { return s.store.DeleteUser(s.pool.ID, "jo") }},
	{"another user with the name", revocationOff, func(s *fixture, _ userpool.Client) error {
		err := s.store.DeleteUser(s.pool.ID, "jo")
		s.addUser("jo")
		return err
	}},
	{"user disabled", revocationOff, func(s *fixture, _ userpool.Client) error {
		_, err := s.store.DisableUser(s.pool.ID, "jo")
		return err
	}},
	{"global sign-out", revocationOff, func(s *fixture, _ userpool.Client) error {
		_, err := s.store.SignOutUser(s.pool.ID, "jo")
		return err
	}},
	{"client deleted", revocationOff, func(s *fixture, c userpool.Client) error { return s.store.DeleteClient(s.pool.ID, c.ID) }},
}

// revocationOff makes the tokens of a client have no origin_jti.
func revocationOff(c *userpool.ClientSettings) { c.EnableTokenRevocation = false }

func TestUserInfoRejectsAnEndedToken(t *testing.T) {
	t.Parallel()
	for _, tt := range tokenEndings {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFixture(t)
			c := s.addClient(tt.change)
			_, access := s.signIn(c)
			require.Equal(t, http.StatusOK, s.userInfo("Bearer "+access).status)
			require.NoError(t, tt.end(s, c))
			got := s.userInfo("Bearer " + access)
			assert.Equal(t, http.StatusUnauthorized, got.status)
			assert.Equal(t, badToken, got.header.Get("WWW-Authenticate"))
		})
	}
}
