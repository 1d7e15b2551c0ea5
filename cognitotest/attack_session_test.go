package cognitotest_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sessionCookie returns the value of the session cookie that a browser has for a domain.
func sessionCookie(t *testing.T, b *http.Client, domain string) string {
	t.Helper()
	for _, cookie := range b.Jar.Cookies(mustParse(t, domain)) {
		if cookie.Name == "cognito" {
			return cookie.Value
		}
	}
	return ""
}

// signedIn reports whether an authorization request with a session cookie gets a code at once.
func signedIn(t *testing.T, s *scenario, authorize, cookie string) bool {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, authorize, nil)
	require.NoError(t, err)
	request.Header.Set("Cookie", "cognito="+cookie)
	response, err := browser(t, s.server.Client()).Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, http.StatusFound, response.StatusCode)
	return strings.Contains(response.Header.Get("Location"), "code=")
}

// ASVS 7.2.4 and 7.4.1: an attacker knows a session cookie from before the sign-in, from after the sign-out, from
// another pool, or guesses it.
func TestAttackSessionCookie(t *testing.T) {
	t.Parallel()
	base := newScenario(t)
	s := base.row(t, rejection{}, true)
	authorize := func(s *scenario) string {
		return s.text(t, "https://{domain}/oauth2/authorize?response_type=code&client_id={spa}&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback")
	}
	to, domain := authorize(s), s.text(t, "https://{domain}")
	const planted = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
	b := browser(t, s.server.Client())
	b.Jar.SetCookies(mustParse(t, domain), []*http.Cookie{{Name: "cognito", Value: planted, Path: "/"}, {Name: "XSRF-TOKEN", Value: planted, Path: "/"}})
	require.NotEmpty(t, signInAs(t, b, to, s.value(t, "jo")).Get("code"))
	session := sessionCookie(t, b, domain)
	require.True(t, signedIn(t, s, to, session), "the session itself")

	assert.NotEqual(t, planted, session)
	other := base.row(t, rejection{pool: `{"PoolName":"other"}`}, false)
	elsewhere := browser(t, s.server.Client())
	require.NotEmpty(t, signInAs(t, elsewhere, authorize(other), other.value(t, "jo")).Get("code"))
	attacks := map[string]string{
		"planted before the sign-in": planted, "of another pool": sessionCookie(t, elsewhere, other.text(t, "https://{domain}")), "empty": "", "a part": session[:len(session)-1],
		"with a suffix": session + "0", "in upper case": strings.ToUpper(session) + "x", "a pattern": "%", "an escaped letter": "%" + session[1:], "two values": session + "," + session,
	}
	for name, cookie := range attacks {
		assert.False(t, signedIn(t, s, to, cookie), name)
	}

	response, _ := fetch(t, b, http.MethodGet, domain+s.text(t, "/logout?client_id={spa}&logout_uri=https%3A%2F%2Fapp.example.com%2Fbye"), nil)
	require.Equal(t, http.StatusFound, response.StatusCode)
	assert.False(t, signedIn(t, s, to, session), "after the sign-out")
	require.NotEmpty(t, signInAs(t, b, to, s.value(t, "jo")).Get("code"))
	assert.NotEqual(t, session, sessionCookie(t, b, domain), "the next sign-in has another session")
	assert.False(t, signedIn(t, s, to, session), "after the next sign-in")
}

// concurrently sends the same request many times at once, and returns the sorted statuses.
func concurrently(t *testing.T, send func() int) []int {
	t.Helper()
	statuses := make([]int, 16)
	var start, running sync.WaitGroup
	start.Add(1)
	for i := range statuses {
		running.Go(func() {
			start.Wait()
			statuses[i] = send()
		})
	}
	start.Done()
	running.Wait()
	slices.Sort(statuses)
	return statuses
}

// RFC 6749 sections 10.4 and 10.5, RFC 9700 section 4.14, ASVS 2.3.3 and 10.4.2: what works once works once for
// concurrent requests, too.
func TestAttackConcurrentReplay(t *testing.T) {
	t.Parallel()
	s := newScenario(t).row(t, rejection{}, true)
	form := func(values url.Values) func() int {
		target := s.text(t, "https://{domain}/oauth2/token")
		return func() int {
			response, err := s.server.Client().PostForm(target, values)
			if err != nil {
				return 0
			}
			_ = response.Body.Close()
			return response.StatusCode
		}
	}
	action := func(name string, in any) func() int {
		body, err := json.Marshal(in)
		require.NoError(t, err)
		return func() int {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://cognito-idp.us-east-1.amazonaws.com/", bytes.NewReader(body))
			if err != nil {
				return 0
			}
			request.Header.Set("Content-Type", "application/x-amz-json-1.1")
			request.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService."+name)
			response, err := s.server.Client().Do(request)
			if err != nil {
				return 0
			}
			_ = response.Body.Close()
			return response.StatusCode
		}
	}
	once := slices.Repeat([]int{http.StatusBadRequest}, 16)
	once[0] = http.StatusOK
	for name, send := range map[string]func() int{
		"authorization code": form(url.Values{
			"grant_type": {"authorization_code"}, "client_id": {s.value(t, "spa")}, "redirect_uri": {"https://app.example.com/callback"}, "code": {s.value(t, "code")},
		}),
		"rotated refresh token": form(url.Values{
			"grant_type": {"refresh_token"}, "client_id": {s.value(t, "rotating spa")}, "refresh_token": {s.value(t, "refresh token of the rotating spa")},
		}),
		"rotated refresh token at the API": action("GetTokensFromRefreshToken", map[string]string{
			"ClientId": s.value(t, "rotating client"), "RefreshToken": s.value(t, "refresh token that rotates"),
		}),
		"session of a challenge": action("RespondToAuthChallenge", map[string]any{
			"ClientId": s.value(t, "client"), "ChallengeName": "NEW_PASSWORD_REQUIRED", "Session": s.value(t, "session for a new password"),
			"ChallengeResponses": map[string]string{"USERNAME": s.value(t, "user with a temporary password"), "NEW_PASSWORD": "N3wPassw0rd!"},
		}),
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, once, concurrently(t, send)) })
	}
}
