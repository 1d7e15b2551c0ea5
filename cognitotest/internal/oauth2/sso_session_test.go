package oauth2_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// track turns on session tracking.
func (s *fixture) track(limit int) {
	s.t.Helper()
	_, err := s.store.SetSessionConfiguration(s.pool.ID, userpool.SessionConfiguration{Tracking: true, MaxPerUser: limit})
	require.NoError(s.t, err)
}

// ssoMinutes sets how long a client reuses a session.
func (s *fixture) ssoMinutes(c userpool.Client, minutes int) {
	s.t.Helper()
	require.NoError(s.t, s.store.SetClientSessionConfiguration(s.pool.ID, c.ID, userpool.ClientSessionConfiguration{MaxValidityMinutes: minutes}))
}

// authorize sends a browser with a session to the endpoint and returns the redirect without its code.
func (s *fixture) authorize(c userpool.Client, session userpool.BrowserSession, query string) string {
	s.t.Helper()
	got := s.get("/oauth2/authorize?client_id="+c.ID+"&response_type=code&redirect_uri="+url.QueryEscape(callback)+"&state=s"+query,
		http.Header{"Cookie": {"cognito=" + session.ID}})
	require.Equal(s.t, http.StatusFound, got.status)
	return uuidPattern.ReplaceAllString(got.header.Get("Location"), "UUID")
}

// sessions returns jo's sessions.
func (s *fixture) sessions() []userpool.ActiveSession {
	s.t.Helper()
	active, err := s.store.UserSessions(s.pool.ID, "jo")
	require.NoError(s.t, err)
	return active
}

// TestSSOReuse: a client reuses a session for its own number of minutes since the last fresh sign-in.
func TestSSOReuse(t *testing.T) {
	t.Parallel()
	const silent, required = callback + "?code=UUID&state=s", callback + "?state=s&error=login_required"
	for _, tt := range []struct {
		name    string
		minutes int // -1: never set
		other   int // minutes of the pool's other client
		age     time.Duration
		reused  bool
	}{
		{"never set", -1, 1, time.Hour - time.Second, true},
		{"never set, later", -1, 600, time.Hour + time.Second, false},
		{"within", 5, 600, 5*time.Minute - time.Second, true},
		{"later", 5, 600, 5*time.Minute + time.Second, false},
		{"zero, at once", 0, 600, 0, false},
		{"zero, and so has the other", 0, 0, time.Second, false},
		{"ninety days", 129600, 0, 90*24*time.Hour - time.Second, true},
		{"after ninety days", 129600, 0, 90*24*time.Hour + time.Second, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newFixture(t)
			s.domain.ManagedLoginVersion = 2
			s.track(20)
			c, other := s.addClient(nil), s.addClient(nil)
			if tt.minutes >= 0 {
				s.ssoMinutes(c, tt.minutes)
			}
			s.ssoMinutes(other, tt.other)
			session := s.store.StartBrowserSession(s.pool.ID, "jo", "")
			s.store.Clock.Advance(tt.age)
			if tt.reused {
				assert.Equal(t, silent, s.authorize(c, session, "&prompt=none"))
				assert.Equal(t, silent, s.authorize(c, session, ""))
				return
			}
			assert.Equal(t, required, s.authorize(c, session, "&prompt=none"))
			assert.True(t, strings.HasPrefix(s.authorize(c, session, ""), domain+"/login?client_id="))
		})
	}
}

// TestSSOReuseIsPerClient: a client that asks for a sign-in leaves the session to the others, and reuse does not extend it.
func TestSSOReuseIsPerClient(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.track(20)
	bank, shop := s.addClient(nil), s.addClient(nil)
	s.ssoMinutes(bank, 0)
	s.ssoMinutes(shop, 11)
	session := s.store.StartBrowserSession(s.pool.ID, "jo", "")
	const silent = callback + "?code=UUID&state=s"
	for range 2 {
		s.store.Clock.Advance(5 * time.Minute)
		assert.NotEqual(t, silent, s.authorize(bank, session, ""))
		assert.Equal(t, silent, s.authorize(shop, session, ""))
	}
	s.store.Clock.Advance(time.Minute + time.Second)
	assert.NotEqual(t, silent, s.authorize(shop, session, ""))
}

// TestSSOReuseWithoutTracking: the setting of a client has no effect in a pool that no longer tracks sessions, until it does again.
func TestSSOReuseWithoutTracking(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.track(20)
	c := s.addClient(nil)
	s.ssoMinutes(c, 600)
	long := s.store.StartBrowserSession(s.pool.ID, "jo", "")
	s.ssoMinutes(c, 0)
	off := func() {
		_, err := s.store.SetSessionConfiguration(s.pool.ID, userpool.SessionConfiguration{MaxPerUser: 20})
		require.NoError(t, err)
	}
	const silent = callback + "?code=UUID&state=s"
	assert.NotEqual(t, silent, s.authorize(c, long, ""))
	off()
	assert.Equal(t, silent, s.authorize(c, long, ""))
	old := s.store.StartBrowserSession(s.pool.ID, "jo", "")
	s.track(20)
	assert.Equal(t, silent, s.authorize(c, old, ""), "a session without a record")
	assert.NotEqual(t, silent, s.authorize(c, s.store.StartBrowserSession(s.pool.ID, "jo", ""), ""), "the client's setting is back")
	off()
	s.store.Clock.Advance(time.Hour + time.Second)
	assert.NotEqual(t, silent, s.authorize(c, long, ""), "the lifetime without tracking")
}

// TestSilentCodeExchangeEvicts: each exchange starts a token session of the SSO session, and evicts one at the limit.
func TestSilentCodeExchangeEvicts(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.track(2)
	c := s.addClient(nil)
	session := s.store.StartBrowserSession(s.pool.ID, "jo", "")
	redeem := func() string {
		t.Helper()
		s.store.Clock.Advance(time.Minute)
		got := s.get("/oauth2/authorize?client_id="+c.ID+"&response_type=code&redirect_uri="+url.QueryEscape(callback), http.Header{"Cookie": {"cognito=" + session.ID}})
		location, err := url.Parse(got.header.Get("Location"))
		require.NoError(t, err)
		return s.exchange(c, location.Query().Get("code")).member(t, "refresh_token")
	}
	first, second := redeem(), redeem()
	s.store.Clock.Advance(time.Minute)
	assert.Equal(t, http.StatusOK, s.refresh(c, first).status)
	third := redeem()
	assert.Equal(t, http.StatusOK, s.refresh(c, third).status)
	got := s.refresh(c, second)
	assert.Equal(t, http.StatusBadRequest, got.status)
	assert.JSONEq(t, `{"error":"invalid_grant"}`, got.body)
	assert.Equal(t, http.StatusOK, s.refresh(c, first).status)

	active := s.sessions()
	require.Len(t, active, 3, "an SSO session does not count")
	for _, a := range active {
		if a.SSO() {
			assert.Equal(t, session.Session.ID, a.ID)
			assert.Empty(t, a.OriginID)
			continue
		}
		assert.Equal(t, session.Session.ID, a.OriginID)
		assert.Equal(t, c.ID, a.ClientID)
	}
}

// TestActivityOfAnSSOSession: a token grant and a rotation are activities, a refresh without rotation is none, and reuse alone is none.
func TestActivityOfAnSSOSession(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.track(20)
	plain, rotates := s.addClient(nil), s.addClient(rotating(0))
	implicit := s.addPublicClient(func(c *userpool.ClientSettings) { c.AllowedOAuthFlows = []string{"implicit"} })
	session := s.store.StartBrowserSession(s.pool.ID, "jo", "")
	code := func(c userpool.Client, kind string) string {
		got := s.get("/oauth2/authorize?client_id="+c.ID+"&response_type="+kind+"&redirect_uri="+url.QueryEscape(callback), http.Header{"Cookie": {"cognito=" + session.ID}})
		location, err := url.Parse(got.header.Get("Location"))
		require.NoError(t, err)
		return location.Query().Get("code")
	}
	// moves reports whether an activity of the SSO session happens in do, a minute later.
	moves := func(do func()) bool {
		s.store.Clock.Advance(time.Minute)
		now := s.store.Clock.Now()
		do()
		for _, a := range s.sessions() {
			if a.SSO() {
				return !a.LastActive.Before(now)
			}
		}
		t.Fatal("no SSO session")
		return false
	}
	var value, refresh string
	assert.False(t, moves(func() { value = code(plain, "code") }))
	assert.True(t, moves(func() { refresh = s.exchange(plain, value).member(t, "refresh_token") }))
	assert.False(t, moves(func() { require.Equal(t, http.StatusOK, s.refresh(plain, refresh).status) }))
	assert.True(t, moves(func() { refresh = s.exchange(rotates, code(rotates, "code")).member(t, "refresh_token") }))
	assert.True(t, moves(func() { require.Equal(t, http.StatusOK, s.refresh(rotates, refresh).status) }))
	assert.False(t, moves(func() { require.Equal(t, http.StatusBadRequest, s.refresh(rotates, refresh).status) }))
	before := len(s.sessions())
	assert.True(t, moves(func() { code(implicit, "token") }))
	assert.Len(t, s.sessions(), before, "an implicit grant has no token session")
	require.Equal(t, http.StatusOK, s.post("/oauth2/revoke", rotates, url.Values{"token": {refresh}}).status)
	assert.Len(t, s.sessions(), before-1, "the SSO session stays")
}
