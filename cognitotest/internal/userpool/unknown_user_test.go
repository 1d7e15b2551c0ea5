package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction/journaltest"
)

// The test counts checks and allocations. BenchmarkUnknownUser of package cognitoidp measures the
// time.
func TestUnknownUserCostsAsMuchAsAWrongPassword(t *testing.T) {
	s := NewStore("123456789012")
	pool, err := s.CreatePool("us-east-1", Pool{Name: "p"})
	require.NoError(t, err)
	_, err = s.AddUser(User{PoolID: pool.ID, Username: "jo", Enabled: true, Status: StatusConfirmed}, false)
	require.NoError(t, err)
	hiding := Client{PoolID: pool.ID, ClientSettings: ClientSettings{PreventUserExistenceErrors: "ENABLED"}}
	for _, login := range []string{"jo", "nobody"} {
		checked := 0
		_, err := s.verify(hiding, login, func(*poolState, *User) bool { checked++; return false })
		require.ErrorIs(t, err, incorrectPassword())
		assert.Equal(t, 1, checked, login)
	}

	with := srp.New("pjo", "secret")
	wrong := testing.AllocsPerRun(5, func() { with.Matches("pjo", "wrong") })
	none := testing.AllocsPerRun(5, func() { srp.Password{}.Matches("pjo", "wrong") })
	assert.InEpsilon(t, wrong, none, 0.2, "allocations with a wrong password and without a password")
	assert.False(t, srp.Password{}.Matches("pjo", ""))
}

// The store keeps attempts with an unknown login for thirty days after the last attempt, also after a
// restart.
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
	require.ErrorIs(t, try("nobody"), incorrectPassword(), "the lock has expired")
	require.ErrorContains(t, try("nobody"), "Password attempts exceeded", "the count has not expired")
	s.Clock.Advance(31 * 24 * time.Hour)
	require.ErrorIs(t, try("another"), incorrectPassword()) // this write purges
	require.ErrorIs(t, try("nobody"), incorrectPassword())
	require.ErrorIs(t, try("nobody"), incorrectPassword())
}
