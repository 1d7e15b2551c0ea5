package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The deletion of a user deletes the records of this user, and no record of another user.
func TestDeleteUserDeletesItsRecords(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	for _, name := range []string{"jo", "mo"} {
		addStillUser(t, s, pool, name)
		device, err := s.StartDevice(pool.ID, name, "192.0.2.1")
		require.NoError(t, err)
		_, err = s.ConfirmDevice(pool.ID, name, device.Key, "", stillUser(pool, name).Password)
		require.NoError(t, err)
		s.db.Do(func() {
			s.byPool.Of(pool.ID).authEvents.Put(name, AuthEvent{ID: name, Username: name, Created: stillTime})
		})
		_, err = s.StartPasskeyRegistration(pool.ID, name, "web", name)
		require.NoError(t, err)
	}
	counts := func() map[string]int {
		p := s.byPool.Of(pool.ID)
		return map[string]int{"users": p.users.Len(), "devices": p.devices.Len(), "events": p.authEvents.Len(), "registrations": p.passkeyRegistrations.Len()}
	}
	assert.Equal(t, map[string]int{"users": 2, "devices": 2, "events": 2, "registrations": 2}, counts())
	require.NoError(t, s.DeleteUser(pool.ID, "sub-jo"))
	assert.Equal(t, map[string]int{"users": 1, "devices": 1, "events": 1, "registrations": 1}, counts())
	devices, err := s.Devices(pool.ID, "mo")
	require.NoError(t, err)
	assert.Len(t, devices, 1)
	require.NoError(t, s.TakePasskeyRegistration(pool.ID, "mo", "web", "mo"))
}
