package userpool

import (
	"testing"
	"time"

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

// A pool's records are kept for a time after their expiry, and purged by a write after it.
func TestRecordsOfAPoolArePurged(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	hiding := ClientSettings{PreventUserExistenceErrors: "ENABLED"}
	for _, tt := range []struct {
		name  string
		start func(s *Store, pool string)
		kept  time.Duration // after the start
		count func(*Store, *poolState) int
	}{
		{"passkey registration", func(s *Store, pool string) { _, _ = s.StartPasskeyRegistration(pool, "jo", "web", "1") }, day + time.Minute, func(_ *Store, p *poolState) int { return p.passkeyRegistrations.Len() }},
		{"assertion", func(s *Store, pool string) { s.UseAssertion(pool, "Corp", "1", stillTime.Add(time.Hour)) }, day + time.Hour, func(_ *Store, p *poolState) int { return p.assertions.Len() }},
		{"unknown user", func(s *Store, pool string) {
			_ = s.RejectUnknownUser(Client{PoolID: pool, ClientSettings: hiding}, "li")
		}, 30 * day, func(_ *Store, p *poolState) int { return p.unknown.Len() }},
		{"token family", func(s *Store, pool string) {
			startFamily(s, TokenFamily{PoolID: pool, ClientID: "web", Username: "jo", ExpiresAt: stillTime.Add(time.Hour)})
		}, 30*day + time.Hour, func(s *Store, _ *poolState) int { return s.families.Len() + s.refreshTokens.Len() - 1 }},
	} {
		for _, late := range []time.Duration{0, 1} {
			s, pool := newStillStore(t, Pool{})
			addStillUser(t, s, pool, "jo")
			tt.start(s, pool.ID)
			p := s.byPool.Of(pool.ID)
			require.Equal(t, 1, tt.count(s, p), tt.name)
			s.Clock.Advance(tt.kept + late)
			s.KeepMessage(Message{})
			want := 1
			if late > 0 {
				want = 0
			}
			assert.Equal(t, want, max(tt.count(s, p), 0), "%s, %v", tt.name, late)
		}
	}
}

// A write purges once in an hour of the store's clock.
func TestPurgeOnceAnHour(t *testing.T) {
	t.Parallel()
	s, _ := newStillStore(t, Pool{})
	s.StartChallenge(Challenge{}, 30*time.Minute)
	s.Clock.Advance(24 * time.Hour)
	s.KeepMessage(Message{})
	s.Clock.Advance(time.Hour - 1)
	s.KeepMessage(Message{})
	assert.Equal(t, 1, s.challenges.Len(), "it has expired 24 hours and 30 minutes ago")
	s.Clock.Advance(1)
	s.KeepMessage(Message{})
	assert.Zero(t, s.challenges.Len())
}

// A filter ignores the case of all attributes except for username and status.
func TestKeyOfAFilter(t *testing.T) {
	t.Parallel()
	u := User{Username: "Jo", Enabled: true, Status: "CONFIRMED", Attributes: []Attribute{{"name", "Jo L"}}}
	for attribute, want := range map[string]string{
		"": "Jo", "username": "Jo\x00Jo", "status": "Enabled\x00Jo", "cognito:user_status": "confirmed\x00Jo", "name": "jo l\x00Jo", "email": "\x00Jo",
	} {
		assert.Equal(t, want, UserFilter{Attribute: attribute}.Key(u), attribute)
	}
	u.Enabled = false
	assert.Equal(t, "Disabled\x00Jo", UserFilter{Attribute: "status"}.Key(u))
}
