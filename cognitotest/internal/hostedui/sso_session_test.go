package hostedui_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

func (s *fixture) track() {
	s.t.Helper()
	_, err := s.store.SetSessionConfiguration(s.domain.PoolID, userpool.SessionConfiguration{Tracking: true, MaxPerUser: 20})
	require.NoError(s.t, err)
}

func (s *fixture) ssoMinutes(minutes int) {
	s.t.Helper()
	require.NoError(s.t, s.store.SetClientSessionConfiguration(s.domain.PoolID, s.client.ID, userpool.ClientSessionConfiguration{MaxValidityMinutes: minutes}))
}

func (s *fixture) sessions() []userpool.ActiveSession {
	s.t.Helper()
	active, err := s.store.UserSessions(s.domain.PoolID, "jo")
	require.NoError(s.t, err)
	return active
}

// sessionAge returns the Max-Age of the session cookie that a page sets.
func sessionAge(p page) int {
	for _, c := range p.cookies {
		if c.Name == "cognito" {
			return c.MaxAge
		}
	}
	return 0
}

// TestCookieOfAnSSOSession: it lasts as long as the client with the largest limit needs.
func TestCookieOfAnSSOSession(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	assert.Equal(t, 3600, sessionAge(s.newBrowser().signIn(s.client, "jo", password)))
	s.track()
	assert.Equal(t, 3600, sessionAge(s.newBrowser().signIn(s.client, "jo", password)), "the default")
	s.ssoMinutes(5)
	assert.Equal(t, 300, sessionAge(s.newBrowser().signIn(s.client, "jo", password)))
	s.ssoMinutes(0)
	assert.Equal(t, 3600, sessionAge(s.newBrowser().signIn(s.client, "jo", password)), "a cookie all the same")
	s.ssoMinutes(5)
	s.addClient("")
	assert.Equal(t, 3600, sessionAge(s.newBrowser().signIn(s.client, "jo", password)), "of the other client")
	s.ssoMinutes(129600)
	assert.Equal(t, 90*24*3600, sessionAge(s.newBrowser().signIn(s.client, "jo", password)))
	_, err := s.store.SetSessionConfiguration(s.domain.PoolID, userpool.SessionConfiguration{MaxPerUser: 20})
	require.NoError(t, err)
	assert.Equal(t, 3600, sessionAge(s.newBrowser().signIn(s.client, "jo", password)))
}

// TestSignInPageAsksAgain: the page does not reuse a session beyond the client's limit, and the user continues the same SSO session.
func TestSignInPageAsksAgain(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.track()
	s.ssoMinutes(0)
	b := s.newBrowser()
	requireSignedIn(t, b.signIn(s.client, "jo", password))
	first := s.sessions()
	require.Len(t, first, 1)
	assert.Regexp(t, `^sso[0-9a-z]{25}$`, first[0].ID)
	assert.Equal(t, s.client.ID, first[0].ClientID)
	assert.Equal(t, userpool.Activity{Device: "unknown", IPAddress: "192.0.2.1"}, first[0].Activity)

	cookie := b.cookies["cognito"]
	s.store.Clock.Advance(time.Minute)
	assert.Equal(t, http.StatusOK, b.get(s.loginPath(s.client)).status)
	requireSignedIn(t, b.signIn(s.client, "jo", password))
	again := s.sessions()
	require.Len(t, again, 1)
	assert.Equal(t, first[0].ID, again[0].ID)
	assert.Equal(t, first[0].Created, again[0].Created)
	assert.True(t, again[0].LastActive.After(first[0].LastActive))
	_, alive := s.store.BrowserSession(s.domain.PoolID, cookie)
	assert.False(t, alive, "the earlier cookie")

	requireSignedIn(t, s.newBrowser().signIn(s.client, "jo", password))
	assert.Len(t, s.sessions(), 2, "another browser")
}

// TestEventsOfAnSSOSession: logout and the end of the user end it, a global sign-out does not.
func TestEventsOfAnSSOSession(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.track()
	b := s.newBrowser()
	requireSignedIn(t, b.signIn(s.client, "jo", password))
	_, err := s.store.SignOutUser(s.domain.PoolID, "jo")
	require.NoError(t, err)
	require.Len(t, s.sessions(), 1)
	requireSignedIn(t, b.get(s.loginPath(s.client)))

	b.do(httptest.NewRequest(http.MethodGet, domain+"/logout?"+url.Values{"client_id": {s.client.ID}, "logout_uri": {"https://app.example.com/bye"}}.Encode(), nil))
	assert.Empty(t, s.sessions())

	requireSignedIn(t, b.signIn(s.client, "jo", password))
	require.Len(t, s.sessions(), 1)
	_, err = s.store.DisableUser(s.domain.PoolID, "jo")
	require.NoError(t, err)
	assert.Empty(t, s.sessions())
}
