package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A sign-in ends if the user was deleted, disabled or signed out since the user was read.
func TestStartSignInOfAChangedUser(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change func(s *Store, pool Pool)
		want   string
	}{
		{"unchanged", func(*Store, Pool) {}, ""},
		{"deleted", func(s *Store, pool Pool) { _ = s.DeleteUser(pool.ID, "jo") }, "UserNotFoundException: User does not exist."},
		{"deleted and created again", func(s *Store, pool Pool) {
			_ = s.DeleteUser(pool.ID, "jo")
			again := stillUser(pool, "jo")
			again.Attributes[0].Value = "another sub"
			_, _ = s.AddUser(again, false)
		}, "UserNotFoundException: User does not exist."},
		{"disabled", func(s *Store, pool Pool) { _, _ = s.DisableUser(pool.ID, "jo") }, userDisabled},
		{"signed out", func(s *Store, pool Pool) { _, _ = s.SignOutUser(pool.ID, "jo") }, "NotAuthorizedException: User has been signed out."},
		{"disabled and enabled", func(s *Store, pool Pool) { _, _ = s.DisableUser(pool.ID, "jo"); _, _ = s.EnableUser(pool.ID, "jo") }, "NotAuthorizedException: User has been signed out."},
	}
	for _, tt := range tests {
		s, pool := newStillStore(t, Pool{})
		u := addStillUser(t, s, pool, "jo")
		tt.change(s, pool)
		s.Clock.Advance(time.Minute)
		token, err := s.StartSignIn(u, TokenFamily{OriginJTI: "1", PoolID: pool.ID, ClientID: "web", Username: "jo", ExpiresAt: stillTime.AddDate(0, 0, 1)})
		requireText(t, tt.want, err, tt.name)
		assert.Equal(t, tt.want != "", s.FamilyRevoked("1"), tt.name)
		if tt.want == "" {
			assert.Equal(t, RefreshToken{ID: token.ID, OriginJTI: "1", Issued: stillTime.Add(time.Minute)}, token)
			assert.Equal(t, stillTime.Add(time.Minute), s.families.At("1").Issued)
		} else {
			assert.Zero(t, token)
		}
	}
}

// A refresh reads the user with its groups. The device of the sign-in must be confirmed, and the client must send its key.
func TestReadRefresh(t *testing.T) {
	t.Parallel()
	const invalid = "NotAuthorizedException: Invalid Refresh Token."
	tests := []struct {
		name    string
		tracked bool
		device  string // of the sign-in
		key     string // in the request
		change  func(s *Store, pool, key string)
		want    string
	}{
		{"no device", true, "", "", nil, ""},
		{"no device, with a key", true, "", "unknown", nil, ""},
		{"device", true, "device", "device", nil, ""},
		{"device without its key", true, "device", "", nil, invalid},
		{"another device", true, "device", "unknown", nil, invalid},
		{"device that is not confirmed", true, "unconfirmed", "unconfirmed", nil, invalid},
		{"device that was forgotten", true, "device", "device", func(s *Store, pool, key string) { _ = s.ForgetDevice(pool, "jo", key) }, invalid},
		{"device in a pool that no longer tracks devices", false, "device", "", nil, ""},
		{"deleted user", true, "", "", func(s *Store, pool, _ string) { s.db.Do(func() { s.byPool.Of(pool).users.Delete("jo") }) }, "UserNotFoundException: User does not exist."},
	}
	for _, tt := range tests {
		settings := PoolSettings{}
		if tt.tracked {
			settings.Devices = &DeviceTracking{}
		}
		s, pool := newStillStore(t, Pool{PoolSettings: settings})
		client, err := s.CreateClient(pool.ID, ClientSettings{Name: "web"}, "", false)
		require.NoError(t, err)
		jo := addStillUser(t, s, pool, "jo")
		group, err := s.CreateGroup(pool.ID, Group{Name: "staff"})
		require.NoError(t, err)
		require.NoError(t, s.SetMembership(pool.ID, "jo", "staff", true))
		s.db.Do(func() {
			s.byPool.Of(pool.ID).devices.Put("device", Device{Key: "device", Username: "jo", Confirmed: true})
			s.byPool.Of(pool.ID).devices.Put("unconfirmed", Device{Key: "unconfirmed", Username: "jo"})
		})
		family, token := startFamily(s, TokenFamily{PoolID: pool.ID, ClientID: client.ID, Username: "jo", DeviceKey: tt.device, ExpiresAt: stillTime.Add(time.Hour)})
		family.Issued = stillTime
		if tt.change != nil {
			tt.change(s, pool.ID, tt.device)
		}
		r, err := s.ReadRefresh(RefreshRequest{PoolID: pool.ID, ClientID: client.ID, TokenID: token.ID, DeviceKey: tt.key, Activity: Activity{Device: "Chrome"}})
		require.NoError(t, err)
		requireText(t, tt.want, r.Err, tt.name)
		want := Refresh{Pool: pool, Client: client, Activity: Activity{Device: "Chrome"}, Family: family, Token: token, Err: r.Err}
		if tt.want == "" {
			want.User, want.Groups = jo, []Group{group}
		}
		assert.Equal(t, want, r, tt.name)
	}
}

// A family ends with its expiry. A replaced token is usable until its grace period ends.
func TestRefreshTokenExpires(t *testing.T) {
	t.Parallel()
	const (
		expired = "NotAuthorizedException: Refresh Token has expired"
		reused  = "RefreshTokenReuseException: Refresh token has been reused"
	)
	for _, tt := range []struct {
		name    string
		replace bool
		wait    time.Duration
		want    string
	}{
		{"before", false, time.Hour - 1, ""},
		{"at the expiry", false, time.Hour, expired},
		{"in the grace period", true, 10*time.Second - 1, ""},
		{"at the end of the grace period", true, 10 * time.Second, reused},
		{"at the expiry of a replaced token", true, time.Hour, expired},
	} {
		s, _ := newStillStore(t, Pool{})
		_, token := startFamily(s, TokenFamily{ClientID: "web", ExpiresAt: stillTime.Add(time.Hour)})
		if tt.replace {
			next, err := s.RotateRefreshToken(token.ID, "web", 10*time.Second)
			require.NoError(t, err)
			assert.Equal(t, RefreshToken{ID: next.ID, OriginJTI: token.OriginJTI, Issued: stillTime, Replaces: token.ID}, next)
		}
		s.Clock.Advance(tt.wait)
		_, err := s.RotateRefreshToken(token.ID, "web", time.Hour)
		requireText(t, tt.want, err, tt.name)
		if tt.replace {
			replaced := s.refreshTokens.At(token.ID)
			assert.Equal(t, stillTime, replaced.ReplacedAt, "the first rotation")
			assert.Equal(t, 10*time.Second, replaced.Grace)
		}
	}
}

// The end of a family keeps its first reason and time.
func TestRevokedFamily(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	addStillUser(t, s, pool, "jo")
	family, token := startFamily(s, TokenFamily{PoolID: pool.ID, ClientID: "web", Username: "jo", ExpiresAt: stillTime.Add(time.Hour)})
	other, _ := startFamily(s, TokenFamily{PoolID: pool.ID, ClientID: "web", Username: "mo", ExpiresAt: stillTime.Add(time.Hour)})
	assert.False(t, s.RevokeFamily("unknown"))
	require.EqualError(t, s.RevokeRefreshToken(token.ID, "other"), "NotAuthorizedException: Invalid Refresh Token.")
	assert.False(t, s.FamilyRevoked(family.OriginJTI))
	s.Clock.Advance(time.Minute)
	assert.True(t, s.RevokeFamily(family.OriginJTI))
	s.Clock.Advance(time.Minute)
	require.NoError(t, s.RevokeRefreshToken(token.ID, "web"))
	_, err := s.SignOutUser(pool.ID, "jo")
	require.NoError(t, err)
	f := s.families.At(family.OriginJTI)
	assert.Equal(t, []any{true, stillTime.Add(time.Minute), "revoked"}, []any{f.Revoked, f.Ended, f.EndedBy})
	assert.False(t, s.FamilyRevoked(other.OriginJTI))
	_, err = s.RotateRefreshToken(token.ID, "web", 0)
	require.EqualError(t, err, "NotAuthorizedException: Refresh Token has been revoked")
}

// A sign-out ends the families of one user in one pool.
func TestFamiliesOfAUser(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	other, err := s.CreatePool("us-east-1", Pool{})
	require.NoError(t, err)
	for _, p := range []Pool{pool, other} {
		for _, name := range []string{"jo", "mo"} {
			addStillUser(t, s, p, name)
			for range 2 {
				startFamily(s, TokenFamily{PoolID: p.ID, ClientID: "web", Username: name, ExpiresAt: stillTime.Add(time.Hour)})
			}
		}
	}
	revoked := func() map[string]int {
		counts := map[string]int{}
		for _, h := range s.FamilyHistories() {
			if h.State == "signed_out" {
				counts[h.PoolID+" "+h.Username]++
			}
		}
		return counts
	}
	_, err = s.SignOutUser(pool.ID, "jo")
	require.NoError(t, err)
	assert.Equal(t, map[string]int{pool.ID + " jo": 2}, revoked())
	_, err = s.SignOutUser(other.ID, "mo")
	require.NoError(t, err)
	assert.Equal(t, map[string]int{pool.ID + " jo": 2, other.ID + " mo": 2}, revoked())
}
