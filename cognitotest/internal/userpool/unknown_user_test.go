package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction/journaltest"
)

// TestUnknownUserCostsAsMuchAsAWrongPassword counts allocations instead of time, which BenchmarkUnknownUser
// of cognitoidp measures.
func TestUnknownUserCostsAsMuchAsAWrongPassword(t *testing.T) {
	s := NewStore("123456789012")
	pool, err := s.CreatePool("us-east-1", Pool{Name: "p"})
	require.NoError(t, err)
	_, err = s.AddUser(User{PoolID: pool.ID, Username: "jo", Enabled: true, Status: StatusConfirmed}, false)
	require.NoError(t, err)
	hiding := Client{PoolID: pool.ID, ClientSettings: ClientSettings{PreventUserExistenceErrors: "ENABLED"}}
	for _, login := range []string{"jo", "nobody"} {
		checked := 0
		_, err := s.verify(hiding, login, func(*poolState, User) bool { checked++; return false })
		require.ErrorIs(t, err, incorrectPassword())
		assert.Equal(t, 1, checked, login)
	}

	with := srp.New("pjo", "secret")
	wrong := testing.AllocsPerRun(5, func() { with.Matches("pjo", "wrong") })
	none := testing.AllocsPerRun(5, func() { srp.Password{}.Matches("pjo", "wrong") })
	assert.InEpsilon(t, wrong, none, 0.2, "allocations of a wrong password, and where there is none")
	assert.False(t, srp.Password{}.Matches("pjo", ""))
}

// Attempts with a login are stored for thirty days after the last one, and beyond the life of
// the process.
func TestAttemptsOfAnUnknownUserArePurged(t *testing.T) {
	j := journaltest.NewMemory()
	s, err := Open("123456789012", j)
	require.NoError(t, err)
	insensitive := false
	pool, err := s.CreatePool("us-east-1", Pool{Name: "p", CaseSensitive: &insensitive})
	require.NoError(t, err)
	hiding := Client{PoolID: pool.ID, ClientSettings: ClientSettings{PreventUserExistenceErrors: "ENABLED"}}
	try := func(login string) error {
		_, err := s.CheckPassword(hiding, login, "x")
		return err
	}
	for range freeAttempts {
		require.ErrorIs(t, try("nobody"), incorrectPassword())
	}
	require.ErrorContains(t, try("Nobody"), "Password attempts exceeded")
	s, err = Open("123456789012", j)
	require.NoError(t, err)
	require.ErrorContains(t, try("NOBODY"), "Password attempts exceeded")
	s.Clock.Advance(29 * 24 * time.Hour)
	require.ErrorIs(t, try("nobody"), incorrectPassword(), "the lock is over")
	require.ErrorContains(t, try("nobody"), "Password attempts exceeded", "the count is not")
	s.Clock.Advance(31 * 24 * time.Hour)
	require.ErrorIs(t, try("another"), incorrectPassword()) // a step that purges
	require.ErrorIs(t, try("nobody"), incorrectPassword())
	require.ErrorIs(t, try("nobody"), incorrectPassword())
}
