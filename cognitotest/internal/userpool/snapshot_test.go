package userpool

import (
	"errors"
	"maps"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction/journaltest"
)

// A restore is one commit of the journal. If that fails, the records, the clock and the log of
// refreshes are as before.
func TestRestoreIsOneTransaction(t *testing.T) {
	t.Parallel()
	j := journaltest.NewMemory()
	s, err := Open("123456789012", j)
	require.NoError(t, err)
	kept, err := s.CreatePool("us-east-1", Pool{Name: "kept"})
	require.NoError(t, err)
	s.Clock.Advance(time.Hour)
	taken := s.Snapshot()
	records := maps.Clone(j.Records)
	added, err := s.CreatePool("us-east-1", Pool{Name: "added"})
	require.NoError(t, err)
	require.NoError(t, s.DeletePool(kept.ID))
	family, token := startFamily(s, TokenFamily{PoolID: added.ID, ClientID: "c", ExpiresAt: s.Clock.Now().Add(time.Hour)})
	s.LogRefresh(Refresh{Family: family, Token: token})
	s.Clock.Advance(24 * time.Hour)
	changed, commits := maps.Clone(j.Records), j.Commits

	j.Full = errors.New("no space")
	assert.PanicsWithError(t, "the state cannot be written: no space", func() { s.Restore(taken) })
	assert.PanicsWithError(t, "the state cannot be written: no space", func() { s.Clock.Advance(time.Hour) })
	assert.Equal(t, []Pool{added}, s.Pools("us-east-1"))
	assert.Equal(t, 25*time.Hour, s.Clock.Ahead())
	assert.Len(t, s.FamilyHistories()[0].Events, 3)
	assert.Zero(t, s.Restores())
	assert.Equal(t, changed, j.Records)

	j.Full = nil
	s.Restore(taken)
	assert.Equal(t, commits+1, j.Commits)
	assert.Equal(t, records, j.Records)
	assert.Equal(t, []Pool{kept}, s.Pools("us-east-1"))
	assert.Equal(t, time.Hour, s.Clock.Ahead())
	assert.Empty(t, s.FamilyHistories())
	assert.EqualValues(t, 1, s.Restores())
	_, err = s.CreateClient(kept.ID, ClientSettings{Name: "web"}, "", false)
	assert.NoError(t, err, "the tables of a restored pool are open")
}

// By the clock before the restore, the family expired long enough ago to be deleted.
func TestRestoreKeepsRecordsThatHadExpired(t *testing.T) {
	t.Parallel()
	s := NewStore("123456789012")
	family, token := startFamily(s, TokenFamily{ClientID: "c", ExpiresAt: s.Clock.Now().Add(time.Hour)})
	s.LogRefresh(Refresh{Family: family, Token: token})
	taken := s.Snapshot()
	s.Clock.Advance(100 * 24 * time.Hour)
	startFamily(s, TokenFamily{ClientID: "c"}) // the first write after an hour deletes expired records
	for _, h := range s.FamilyHistories() {
		require.NotEqual(t, family.OriginJTI, h.OriginJTI)
	}
	s.Clock.Advance(2 * time.Hour) // the next write deletes again
	s.Restore(taken)
	histories := s.FamilyHistories()
	require.Len(t, histories, 1)
	assert.Equal(t, FamilyLive, histories[0].State)
	assert.Equal(t, []string{EventIssued, EventRefreshed}, []string{histories[0].Events[0].Event, histories[0].Events[1].Event})
	_, err := s.RotateRefreshToken(token.ID, "c", 0)
	assert.NoError(t, err)
}

// A store is empty without records, besides its own keys. A pool alone is a record.
func TestEmptyStore(t *testing.T) {
	t.Parallel()
	for name, add := range map[string]func(s *Store) error{
		"pool":    func(s *Store) error { _, err := s.CreatePool("us-east-1", Pool{}); return err },
		"message": func(s *Store) error { s.KeepMessage(Message{}); return nil },
		"limit":   func(s *Store) error { return s.ProvisionLimit("us-east-1", "UserCreation", 1) },
		"clock":   func(s *Store) error { s.Clock.Advance(time.Hour); return nil },
	} {
		s := NewStore("123456789012")
		s.db.Do(func() { s.secrets.Put("ca", []byte("key")) })
		require.True(t, s.Empty(), name)
		empty := s.Snapshot()
		require.NoError(t, add(s), name)
		require.False(t, s.Empty(), name)
		for range 20 { // the order of the tables is random
			require.False(t, s.Empty(), name)
		}
		s.Restore(empty)
		require.True(t, s.Empty(), name)
		assert.Equal(t, []byte("key"), s.secrets.At("ca"), "the keys of the emulator stay")
	}
}

// A snapshot has the time of the store's clock, and a copy of the records. A restore removes later pools, and brings deleted pools back.
func TestRestoreOfPools(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	without, err := s.CreatePool("us-east-1", Pool{})
	require.NoError(t, err)
	jo := addStillUser(t, s, pool, "jo")
	s.Clock.Advance(time.Minute)
	taken := s.Snapshot()
	assert.Equal(t, stillTime.Add(time.Minute), taken.Time)
	later, err := s.CreatePool("us-east-1", Pool{})
	require.NoError(t, err)
	addStillUser(t, s, later, "jo")
	addStillUser(t, s, without, "jo")
	_, err = s.DisableUser(pool.ID, "jo")
	require.NoError(t, err)
	require.NoError(t, s.DeletePool(pool.ID))
	for range 2 {
		s.Restore(taken)
		assert.Len(t, s.Pools("us-east-1"), 2)
		assert.Zero(t, s.CountUsers(without.ID))
		assert.Zero(t, s.byPool.Of(later.ID).users.Len())
		u, err := s.User(pool.ID, "sub-jo")
		require.NoError(t, err)
		assert.Equal(t, jo, u)
		_, err = s.DisableUser(pool.ID, "jo")
		require.NoError(t, err)
	}
	assert.EqualValues(t, 2, s.Restores())
}

// After a restore the clock may be behind the last purge. The next write purges by the restored clock.
func TestPurgeAfterARestore(t *testing.T) {
	t.Parallel()
	s, _ := newStillStore(t, Pool{})
	s.StartChallenge(Challenge{}, time.Minute)
	taken := s.Snapshot()
	s.Clock.Advance(100 * 24 * time.Hour)
	s.KeepMessage(Message{})
	require.Zero(t, s.challenges.Len())
	s.Restore(taken)
	require.Equal(t, 1, s.challenges.Len())
	s.Clock.Advance(25 * time.Hour)
	s.KeepMessage(Message{})
	assert.Zero(t, s.challenges.Len())
}
