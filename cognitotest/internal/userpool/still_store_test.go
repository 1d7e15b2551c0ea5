package userpool

import (
	"cmp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// stillTime is the time at which the clock of a still store starts.
var stillTime = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// newStillStore returns a store with a pool, whose clock moves only with Advance. A test can then expect exact times.
func newStillStore(t *testing.T, p Pool) (*Store, Pool) {
	t.Helper()
	s := NewStore("123456789012")
	s.Clock.Base = func() time.Time { return stillTime }
	pool, err := s.CreatePool("us-east-1", p)
	require.NoError(t, err)
	return s, pool
}

// newDefaultStore returns a still store whose pool has the default password policy and feature plan.
func newDefaultStore(t *testing.T, p Pool) (*Store, Pool) {
	t.Helper()
	p.Name, p.PasswordPolicy, p.Tier = "orders", DefaultPasswordPolicy, cmp.Or(p.Tier, DefaultTier)
	return newStillStore(t, p)
}

// stillUser returns a confirmed user without a password. The user's sub is the username with a prefix.
func stillUser(pool Pool, name string, attributes ...Attribute) User {
	return User{
		PoolID: pool.ID, Username: name, Enabled: true, Status: "CONFIRMED", Created: stillTime, Modified: stillTime,
		Attributes: append([]Attribute{{"sub", "sub-" + name}}, attributes...),
	}
}

// addStillUser stores a stillUser.
func addStillUser(t *testing.T, s *Store, pool Pool, name string, attributes ...Attribute) User {
	t.Helper()
	u, err := s.AddUser(stillUser(pool, name, attributes...), false)
	require.NoError(t, err)
	return u
}

// addConfirmed stores stillUsers without attributes.
func addConfirmed(t *testing.T, s *Store, pool Pool, names ...string) {
	t.Helper()
	for _, name := range names {
		addStillUser(t, s, pool, name)
	}
}

// addClient adds an app client.
func addClient(t *testing.T, s *Store, pool Pool, settings ClientSettings) Client {
	t.Helper()
	c, err := s.CreateClient(pool.ID, settings, "", false)
	require.NoError(t, err)
	return c
}

// errorText returns the text of an error, or "".
func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// requireText compares the text of an error, or expects none for "".
func requireText(t *testing.T, want string, err error, about ...any) {
	t.Helper()
	if want == "" {
		require.NoError(t, err, about...)
		return
	}
	require.EqualError(t, err, want, about...)
}
