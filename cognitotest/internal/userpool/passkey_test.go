package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func passkeyIDs(u User) (ids []string) {
	for _, k := range u.Passkeys {
		ids = append(ids, k.ID)
	}
	return ids
}

func TestAddAndDeletePasskeys(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	addStillUser(t, s, pool, "jo")
	addStillUser(t, s, pool, "mo")
	s.Clock.Advance(time.Hour)
	for _, id := range []string{"a", "b", "c"} {
		require.NoError(t, s.AddPasskey(pool.ID, "jo", Passkey{ID: id, Created: stillTime}))
	}
	require.EqualError(t, s.AddPasskey(pool.ID, "mo", Passkey{ID: "b"}), "InvalidParameterException: The credential is already registered.")
	require.EqualError(t, s.AddPasskey(pool.ID, "li", Passkey{ID: "d"}), "UserNotFoundException: User does not exist.")
	require.EqualError(t, s.DeletePasskey(pool.ID, "mo", "b"), "ResourceNotFoundException: The user has no passkey with the id b.")
	require.EqualError(t, s.DeletePasskey(pool.ID, "li", "b"), "UserNotFoundException: User does not exist.")
	u, err := s.User(pool.ID, "jo")
	require.NoError(t, err)
	assert.Equal(t, []string{"a", "b", "c"}, passkeyIDs(u))
	assert.Equal(t, stillTime.Add(time.Hour), u.Passkeys[0].Created)
	assert.Equal(t, stillTime.Add(time.Hour), u.Modified)
	require.NoError(t, s.DeletePasskey(pool.ID, "jo", "b"))
	u, err = s.User(pool.ID, "jo")
	require.NoError(t, err)
	assert.Equal(t, []string{"a", "c"}, passkeyIDs(u))
	require.NoError(t, s.AddPasskey(pool.ID, "mo", Passkey{ID: "b"}), "it is free again")
	require.NoError(t, s.DeletePasskey(pool.ID, "jo", "a"), "the first one")
}

// A counter that does not increase is the sign of a cloned authenticator. An authenticator without a counter always sends 0.
func TestSignatureCounterOfAPasskey(t *testing.T) {
	t.Parallel()
	const counter = "NotAuthorizedException: The signature counter of the passkey did not increase."
	tests := []struct {
		name      string
		last, now uint32
		change    func(*User)
		want      string
	}{
		{"no counter", 0, 0, nil, ""},
		{"first use", 0, 1, nil, ""},
		{"increased", 4, 5, nil, ""},
		{"the same", 5, 5, nil, counter},
		{"decreased", 5, 4, nil, counter},
		{"counter that returns to 0", 5, 0, nil, counter},
		{"locked", 4, 5, func(u *User) { u.LockedUntil = stillTime.Add(1) }, "NotAuthorizedException: Password attempts exceeded"},
		{"lock that has ended", 4, 5, func(u *User) { u.LockedUntil = stillTime }, ""},
		{"disabled", 4, 5, func(u *User) { u.Enabled = false }, "NotAuthorizedException: User is disabled."},
		{"another passkey", 4, 5, func(u *User) { u.Passkeys[1].ID = "c" }, "NotAuthorizedException: The user has no such passkey."},
	}
	for _, tt := range tests {
		s, pool := newStillStore(t, Pool{})
		u := stillUser(pool, "jo")
		u.Passkeys = []Passkey{{ID: "a", SignCount: 100}, {ID: "b", SignCount: tt.last}}
		if tt.change != nil {
			tt.change(&u)
		}
		_, err := s.AddUser(u, false)
		require.NoError(t, err)
		before, err := s.User(pool.ID, "jo")
		require.NoError(t, err)
		u, err = s.UsePasskey(pool.ID, "jo", "b", tt.now)
		requireText(t, tt.want, err, tt.name)
		last := tt.last
		if tt.want == "" {
			last = tt.now
			assert.Equal(t, "jo", u.Username)
			assert.Equal(t, last, u.Passkeys[1].SignCount, tt.name)
			assert.Equal(t, tt.last, before.Passkeys[1].SignCount, "the user as it was before")
			_, err = s.UsePasskey(pool.ID, "jo", "a", 100)
			require.EqualError(t, err, counter, "each passkey has its counter")
		}
		u, err = s.User(pool.ID, "jo")
		require.NoError(t, err)
		assert.Equal(t, last, u.Passkeys[1].SignCount, tt.name)
		assert.Equal(t, uint32(100), u.Passkeys[0].SignCount, tt.name)
	}
}

// A challenge is valid once, for a minute, for its user and its client. Another client leaves it usable.
func TestPasskeyRegistrationIsUsedOnce(t *testing.T) {
	t.Parallel()
	const (
		notFound = "WebAuthnChallengeNotFoundException: The challenge is unknown, used or expired. Start the registration again."
		mismatch = "WebAuthnClientMismatchException: Another app client started the registration. Use an access token of that client."
	)
	tests := []struct {
		name                    string
		user, client, challenge string
		wait                    time.Duration
		want, again             string
	}{
		{"in time", "jo", "web", "1", time.Minute - 1, "", notFound},
		{"expired", "jo", "web", "1", time.Minute, notFound, notFound},
		{"another user", "mo", "web", "1", 0, notFound, ""},
		{"another client", "jo", "app", "1", 0, mismatch, ""},
		{"another challenge", "jo", "web", "2", 0, notFound, ""},
	}
	for _, tt := range tests {
		s, pool := newStillStore(t, Pool{})
		addStillUser(t, s, pool, "jo")
		validity, err := s.StartPasskeyRegistration(pool.ID, "jo", "web", "1")
		require.NoError(t, err)
		assert.Equal(t, time.Minute, validity)
		s.Clock.Advance(tt.wait)
		requireText(t, tt.want, s.TakePasskeyRegistration(pool.ID, tt.user, tt.client, tt.challenge), tt.name)
		requireText(t, tt.again, s.TakePasskeyRegistration(pool.ID, "jo", "web", "1"), tt.name)
		assert.Zero(t, s.byPool.Of(pool.ID).passkeyRegistrations.Len(), tt.name)
	}

	s, pool := newStillStore(t, Pool{})
	external, full := stillUser(pool, "external"), stillUser(pool, "full")
	external.Status = "EXTERNAL_PROVIDER"
	full.Passkeys = make([]Passkey, 20)
	for _, u := range []User{external, full} {
		_, err := s.AddUser(u, false)
		require.NoError(t, err)
	}
	for name, want := range map[string]string{
		"li": "UserNotFoundException: User does not exist.", "external": "NotAuthorizedException: A user who signs in at an identity provider cannot register a passkey.",
		"full": "LimitExceededException: A user can have at most 20 passkeys.",
	} {
		validity, err := s.StartPasskeyRegistration(pool.ID, name, "web", "1")
		require.EqualError(t, err, want)
		assert.Zero(t, validity)
	}
	assert.Zero(t, s.byPool.Of(pool.ID).passkeyRegistrations.Len())
}

// A user who has signed up on a page with passkeys is offered one once.
func TestPasskeyIsOfferedOnce(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	addStillUser(t, s, pool, "jo")
	addStillUser(t, s, pool, "mo")
	s.OfferPasskey(pool.ID, "li")
	assert.False(t, s.TakePasskeyOffer(pool.ID, "jo"))
	s.OfferPasskey(pool.ID, "jo")
	assert.False(t, s.TakePasskeyOffer(pool.ID, "mo"))
	assert.False(t, s.TakePasskeyOffer(pool.ID, "li"))
	assert.True(t, s.TakePasskeyOffer(pool.ID, "jo"))
	assert.False(t, s.TakePasskeyOffer(pool.ID, "jo"))
	u, err := s.User(pool.ID, "jo")
	require.NoError(t, err)
	assert.Equal(t, "sub-jo", u.Sub(), "the user keeps its other data")
}
