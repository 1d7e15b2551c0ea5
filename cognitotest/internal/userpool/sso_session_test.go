package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A browser session lasts as long as the longest-lived client requires, or an hour in a pool that does not track sessions.
func TestLifetimeOfABrowserSession(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		tracking bool
		minutes  []int // of each client
		want     time.Duration
	}{
		{"without tracking", false, nil, time.Hour},
		{"default", true, []int{60}, time.Hour},
		{"one client", true, []int{90}, 90 * time.Minute},
		{"the longest", true, []int{5, 90, 60}, 90 * time.Minute},
		{"shorter than the default", true, []int{5, 10}, 10 * time.Minute},
		{"never reused", true, []int{0, 0}, time.Hour},
		{"no client", true, nil, time.Hour},
	}
	for _, tt := range tests {
		s, pool := newStillStore(t, Pool{})
		_, err := s.SetSessionConfiguration(pool.ID, SessionConfiguration{Tracking: tt.tracking})
		require.NoError(t, err)
		for _, minutes := range tt.minutes {
			client, err := s.CreateClient(pool.ID, ClientSettings{Name: "web"}, "", false)
			require.NoError(t, err)
			require.NoError(t, s.SetClientSessionConfiguration(pool.ID, client.ID, ClientSessionConfiguration{minutes}))
		}
		addStillUser(t, s, pool, "jo")
		s.Clock.Advance(time.Minute)
		b := s.SignInBrowser(BrowserSignIn{PoolID: pool.ID, Username: "jo", Provider: "Corp", ClientID: "web", Activity: Activity{Device: "Chrome"}})
		assert.Equal(t, stillTime.Add(time.Minute), b.AuthTime, tt.name)
		assert.Equal(t, stillTime.Add(time.Minute+tt.want), b.ExpiresAt, tt.name)
		assert.Equal(t, "Corp", b.Provider)
		assert.Equal(t, tt.tracking, b.Session != nil, tt.name)
		if tt.tracking {
			assert.Regexp(t, `^sso[0-9a-z]{25}$`, b.SSOSessionID())
			assert.True(t, b.Session.SSO())
			assert.Equal(t, UserSession{
				ID: b.SSOSessionID(), ClientID: "web", Created: stillTime.Add(time.Minute), LastActive: stillTime.Add(time.Minute), Activity: Activity{Device: "Chrome"}, Number: 1,
			}, *b.Session)
		} else {
			assert.Empty(t, b.SSOSessionID())
		}
		got, ok := s.BrowserSession(pool.ID, b.ID)
		assert.True(t, ok)
		assert.Equal(t, b, got)
		s.Clock.Advance(tt.want - 1)
		_, ok = s.BrowserSession(pool.ID, b.ID)
		assert.True(t, ok, tt.name)
		s.Clock.Advance(1)
		_, ok = s.BrowserSession(pool.ID, b.ID)
		assert.False(t, ok, tt.name)
	}
}

// A user who signs in again in the same browser keeps the SSO session. The earlier cookie ends.
func TestSignInInABrowserWithASession(t *testing.T) {
	t.Parallel()
	s, client, _ := newTrackingStore(t)
	addStillUser(t, s, Pool{ID: client.PoolID}, "mo")
	in := func(username, earlier string) BrowserSession {
		return s.SignInBrowser(BrowserSignIn{PoolID: client.PoolID, Username: username, ClientID: client.ID, Earlier: earlier, Activity: Activity{IPAddress: earlier}})
	}
	active := func(b BrowserSession) bool {
		_, ok := s.BrowserSession(client.PoolID, b.ID)
		return ok
	}
	first := in("jo", "")
	s.Clock.Advance(time.Minute)
	again := in("jo", first.ID)
	assert.False(t, active(first))
	assert.Equal(t, first.SSOSessionID(), again.SSOSessionID())
	assert.Equal(t, stillTime, again.Session.Created)
	assert.Equal(t, stillTime.Add(time.Minute), again.Session.LastActive)
	assert.Equal(t, Activity{IPAddress: first.ID}, again.Session.Activity)

	another := in("mo", again.ID)
	assert.True(t, active(again), "the session of another user")
	assert.NotEqual(t, again.SSOSessionID(), another.SSOSessionID())
	unknown := in("jo", "unknown")
	assert.NotEqual(t, again.SSOSessionID(), unknown.SSOSessionID())
	assert.Equal(t, 2, unknown.Session.Number, "the user has another session")
	assert.True(t, active(again))
	ended := in("jo", first.ID)
	assert.NotEqual(t, first.SSOSessionID(), ended.SSOSessionID(), "the cookie has ended")
}

// The browser has signed in before the pool began to track sessions.
func TestSignInInABrowserWithoutARecord(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	addStillUser(t, s, pool, "jo")
	before := s.StartBrowserSession(pool.ID, "jo", "")
	_, err := s.SetSessionConfiguration(pool.ID, SessionConfiguration{Tracking: true})
	require.NoError(t, err)
	after := s.SignInBrowser(BrowserSignIn{PoolID: pool.ID, Username: "jo", Earlier: before.ID})
	assert.NotEmpty(t, after.SSOSessionID())
	_, ok := s.BrowserSession(pool.ID, before.ID)
	assert.True(t, ok)
}

// The revocation of a refresh token ends the SSO session from which it came, and no other.
func TestRevokeRefreshTokenAndSSOSession(t *testing.T) {
	t.Parallel()
	s, client, jo := newTrackingStore(t)
	one := s.SignInBrowser(BrowserSignIn{PoolID: client.PoolID, Username: "jo", ClientID: client.ID})
	two := s.SignInBrowser(BrowserSignIn{PoolID: client.PoolID, Username: "jo", ClientID: client.ID})
	start := func(jti string, session *UserSession) string {
		token, err := s.StartSignIn(jo, TokenFamily{OriginJTI: jti, PoolID: client.PoolID, ClientID: client.ID, Username: "jo", ExpiresAt: stillTime.Add(time.Hour), Session: session})
		require.NoError(t, err)
		return token.ID
	}
	fromOne, sibling := start("1", &UserSession{OriginID: one.SSOSessionID()}), start("2", &UserSession{OriginID: one.SSOSessionID()})
	fromAPI, untracked := start("3", &UserSession{}), start("4", nil)
	active := func() (list []bool) {
		for _, b := range []BrowserSession{one, two} {
			_, ok := s.BrowserSession(client.PoolID, b.ID)
			list = append(list, ok)
		}
		for _, jti := range []string{"1", "2", "3", "4"} {
			list = append(list, !s.FamilyRevoked(jti))
		}
		return list
	}
	require.EqualError(t, s.RevokeRefreshTokenAndSSOSession(fromOne, "other"), "NotAuthorizedException: Invalid Refresh Token.")
	require.Equal(t, []bool{true, true, true, true, true, true}, active())
	for _, step := range []struct {
		id   string
		want []bool
	}{
		{"unknown", []bool{true, true, true, true, true, true}},
		{fromAPI, []bool{true, true, true, true, false, true}},
		{untracked, []bool{true, true, true, true, false, false}},
		{fromOne, []bool{false, true, false, true, false, false}},
		{sibling, []bool{false, true, false, false, false, false}},
	} {
		require.NoError(t, s.RevokeRefreshTokenAndSSOSession(step.id, client.ID))
		require.Equal(t, step.want, active(), step.id)
	}
}
