package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestChangePassword(t *testing.T) {
	t.Parallel()
	const wrong = "NotAuthorizedException: Incorrect username or password."
	s, pool := newDefaultStore(t, Pool{})
	_, err := s.CreateUser(pool.ID, "jo", nil, "Tempor4ry!")
	require.NoError(t, err)
	jo, err := s.SetPassword(pool.ID, "jo", "Old-Passw0rd", true)
	require.NoError(t, err)
	s.Clock.Advance(time.Hour)
	change := func(previous, proposed string) string {
		_, err := s.ChangePassword(jo, previous, proposed)
		return errorText(err)
	}
	stored := func() User {
		u, err := s.User(pool.ID, "jo")
		require.NoError(t, err)
		return u
	}
	signsInWith := func(password string) bool {
		_, err := s.CheckPassword(Client{PoolID: pool.ID}, "jo", password)
		return err == nil
	}

	require.Equal(t, wrong, change("Wrong-Passw0rd", "New-Passw0rd"))
	require.Equal(t, 1, stored().Attempts[PurposeChangePassword].Count)
	require.Equal(t, "InvalidPasswordException: Password did not conform with policy: Password not long enough", change("Old-Passw0rd", "Aa1!"))
	require.Equal(t, 1, stored().Attempts[PurposeChangePassword].Count, "the previous password was right")
	require.Equal(t, stillTime, stored().Modified)
	require.True(t, signsInWith("Old-Passw0rd"))

	changed, err := s.ChangePassword(jo, "Old-Passw0rd", "New-Passw0rd")
	require.NoError(t, err)
	assert.Equal(t, stillTime.Add(time.Hour), changed.Modified)
	assert.Equal(t, stored(), changed)
	assert.Empty(t, changed.Attempts)
	assert.True(t, signsInWith("New-Passw0rd"))
	assert.False(t, signsInWith("Old-Passw0rd"))

	for range 5 {
		require.Equal(t, wrong, change("Wrong-Passw0rd", "Next-Passw0rd"))
	}
	require.Equal(t, "LimitExceededException: Attempt limit exceeded, please try after some time.", change("New-Passw0rd", "Next-Passw0rd"))
	s.Clock.Advance(time.Hour)
	require.Empty(t, change("New-Passw0rd", "Next-Passw0rd"), "an hour later")

	require.NoError(t, s.DeleteUser(pool.ID, "jo"))
	assert.Equal(t, "UserNotFoundException: User does not exist.", change("Next-Passw0rd", "New-Passw0rd"))
}

// A user who signs in without a password sets the first one without a previous one.
func TestFirstPasswordRequiresNoPreviousOne(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{})
	addConfirmed(t, s, pool, "jo")
	jo, err := s.User(pool.ID, "jo")
	require.NoError(t, err)
	_, err = s.ChangePassword(jo, "", "New-Passw0rd")
	require.NoError(t, err)
	_, err = s.CheckPassword(Client{PoolID: pool.ID}, "jo", "New-Passw0rd")
	require.NoError(t, err)
	_, err = s.ChangePassword(jo, "", "Next-Passw0rd")
	assert.EqualError(t, err, "NotAuthorizedException: Incorrect username or password.")
}
