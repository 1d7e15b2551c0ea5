package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passwordhash"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
)

const (
	wrongPassword    = "NotAuthorizedException: Incorrect username or password."
	attemptsExceeded = "NotAuthorizedException: Password attempts exceeded"
	resetRequired    = "PasswordResetRequiredException: Password reset required for the user"
	notConfirmed     = "UserNotConfirmedException: User is not confirmed."
	userDisabled     = "NotAuthorizedException: User is disabled."
	temporaryExpired = "NotAuthorizedException: Temporary password has expired and must be reset by an administrator."
)

// The errors depend on the state of the account, on the password, and on whether the client hides unknown users.
func TestCheckPassword(t *testing.T) {
	t.Parallel()
	noPassword := func(u *User) { u.Password = srp.Password{} }
	reset := func(u *User) { u.Status = "RESET_REQUIRED" }
	tests := []struct {
		name          string
		login         string
		change        func(*User)
		right, wrong  string // the errors
		hidden        string // the error of a wrong password from a client that hides unknown users
		countsFailure bool
	}{
		{"confirmed", "jo", nil, "", wrongPassword, wrongPassword, true},
		{"sub", "sub-jo", nil, "", wrongPassword, wrongPassword, true},
		{"unknown", "li", nil, "UserNotFoundException: User does not exist.", "UserNotFoundException: User does not exist.", wrongPassword, false},
		{"unconfirmed", "jo", func(u *User) { u.Status = "UNCONFIRMED" }, notConfirmed, notConfirmed, notConfirmed, false},
		{"disabled", "jo", func(u *User) { u.Enabled = false }, userDisabled, wrongPassword, wrongPassword, true},
		{"locked", "jo", func(u *User) { u.LockedUntil = stillTime.Add(1) }, attemptsExceeded, attemptsExceeded, attemptsExceeded, false},
		{"lock that has ended", "jo", func(u *User) { u.LockedUntil = stillTime }, "", wrongPassword, wrongPassword, true},
		{"reset required", "jo", reset, resetRequired, wrongPassword, wrongPassword, true},
		{"reset required without a password", "jo", func(u *User) { reset(u); noPassword(u) }, resetRequired, resetRequired, wrongPassword, false},
		{"no password", "jo", noPassword, wrongPassword, wrongPassword, wrongPassword, true},
		{"temporary password", "jo", func(u *User) { u.Status, u.TemporaryUntil = "FORCE_CHANGE_PASSWORD", stillTime }, "", wrongPassword, wrongPassword, true},
		{"temporary password that has expired", "jo", func(u *User) { u.Status, u.TemporaryUntil = "FORCE_CHANGE_PASSWORD", stillTime.Add(-1) }, temporaryExpired, wrongPassword, wrongPassword, true},
	}
	for _, tt := range tests {
		for _, attempt := range []struct{ password, existence, want string }{
			{"First1", "", tt.right}, {"Second1", "", tt.wrong}, {"Second1", "LEGACY", tt.wrong}, {"Second1", "ENABLED", tt.hidden},
		} {
			s, pool := newStillStore(t, Pool{})
			u := stillUser(pool, "jo")
			u.Password, u.Failures = srp.New(pool.shortName()+"jo", "First1"), 2
			if tt.change != nil {
				tt.change(&u)
			}
			_, err := s.AddUser(u, false)
			require.NoError(t, err)
			got, err := s.CheckPassword(Client{PoolID: pool.ID, ClientSettings: ClientSettings{PreventUserExistenceErrors: attempt.existence}}, tt.login, attempt.password)
			requireText(t, attempt.want, err, "%s, %v", tt.name, attempt)
			stored, readErr := s.User(pool.ID, "jo")
			require.NoError(t, readErr)
			if attempt.want == "" {
				assert.Equal(t, stored, got)
				assert.Zero(t, stored.Failures)
				assert.Zero(t, stored.LockedUntil)
			}
			if attempt.want == wrongPassword && (tt.countsFailure || tt.login == "jo") {
				assert.Equal(t, 3, stored.Failures, "%s, %v", tt.name, attempt)
			}
			if attempt.want == attemptsExceeded || attempt.want == notConfirmed {
				assert.Equal(t, 2, stored.Failures, "%s, %v", tt.name, attempt)
			}
		}
	}
}

// The password of an imported hash replaces the hash at the first sign-in.
func TestFirstSignInWithAnImportedPassword(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	u := stillUser(pool, "jo")
	hash, err := passwordhash.Parse("SCRYPT", importedHash)
	require.NoError(t, err)
	u.ImportedPassword = hash
	_, err = s.AddUser(u, false)
	require.NoError(t, err)
	check := func(password string) (User, error) { return s.CheckPassword(Client{PoolID: pool.ID}, "jo", password) }
	_, err = check("Second1")
	require.EqualError(t, err, wrongPassword)
	u, err = s.User(pool.ID, "jo")
	require.NoError(t, err)
	assert.True(t, u.ImportedPassword.Set())
	for range 2 {
		u, err = check("Str0ng!Pass")
		require.NoError(t, err)
		assert.False(t, u.ImportedPassword.Set())
		assert.True(t, u.Password.Matches(pool.shortName()+"jo", "Str0ng!Pass"))
	}
	_, err = check("Second1")
	require.EqualError(t, err, wrongPassword)
}

// After five failures in a row the account is locked for a second, and then twice as long after each failure. A right answer
// resets the count.
func TestLockOfAnAccount(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	addStillUser(t, s, pool, "jo")
	hiding := Client{PoolID: pool.ID, ClientSettings: ClientSettings{PreventUserExistenceErrors: "ENABLED"}}
	for _, login := range []string{"jo", "li"} { // li does not exist, and must appear to exist
		claim := func(right bool) error {
			_, err := s.CheckClaim(hiding, login, right)
			return err
		}
		for range 4 {
			require.EqualError(t, claim(false), wrongPassword)
		}
		for _, wait := range []time.Duration{time.Second, 2 * time.Second, 4 * time.Second} {
			require.EqualError(t, claim(false), wrongPassword, login)
			require.EqualError(t, claim(true), attemptsExceeded, login)
			s.Clock.Advance(wait - 1)
			require.EqualError(t, claim(true), attemptsExceeded, login)
			s.Clock.Advance(1)
		}
	}
	claim := func(right bool) error {
		_, err := s.CheckClaim(hiding, "jo", right)
		return err
	}
	require.NoError(t, claim(true))
	for range 5 {
		require.EqualError(t, claim(false), wrongPassword, "the count has begun again")
	}
	require.EqualError(t, claim(false), attemptsExceeded)

	require.EqualError(t, s.RejectUnknownUser(Client{PoolID: pool.ID}, "mi"), "UserNotFoundException: User does not exist.")
	require.EqualError(t, s.RejectUnknownUser(hiding, "mi"), wrongPassword)
	u := s.byPool.Of(pool.ID).unknown.At("mi")
	assert.Equal(t, 1, u.Failures)
	assert.Equal(t, s.Clock.Now(), u.Tried)
}

// The state of the account may change between the password and the end of the sign-in.
func TestSignInAllowedAtItsEnd(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{PoolSettings: PoolSettings{SMS: &SMSSender{CallerARN: testRole}}})
	for _, tt := range []struct {
		name   string
		change func(*User)
		want   string
		step   string
	}{
		{"confirmed", func(*User) {}, "", ""},
		{"disabled", func(u *User) { u.Enabled = false }, userDisabled, ""},
		{"unconfirmed", func(u *User) { u.Status = "UNCONFIRMED" }, notConfirmed, ""},
		{"reset required", func(u *User) { u.Status = "RESET_REQUIRED" }, resetRequired, ""},
		{"temporary password", func(u *User) { u.Status, u.TemporaryUntil = "FORCE_CHANGE_PASSWORD", stillTime }, "", "NEW_PASSWORD_REQUIRED"},
		{"temporary password that has expired", func(u *User) { u.Status, u.TemporaryUntil = "FORCE_CHANGE_PASSWORD", stillTime.Add(-1) }, temporaryExpired, ""},
		{"disabled with a temporary password that has expired", func(u *User) { u.Enabled, u.Status = false, "FORCE_CHANGE_PASSWORD" }, userDisabled, ""},
	} {
		u := stillUser(pool, "jo")
		tt.change(&u)
		requireText(t, tt.want, s.SignInAllowed(u), tt.name)
		step, err := s.Next(u)
		requireText(t, tt.want, err, tt.name)
		assert.Equal(t, Step{Name: tt.step}, step, tt.name)
	}
	_, err := s.Next(User{PoolID: "us-east-1_none", Enabled: true, Status: "CONFIRMED"})
	assert.EqualError(t, err, "ResourceNotFoundException: User pool us-east-1_none does not exist.")
}
