package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The user is locked from the fifth wrong password on, first for a second. Each further one doubles the time.
func TestWrongPasswordsLockTheUser(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{})
	_, err := s.CreateUser(pool.ID, "jo", nil, "Tempor4ry!")
	require.NoError(t, err)
	client := Client{PoolID: pool.ID}
	try := func(password string) string {
		_, err := s.CheckPassword(client, "jo", password)
		return errorText(err)
	}
	const wrong, locked = "NotAuthorizedException: Incorrect username or password.", "NotAuthorizedException: Password attempts exceeded"
	for range 4 {
		require.Equal(t, wrong, try("Wrong-Passw0rd"))
	}
	for _, lock := range []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second} {
		require.Equal(t, wrong, try("Wrong-Passw0rd"))
		require.Equal(t, locked, try("Tempor4ry!"), "at once")
		s.Clock.Advance(lock - 1)
		require.Equal(t, locked, try("Tempor4ry!"), "before the end of %v", lock)
		s.Clock.Advance(1)
	}
	require.Empty(t, try("Tempor4ry!"), "after the lock")
	for range 4 {
		require.Equal(t, wrong, try("Wrong-Passw0rd"))
	}
	assert.Empty(t, try("Tempor4ry!"), "the right password resets the number of failures")
}

// A purpose has five attempts in an hour, which begins with the first one.
func TestAttemptsAreLimitedForAnHour(t *testing.T) {
	t.Parallel()
	const exceeded = "LimitExceededException: Attempt limit exceeded, please try after some time."
	s, pool := newDefaultStore(t, Pool{})
	addConfirmed(t, s, pool, "jo", "mo")
	jo, err := s.User(pool.ID, "jo")
	require.NoError(t, err)
	mo, err := s.User(pool.ID, "mo")
	require.NoError(t, err)
	count := func(u User, purpose string) string { return errorText(s.CountAttempt(u, purpose)) }
	for range 5 {
		require.Empty(t, count(jo, PurposeReset))
		s.Clock.Advance(time.Minute)
	}
	require.Equal(t, exceeded, count(jo, PurposeReset), "the sixth")
	require.Empty(t, count(jo, PurposeSignUp), "another purpose")
	require.Empty(t, count(mo, PurposeReset), "another user")
	s.Clock.Advance(55*time.Minute - 1)
	require.Equal(t, exceeded, count(jo, PurposeReset), "before the end of the hour")
	s.Clock.Advance(1)
	for range 5 {
		require.Empty(t, count(jo, PurposeReset), "in the next hour")
	}
	require.Equal(t, exceeded, count(jo, PurposeReset))

	s.Clock.Advance(time.Hour)
	require.Empty(t, count(mo, PurposeReset))
	s.Clock.Advance(time.Hour - 1)
	for range 4 {
		require.Empty(t, count(mo, PurposeReset), "at the end of the hour")
	}
	require.Equal(t, exceeded, count(mo, PurposeReset))
	for range 3 {
		require.Empty(t, count(mo, PurposeSignUp))
	}
	s.Clock.Advance(time.Hour)
	for range 5 {
		require.Empty(t, count(mo, PurposeSignUp), "attempts below the limit do not count in the next hour either")
	}
	require.Equal(t, exceeded, count(mo, PurposeSignUp))
	require.NoError(t, s.DeleteUser(pool.ID, "jo"))
	assert.Equal(t, "UserNotFoundException: User does not exist.", count(jo, PurposeReset))
}
