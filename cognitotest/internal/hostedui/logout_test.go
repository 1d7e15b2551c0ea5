package hostedui_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLogout(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	tests := []struct {
		name, query, want string
		stays             bool // the browser stays signed in
	}{
		{name: "logout_uri", query: "client_id=CLIENT&logout_uri=https%3A%2F%2Fapp.example.com%2Fbye", want: "https://app.example.com/bye"},
		{
			name:  "logout_uri takes precedence",
			query: "client_id=CLIENT&logout_uri=https%3A%2F%2Fapp.example.com%2Fbye&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback&response_type=code",
			want:  "https://app.example.com/bye",
		}, {
			name:  "redirect_uri, scope added",
			query: "client_id=CLIENT&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback&response_type=code&state=s",
			want:  domain + "/login?client_id=CLIENT&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback&response_type=code&state=s&scope=openid+email",
		}, {
			name:  "redirect_uri and scope",
			query: "client_id=CLIENT&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback&response_type=code&scope=openid",
			want:  domain + "/login?client_id=CLIENT&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback&response_type=code&scope=openid",
		},
		{name: "logout_uri is not registered", query: "client_id=CLIENT&logout_uri=https%3A%2F%2Fevil.example%2F", want: domain + "/error?error=redirect_mismatch&client_id=CLIENT&logout_uri=https%3A%2F%2Fevil.example%2F", stays: true},
		{name: "logout_uri is a callback", query: "client_id=CLIENT&logout_uri=https%3A%2F%2Fapp.example.com%2Fcallback", want: domain + "/error?error=redirect_mismatch&client_id=CLIENT&logout_uri=https%3A%2F%2Fapp.example.com%2Fcallback", stays: true},
		{name: "no URL", query: "client_id=CLIENT", want: domain + "/error?error=Required+String+parameter+%27redirect_uri%27+is+not+present&client_id=CLIENT", stays: true},
		{
			name: "only redirect_uri", query: "client_id=CLIENT&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback",
			want: domain + "/error?error=Required+String+parameter+%27response_type%27+is+not+present&client_id=CLIENT&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback", stays: true,
		},
		{name: "unknown client", query: "client_id=nobody&logout_uri=https%3A%2F%2Fapp.example.com%2Fbye", want: domain + "/error?error=Client+does+not+exist&client_id=nobody&logout_uri=https%3A%2F%2Fapp.example.com%2Fbye", stays: true},
		{name: "no client", query: "logout_uri=https%3A%2F%2Fapp.example.com%2Fbye", want: domain + "/login?logout_uri=https%3A%2F%2Fapp.example.com%2Fbye", stays: true},
		{name: "empty client", query: "client_id=&post_logout_redirect_uri=x", want: domain + "/login?client_id=&post_logout_redirect_uri=x", stays: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := s.newBrowser()
			requireSignedIn(t, b.signIn(s.client, "jo", password))
			session := b.cookies["cognito"]
			got := b.get("/logout?" + strings.ReplaceAll(tt.query, "CLIENT", s.client.ID))
			assert.Equal(t, http.StatusFound, got.status)
			assert.Equal(t, strings.ReplaceAll(tt.want, "CLIENT", s.client.ID), got.location)
			_, has := b.cookies["cognito"]
			assert.Equal(t, tt.stays, has)

			b.cookies["cognito"] = session // the cookie of an ended session is invalid
			assert.Equal(t, tt.stays, b.get(s.loginPath(s.client)).status == http.StatusFound)
		})
	}
}

func TestLogoutWithoutASession(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	got := s.newBrowser().get("/logout?client_id=" + s.client.ID + "&logout_uri=https%3A%2F%2Fapp.example.com%2Fbye")
	assert.Equal(t, http.StatusFound, got.status)
	assert.Equal(t, "https://app.example.com/bye", got.location)
}

// Cognito does not support the logout request of OpenID Connect, which has no client_id
// (openid/AppAuth-Android#697, streamlit/streamlit#12144, jenkinsci/oic-auth-plugin#620).
func TestLogoutWithoutAClient(t *testing.T) {
	t.Parallel()
	for name, create := range map[string]func(*testing.T) *fixture{"classic": newFixture, "managed login": newManagedFixture} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := create(t)
			b := s.newBrowser()
			got := b.get("/logout?post_logout_redirect_uri=https%3A%2F%2Fapp.example.com&id_token_hint=eyJ")
			require.Equal(t, domain+"/login?post_logout_redirect_uri=https%3A%2F%2Fapp.example.com&id_token_hint=eyJ", got.location)
			got = b.get(strings.TrimPrefix(got.location, domain))
			assert.Equal(t, http.StatusBadRequest, got.status)
			assert.Contains(t, got.body, "<p>Required String parameter &#39;client_id&#39; is not present</p>")
			assert.NotContains(t, got.body, "<form")
			assert.Equal(t, http.StatusBadRequest, b.post("/login", url.Values{"username": {"jo"}, "password": {password}}).status)
		})
	}
}

func TestLogoutIsGETOnly(t *testing.T) {
	t.Parallel()
	got := newFixture(t).newBrowser().do(httptest.NewRequest(http.MethodPost, domain+"/logout", nil))
	assert.Equal(t, http.StatusMethodNotAllowed, got.status)
}
