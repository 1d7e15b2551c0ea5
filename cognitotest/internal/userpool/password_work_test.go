package userpool

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The password changes between the computation and the transaction. The results of the computation are
// about the old password, so they must not decide about the new one.
func TestPasswordChangedDuringACheckIsRejected(t *testing.T) {
	t.Parallel()
	s, pool := storeWithPassword(t, "Old-Passw0rd")
	stale := s.work(passwordRequest{poolID: pool, login: "ada", current: "Old-Passw0rd"})
	_, err := s.SetPassword(pool, "ada", "New-Passw0rd", true)
	require.NoError(t, err)
	check := func(work *passwordWork, password string) error {
		_, err := s.verify(Client{PoolID: pool}, "ada", func(p *poolState, u *User) bool {
			p.work = work
			return p.hasPassword(*u, password)
		})
		return err
	}
	require.ErrorIs(t, check(stale, "Old-Passw0rd"), incorrectPassword())
	require.NoError(t, check(stale, "New-Passw0rd"))
	require.ErrorIs(t, check(nil, "Old-Passw0rd"), incorrectPassword())
}

// A password that another request has used meanwhile is rejected by the history.
func TestPasswordUsedDuringAChangeIsRejected(t *testing.T) {
	t.Parallel()
	s, pool := storeWithPassword(t, "Old-Passw0rd")
	stale := s.work(passwordRequest{poolID: pool, login: "ada", proposed: "New-Passw0rd", policy: policyOfUser})
	_, err := s.SetPassword(pool, "ada", "New-Passw0rd", true)
	require.NoError(t, err)
	_, err = s.changeUser(pool, "ada", func(p *poolState, u *User) error {
		p.work = stale
		return p.setPassword(u, "New-Passw0rd", policyOfUser)
	})
	assert.ErrorContains(t, err, "Password has already been used")
}

// Each successful change names the password that was current, so of two changes from the same password
// only one can succeed.
func TestOnlyOneOfConcurrentChangesSucceeds(t *testing.T) {
	t.Parallel()
	s, pool := storeWithPassword(t, "Old-Passw0rd")
	u, err := s.User(pool, "ada")
	require.NoError(t, err)
	proposed := []string{"First-Passw0rd", "Second-Passw0rd", "Third-Passw0rd"}
	results := make([]error, len(proposed))
	var group sync.WaitGroup
	for i, password := range proposed {
		group.Go(func() { _, results[i] = s.ChangePassword(u, "Old-Passw0rd", password) })
	}
	group.Wait()
	var current []string
	for i, err := range results {
		if err == nil {
			current = append(current, proposed[i])
		}
	}
	require.Len(t, current, 1, "%v", results)
	_, err = s.CheckPassword(Client{PoolID: pool}, "ada", current[0])
	assert.NoError(t, err)
}

func storeWithPassword(t *testing.T, password string) (s *Store, pool string) {
	t.Helper()
	s = NewStore("123456789012")
	policy := DefaultPasswordPolicy
	policy.HistorySize = 2
	p, err := s.CreatePool("us-east-1", Pool{Name: "p", PoolSettings: PoolSettings{PasswordPolicy: policy, Tier: DefaultTier}})
	require.NoError(t, err)
	_, err = s.CreateUser(p.ID, "ada", nil, "Tempor4ry!")
	require.NoError(t, err)
	_, err = s.SetPassword(p.ID, "ada", password, true)
	require.NoError(t, err)
	return s, p.ID
}
