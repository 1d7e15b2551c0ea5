package userpool

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// newRecordStore returns a store in memory with a pool that has no user.
func newRecordStore(t *testing.T) (*Store, Pool) {
	t.Helper()
	s := NewStore("123456789012")
	pool, err := s.CreatePool("us-east-1", Pool{Name: "orders", PoolSettings: PoolSettings{PasswordPolicy: DefaultPasswordPolicy, Tier: DefaultTier}})
	require.NoError(t, err)
	return s, pool
}

func TestEndBrowserSessionOfAHandle(t *testing.T) {
	t.Parallel()
	s, pool := newRecordStore(t)
	one, other := s.StartBrowserSession(pool.ID, "jo", ""), s.StartBrowserSession(pool.ID, "jo", "")
	assert.False(t, s.EndBrowserSessionOf("unknown"))
	assert.True(t, s.EndBrowserSessionOf(one.Handle()))
	assert.Equal(t, []BrowserSession{other}, s.BrowserSessions())
	assert.False(t, s.EndBrowserSessionOf(one.Handle()), "it has ended")
}

func TestDeleteMessagesCountsThem(t *testing.T) {
	t.Parallel()
	s, _ := newRecordStore(t)
	for _, code := range []string{"1", "2", "1"} {
		s.KeepMessage(Message{Code: code})
	}
	assert.Equal(t, 2, s.DeleteMessages(func(m Message) bool { return m.Code == "1" }))
	assert.Equal(t, 0, s.DeleteMessages(func(m Message) bool { return m.Code == "1" }))
	require.Len(t, s.Messages(), 1)
	assert.Equal(t, "2", s.Messages()[0].Code)
}

func TestDeletedPasskeyDoesNotSignIn(t *testing.T) {
	t.Parallel()
	s, pool := newRecordStore(t)
	_, err := s.CreateUser(pool.ID, "jo", nil, "Passw0rd!")
	require.NoError(t, err)
	_, err = s.UsePasskey(pool.ID, "jo", "deleted", 1)
	assert.EqualError(t, err, "NotAuthorizedException: The user has no such passkey.")
	_, err = s.UsePasskey(pool.ID, "mo", "deleted", 1)
	assert.EqualError(t, err, "UserNotFoundException: User does not exist.")
}

func TestTemporaryPasswordSatisfiesItsPolicy(t *testing.T) {
	t.Parallel()
	for least, want := range map[int]int{6: 8, 8: 8, 9: 9, 99: 99} {
		policy := PasswordPolicy{MinimumLength: least, RequireLowercase: true, RequireUppercase: true, RequireNumbers: true, RequireSymbols: true}
		got := policy.temporaryPassword()
		assert.Len(t, got, want)
		assert.NoError(t, policy.validate(got, policyOfAdmin))
		assert.NotEqual(t, got, policy.temporaryPassword())
	}
}

// TestRecordsAreKeptForADay moves the clock to a day after the expiry of each record, which a write then keeps, and a second
// further, when it purges.
func TestRecordsAreKeptForADay(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		start func(*Store) time.Time // returns the expiry of a new record
		count func(*Store) int
	}{
		{"code", func(s *Store) time.Time {
			s.IssueCode(AuthorizationCode{ClientID: "web"})
			for _, c := range s.codes.All() {
				return c.ExpiresAt
			}
			return time.Time{}
		}, func(s *Store) int { return s.codes.Len() }},
		{"challenge", func(s *Store) time.Time {
			s.StartChallenge(Challenge{}, time.Hour)
			return s.Clock.Now().Add(time.Hour)
		}, func(s *Store) int { return s.challenges.Len() }},
		{"browser session", func(s *Store) time.Time { return s.StartBrowserSession("p", "jo", "").ExpiresAt }, func(s *Store) int { return s.sessions.Len() }},
		{"provider sign-in", func(s *Store) time.Time {
			s.StartProviderSignIn(ProviderSignIn{}, time.Hour)
			return s.Clock.Now().Add(time.Hour)
		}, func(s *Store) int { return s.providerSignIns.Len() }},
		{"provider sign-out", func(s *Store) time.Time {
			s.StartProviderSignOut(ProviderSignOut{}, time.Hour)
			return s.Clock.Now().Add(time.Hour)
		}, func(s *Store) int { return s.providerSignOuts.Len() }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for late, want := range map[time.Duration]int{0: 1, time.Second: 0} {
				synctest.Test(t, func(t *testing.T) {
					s := NewStore("123456789012")
					expiry := tt.start(s)
					require.Equal(t, 1, tt.count(s))
					s.Clock.Advance(expiry.Add(24*time.Hour + late).Sub(s.Clock.Now()))
					s.KeepMessage(Message{})
					assert.Equal(t, want, tt.count(s), "%v later", late)
				})
			}
		})
	}
}

func TestRestoreKeepsNewKeys(t *testing.T) {
	t.Parallel()
	s, pool := newRecordStore(t)
	before := s.Snapshot()
	first, err := s.KeepKeys(pool.ID, Keys{Refresh: []byte("first")})
	require.NoError(t, err)
	s.Restore(before)
	keys, ok := s.Keys(pool.ID)
	assert.True(t, ok, "apps have the keys in their caches")
	assert.Equal(t, first, keys)

	s, pool = newRecordStore(t)
	second, err := s.KeepKeys(pool.ID, Keys{Refresh: []byte("second")})
	require.NoError(t, err)
	after := s.Snapshot()
	s.Restore(after)
	keys, ok = s.Keys(pool.ID)
	assert.True(t, ok)
	assert.Equal(t, second, keys)

	s, pool = newRecordStore(t)
	s.Restore(s.Snapshot())
	_, ok = s.Keys(pool.ID)
	assert.False(t, ok, "the pool has no keys")
}

func TestVersionGrowsWithEachRefresh(t *testing.T) {
	t.Parallel()
	s, pool := newRecordStore(t)
	family, token := startFamily(s, TokenFamily{PoolID: pool.ID, ClientID: "c", ExpiresAt: s.Clock.Now().Add(time.Hour)})
	for range 3 {
		before := s.Version()
		s.LogRefresh(Refresh{Family: family, Token: token})
		assert.Greater(t, s.Version(), before)
	}
}

func TestFindUsersReturnsAtMostN(t *testing.T) {
	t.Parallel()
	s, pool := newRecordStore(t)
	for i := range 3 {
		_, err := s.CreateUser(pool.ID, fmt.Sprint("jo", i), nil, "Passw0rd!")
		require.NoError(t, err)
	}
	for n, want := range map[int]int{1: 1, 2: 2, 3: 3, 9: 3} {
		users, err := s.FindUsers(pool.ID, UserFilter{}, "", n)
		require.NoError(t, err)
		assert.Len(t, users, want)
	}
}

func TestReplicaOfAPoolThatCannotHaveOne(t *testing.T) {
	t.Parallel()
	s, pool := newRecordStore(t)
	replica, err := s.CreateReplica(pool.ID, "us-west-2", nil)
	assert.Error(t, err, "the pool has no multi-Region key")
	assert.Zero(t, replica)
}
