package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// newTrackingStore returns a store with a pool that tracks at most three token sessions of a user, its client, and the user jo.
func newTrackingStore(t *testing.T) (*Store, Client, User) {
	t.Helper()
	s, pool := newStillStore(t, Pool{PoolSettings: PoolSettings{Tier: "ESSENTIALS"}})
	client, err := s.CreateClient(pool.ID, ClientSettings{Name: "web"}, "", false)
	require.NoError(t, err)
	_, err = s.SetSessionConfiguration(pool.ID, SessionConfiguration{Tracking: true, MaxPerUser: 3})
	require.NoError(t, err)
	return s, client, addStillUser(t, s, pool, "jo")
}

func TestSessionConfiguration(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{PoolSettings: PoolSettings{Tier: "ESSENTIALS"}})
	client, err := s.CreateClient(pool.ID, ClientSettings{Name: "web"}, "", false)
	require.NoError(t, err)
	other, err := s.CreateClient(pool.ID, ClientSettings{Name: "other"}, "", false)
	require.NoError(t, err)
	requireConfiguration := func(want SessionConfiguration) {
		got, err := s.SessionConfiguration(pool.ID)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	requireReuse := func(clientID string, want time.Duration) {
		c, err := s.ClientSessionConfiguration(pool.ID, clientID)
		require.NoError(t, err)
		require.Equal(t, want, c.Reuse())
	}

	requireConfiguration(SessionConfiguration{MaxPerUser: 20})
	requireReuse(client.ID, time.Hour)
	require.EqualError(t, s.SetClientSessionConfiguration(pool.ID, client.ID, ClientSessionConfiguration{5}),
		"OperationNotEnabledException: Session tracking is not enabled for the user pool.")
	requireReuse(client.ID, time.Hour)

	want := SessionConfiguration{Tracking: true, MaxPerUser: 2}
	got, err := s.SetSessionConfiguration(pool.ID, want)
	require.NoError(t, err)
	require.Equal(t, want, got)
	requireConfiguration(want)
	require.NoError(t, s.SetClientSessionConfiguration(pool.ID, client.ID, ClientSessionConfiguration{5}))
	requireReuse(client.ID, 5*time.Minute)
	requireReuse(other.ID, time.Hour)
	require.NoError(t, s.SetClientSessionConfiguration(pool.ID, client.ID, ClientSessionConfiguration{}))
	requireReuse(client.ID, 0)

	require.EqualError(t, s.SetClientSessionConfiguration(pool.ID, "unknown", ClientSessionConfiguration{5}), "ResourceNotFoundException: User pool client unknown does not exist.")
	_, err = s.ClientSessionConfiguration(pool.ID, "unknown")
	require.EqualError(t, err, "ResourceNotFoundException: User pool client unknown does not exist.")
	_, err = s.SessionConfiguration("us-east-1_none")
	require.EqualError(t, err, "ResourceNotFoundException: User pool us-east-1_none does not exist.")

	// The pool cannot change to a plan without sessions while it tracks them.
	lite := func(p *Pool) { p.Tier = "LITE" }
	_, err = s.UpdatePool(pool.ID, lite)
	require.EqualError(t, err, "FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: User Session Tracking")
	_, err = s.SetSessionConfiguration(pool.ID, SessionConfiguration{})
	require.NoError(t, err)
	_, err = s.UpdatePool(pool.ID, lite)
	require.NoError(t, err)
	const unavailable = "FeatureUnavailableInTierException: The following feature is not available for the LITE pricing tier configured: User Session Tracking"
	for _, tracking := range []bool{true, false} {
		_, err = s.SetSessionConfiguration(pool.ID, SessionConfiguration{Tracking: tracking})
		require.EqualError(t, err, unavailable)
	}
	require.EqualError(t, s.SetClientSessionConfiguration(pool.ID, client.ID, ClientSessionConfiguration{5}), unavailable)
	requireConfiguration(SessionConfiguration{})
}

// A pool that no longer tracks sessions keeps the sign-ins without their records. A browser session then lasts an hour.
func TestEndOfTheSessionTracking(t *testing.T) {
	t.Parallel()
	s, client, jo := newTrackingStore(t)
	other, err := s.CreatePool("us-east-1", Pool{})
	require.NoError(t, err)
	require.NoError(t, s.SetClientSessionConfiguration(client.PoolID, client.ID, ClientSessionConfiguration{90}))
	long := s.SignInBrowser(BrowserSignIn{PoolID: client.PoolID, Username: "jo", ClientID: client.ID})
	require.NoError(t, s.SetClientSessionConfiguration(client.PoolID, client.ID, ClientSessionConfiguration{30}))
	short := s.SignInBrowser(BrowserSignIn{PoolID: client.PoolID, Username: "jo", ClientID: client.ID})
	_, err = s.StartSignIn(jo, TokenFamily{OriginJTI: "1", PoolID: client.PoolID, ClientID: client.ID, Username: "jo", ExpiresAt: stillTime.Add(time.Hour), Session: &UserSession{}})
	require.NoError(t, err)
	_, err = s.SetSessionConfiguration(other.ID, SessionConfiguration{})
	require.NoError(t, err)
	active, err := s.UserSessions(client.PoolID, "jo")
	require.NoError(t, err)
	require.Len(t, active, 3, "the configuration of another pool")

	_, err = s.SetSessionConfiguration(client.PoolID, SessionConfiguration{})
	require.NoError(t, err)
	_, err = s.UserSessions(client.PoolID, "jo")
	require.EqualError(t, err, "OperationNotEnabledException: Session tracking is not enabled for the user pool.")
	for id, expiry := range map[string]time.Time{long.ID: stillTime.Add(time.Hour), short.ID: stillTime.Add(30 * time.Minute)} {
		b, ok := s.BrowserSession(client.PoolID, id)
		require.True(t, ok)
		assert.Empty(t, b.SSOSessionID())
		assert.Equal(t, expiry, b.ExpiresAt)
	}
	assert.False(t, s.FamilyRevoked("1"))
	_, err = s.SetSessionConfiguration(client.PoolID, SessionConfiguration{Tracking: true, MaxPerUser: 3})
	require.NoError(t, err)
	active, err = s.UserSessions(client.PoolID, "jo")
	require.NoError(t, err)
	assert.Empty(t, active)
}

// A sign-in in a pool that does not track sessions has no record, although its caller has the data for one.
func TestSignInWithoutSessionTracking(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	jo := addStillUser(t, s, pool, "jo")
	_, err := s.StartSignIn(jo, TokenFamily{OriginJTI: "1", PoolID: pool.ID, Username: "jo", ExpiresAt: stillTime.Add(time.Hour), Session: &UserSession{ClientID: "web"}})
	require.NoError(t, err)
	assert.Nil(t, s.families.At("1").Session)
	assert.Nil(t, s.StartBrowserSession(pool.ID, "jo", "").Session)
}
