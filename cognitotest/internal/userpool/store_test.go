package userpool

import (
	"errors"
	"maps"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction/journaltest"
)

func open(t *testing.T, j transaction.Journal) *Store {
	t.Helper()
	s, err := Open("123456789012", j)
	require.NoError(t, err)
	return s
}

// If the disk is full, the store must not return a result that a restart would lose. Its records in
// memory must not be newer than the records on disk.
func TestMethodPanicsIfTheJournalIsFull(t *testing.T) {
	t.Parallel()
	j := journaltest.NewMemory()
	s := open(t, j)
	pool, err := s.CreatePool("us-east-1", Pool{Name: "orders"})
	require.NoError(t, err)
	_, err = s.CreateUser(pool.ID, "jo", nil, "")
	require.NoError(t, err)
	records := maps.Clone(j.Records)

	j.Full = errors.New("no space left on device")
	for name, write := range map[string]func(){
		"a new user":       func() { _, _ = s.CreateUser(pool.ID, "ada", nil, "") },
		"a sign-in":        func() { startFamily(s, TokenFamily{PoolID: pool.ID}) },
		"the clock":        func() { s.Clock.Advance(1000 * BrowserSessionLifetime) },
		"delete pool":      func() { _ = s.DeletePool(pool.ID) },
		"a wrong password": func() { _, _ = s.CheckPassword(Client{PoolID: pool.ID}, "jo", "wrong") },
	} {
		var failure *transaction.JournalError
		func() {
			defer func() { failure, _ = recover().(*transaction.JournalError) }()
			write()
		}()
		if assert.NotNil(t, failure, name) {
			assert.ErrorIs(t, failure, j.Full, name)
			assert.Equal(t, "the state cannot be written: no space left on device", failure.Error())
		}
	}
	assert.Equal(t, records, j.Records)
	assert.Zero(t, s.families.Len())
	users, err := s.Users(pool.ID)
	require.NoError(t, err)
	if assert.Len(t, users, 1) {
		assert.Zero(t, users[0].Failures)
	}
	assert.WithinDuration(t, open(t, j).Clock.Now(), s.Clock.Now(), BrowserSessionLifetime)

	j.Full = nil
	_, err = s.CreateUser(pool.ID, "ada", nil, "")
	require.NoError(t, err)
	users, err = open(t, j).Users(pool.ID)
	require.NoError(t, err)
	assert.Len(t, users, 2)
}

func TestDeletePoolDeletesAllItsRecords(t *testing.T) {
	t.Parallel()
	j := journaltest.NewMemory()
	s := open(t, j)
	pool, err := s.CreatePool("us-east-1", Pool{Name: "orders"})
	require.NoError(t, err)
	_, err = s.CreateUser(pool.ID, "jo", nil, "")
	require.NoError(t, err)
	_, err = s.CreateGroup(pool.ID, Group{Name: "staff"})
	require.NoError(t, err)
	require.NoError(t, s.SetMembership(pool.ID, "jo", "staff", true))
	_, err = s.SetRawSetting(pool.ID, "note", []byte("{}"))
	require.NoError(t, err)
	_, err = s.KeepKeys(pool.ID, Keys{Refresh: []byte("der")})
	require.NoError(t, err)
	startFamily(s, TokenFamily{PoolID: pool.ID, Username: "jo"})
	s.StartBrowserSession(pool.ID, "jo", "")
	s.IssueCode(AuthorizationCode{PoolID: pool.ID, Username: "jo"})
	s.StartChallenge(Challenge{PoolID: pool.ID, Username: "jo"}, BrowserSessionLifetime)
	require.GreaterOrEqual(t, len(j.Records), 11)

	require.NoError(t, s.DeletePool(pool.ID))
	assert.Empty(t, j.Records)
	assert.Empty(t, maps.Collect(s.byPool.All()))
}

func TestClockIsAheadAfterARestart(t *testing.T) {
	t.Parallel()
	j := journaltest.NewMemory()
	s := open(t, j)
	s.Clock.Advance(time.Hour)
	s.Clock.Advance(time.Minute)
	assert.Equal(t, 61*time.Minute, s.Clock.Ahead())
	assert.Equal(t, 61*time.Minute, open(t, j).Clock.Ahead())
}

func TestMethodsOfAnUnknownPool(t *testing.T) {
	t.Parallel()
	s := open(t, journaltest.NewMemory())
	users, err := s.Users("us-east-1_none")
	assert.EqualError(t, err, "ResourceNotFoundException: User pool us-east-1_none does not exist.")
	assert.Nil(t, users)
}
