package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A browser session lasts an hour, in its pool and for an enabled user.
func TestBrowserSessionOfAUser(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{})
	other, err := s.CreatePool("us-east-1", Pool{Name: "stock"})
	require.NoError(t, err)
	addConfirmed(t, s, pool, "jo")
	addConfirmed(t, s, other, "jo")
	b := s.StartBrowserSession(pool.ID, "jo", "Corp")
	assert.Equal(t, BrowserSession{ID: b.ID, PoolID: pool.ID, Username: "jo", Provider: "Corp", AuthTime: stillTime, ExpiresAt: stillTime.Add(time.Hour)}, b)
	live := func(poolID, id string) bool {
		got, ok := s.BrowserSession(poolID, id)
		if ok {
			assert.Equal(t, b, got)
		}
		return ok
	}
	assert.True(t, live(pool.ID, b.ID))
	assert.False(t, live(other.ID, b.ID), "the user of another pool")
	assert.False(t, live("us-east-1_Unknown", b.ID))
	assert.False(t, live(pool.ID, "unknown"))
	s.Clock.Advance(time.Hour - 1)
	assert.True(t, live(pool.ID, b.ID), "before the end")
	s.Clock.Advance(1)
	assert.False(t, live(pool.ID, b.ID), "at the end")

	b = s.StartBrowserSession(pool.ID, "jo", "")
	s.EndBrowserSession(b.ID)
	assert.False(t, live(pool.ID, b.ID), "after the sign-out")
	b = s.StartBrowserSession(pool.ID, "jo", "")
	require.NoError(t, s.DeleteUser(pool.ID, "jo"))
	assert.False(t, live(pool.ID, b.ID), "of a deleted user")
}

// Disabling a user ends the browser sessions and the unused codes for good, and keeps the records of others.
func TestDisabledUserHasNoBrowserSession(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{})
	other, err := s.CreatePool("us-east-1", Pool{Name: "stock"})
	require.NoError(t, err)
	addConfirmed(t, s, pool, "jo", "mo")
	addConfirmed(t, s, other, "jo")
	type signIn struct{ pool, session, code string }
	start := func(poolID, username string) signIn {
		code := s.IssueCode(AuthorizationCode{PoolID: poolID, ClientID: "web", Username: username})
		return signIn{poolID, s.StartBrowserSession(poolID, username, "").ID, code.Value}
	}
	works := func(in signIn) []bool {
		_, session := s.BrowserSession(in.pool, in.session)
		_, code := s.RedeemCode(in.code, "web")
		return []bool{session, code}
	}
	jo, mo, otherJo := start(pool.ID, "jo"), start(pool.ID, "mo"), start(other.ID, "jo")
	_, err = s.DisableUser(pool.ID, "jo")
	require.NoError(t, err)
	planted := s.StartBrowserSession(pool.ID, "jo", "")
	_, ok := s.BrowserSession(pool.ID, planted.ID)
	assert.False(t, ok, "while the user is disabled")
	_, err = s.EnableUser(pool.ID, "jo")
	require.NoError(t, err)
	assert.Equal(t, []bool{false, false}, works(jo))
	assert.Equal(t, []bool{true, true}, works(mo))
	assert.Equal(t, []bool{true, true}, works(otherJo))
}

// A handle is the start of the SHA-256 of the id, so it does not show the cookie.
func TestHandleOfABrowserSession(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "ba7816bf8f01cfea", BrowserSession{ID: "abc"}.Handle(), "FIPS 180-2 appendix B.1")
}

func TestBrowserSessionsAreInTheOrderOfTheSignIns(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{})
	var want []string
	for range 10 {
		want = append(want, s.StartBrowserSession(pool.ID, "jo", "").ID)
		s.Clock.Advance(time.Second)
	}
	var got []string
	for _, b := range s.BrowserSessions() {
		got = append(got, b.ID)
	}
	assert.Equal(t, want, got)
}
