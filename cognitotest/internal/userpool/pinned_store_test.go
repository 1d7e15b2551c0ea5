package userpool

import (
	"cmp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// pinnedTime is the time of a pinned store until the test advances its clock.
var pinnedTime = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// newPinnedStore returns a store with a pool. Only Advance moves the clock of the store, so a test reaches the exact end of
// a period.
func newPinnedStore(t *testing.T, p Pool) (*Store, Pool) {
	t.Helper()
	s := NewStore("123456789012")
	s.Clock.Base = func() time.Time { return pinnedTime }
	p.Name, p.PasswordPolicy, p.Tier = "orders", DefaultPasswordPolicy, cmp.Or(p.Tier, DefaultTier)
	pool, err := s.CreatePool("us-east-1", p)
	require.NoError(t, err)
	return s, pool
}

// addConfirmed adds users who have confirmed their accounts.
func addConfirmed(t *testing.T, s *Store, pool Pool, names ...string) {
	t.Helper()
	for _, name := range names {
		_, err := s.AddUser(User{PoolID: pool.ID, Username: name, Enabled: true, Status: StatusConfirmed, Attributes: []Attribute{{"sub", "sub-of-" + name}}}, false)
		require.NoError(t, err)
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
