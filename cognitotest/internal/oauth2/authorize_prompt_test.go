package oauth2_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// Only managed login supports prompt (developer guide, "Authorize endpoint"). Both versions
// support max_age.
func TestAuthorizePrompt(t *testing.T) {
	t.Parallel()
	const login, code = domain + "/login?VALID", callback + "?code=UUID&state=s"
	tests := []struct {
		name    string
		version int
		age     time.Duration // age of the browser's session; negative: no session
		query   string
		want    string // VALID stands for the query of the request
	}{
		{"none without a session", 2, -1, "&prompt=none", callback + "?state=s&error=login_required"},
		{"none with a session", 2, time.Minute, "&prompt=none", code},
		{"none and a provider that the client does not have", 2, time.Minute, "&prompt=none&identity_provider=Corp", callback + "?state=s&error=login_required"},
		{"login with a session", 2, time.Minute, "&prompt=login", login},
		{"login and consent", 2, time.Minute, "&prompt=login+consent", login},
		{"select_account with a session", 2, time.Minute, "&prompt=select_account", code},
		{"consent without a session", 2, -1, "&prompt=consent", login},
		{"none beside another value", 2, time.Minute, "&prompt=none+login", callback + "?state=s&error=invalid_request"},
		{"unknown value", 2, time.Minute, "&prompt=create", callback + "?state=s&error=invalid_request"},
		{"empty", 2, time.Minute, "&prompt=", code},
		{"none on the classic pages", 1, -1, "&prompt=none", login},
		{"login on the classic pages", 1, time.Minute, "&prompt=login", code},
		{"max_age of a younger session", 2, time.Minute, "&max_age=61", code},
		{"max_age of an older session", 2, time.Minute, "&max_age=59", login},
		{"max_age on the classic pages", 1, time.Minute, "&max_age=59", login},
		{"max_age of an older session, none", 2, time.Minute, "&max_age=59&prompt=none", callback + "?state=s&error=login_required"},
		{"max_age 0", 2, time.Second, "&max_age=0", login},
		{"acr_values", 2, time.Minute, "&acr_values=urn%3Acognito%3Aloa%3A1", code},
		{"lang", 2, time.Minute, "&lang=de", code},
		{"login_hint", 2, -1, "&login_hint=jo", login},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFixture(t)
			s.domain.ManagedLoginVersion = tt.version
			query := "client_id=" + s.addClient(nil).ID + "&response_type=code&redirect_uri=" + url.QueryEscape(callback) + "&state=s" + tt.query
			header := http.Header{}
			if tt.age >= 0 {
				header.Set("Cookie", "cognito="+s.store.StartBrowserSession(s.pool.ID, "jo", "").ID)
				s.store.Clock.Advance(tt.age)
			}
			got := s.get("/oauth2/authorize?"+query, header)
			assert.Equal(t, http.StatusFound, got.status)
			assert.Equal(t, strings.Replace(tt.want, "VALID", query, 1), uuidPattern.ReplaceAllString(got.header.Get("Location"), "UUID"))
		})
	}
}

// The developer guide ("Authorize endpoint") does not allow a JSON object or array as state.
func TestAuthorizeRejectsAJSONState(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	valid := "/oauth2/authorize?client_id=" + s.addClient(nil).ID + "&response_type=code&redirect_uri=" + url.QueryEscape(callback) + "&state="
	for state, rejected := range map[string]bool{
		`{"from":"/"}`: true, `["/"]`: true, "{}": true,
		"eyJmcm9tIjoiLyJ9": false, `"text"`: false, "123": false, "{from": false, "": false,
	} {
		got := s.get(valid+url.QueryEscape(state), nil)
		if !rejected {
			assert.Equal(t, http.StatusFound, got.status, state)
			continue
		}
		assert.Equal(t, http.StatusBadRequest, got.status, state)
		assert.Empty(t, got.body, state)
	}
}

// The endpoint accepts GET, including HEAD. Paths are case-sensitive and have no final slash.
func TestAuthorizeMethods(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	query := "?client_id=" + s.addClient(nil).ID + "&response_type=code"
	for _, tt := range []struct {
		method, path string
		want         int
	}{
		{"GET", "/oauth2/authorize", 302}, {"HEAD", "/oauth2/authorize", 302}, {"POST", "/oauth2/authorize", 405}, {"PUT", "/oauth2/authorize", 405},
		{"GET", "/oauth2/authorize/", 404}, {"GET", "/oauth2", 404}, {"GET", "/OAuth2/authorize", 404}, {"GET", "/authorize", 302}, {"POST", "/authorize", 405}, {"GET", "/authorize/", 404},
		{"HEAD", "/oauth2/token", 405}, {"DELETE", "/oauth2/token", 405}, {"GET", "/oauth2/revoke", 405}, {"HEAD", "/oauth2/userInfo", 400},
		{"POST", "/token", 404}, {"GET", "/oauth2/userinfo", 404},
	} {
		r := formRequest(tt.path+query, "")
		r.Method = tt.method
		assert.Equal(t, tt.want, s.send(r).status, tt.method+" "+tt.path)
	}
}
