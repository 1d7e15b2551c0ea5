package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/srp"
)

// shortPasswords is a policy that requires six characters and differs from the last two passwords. A temporary password is valid
// for three days.
var shortPasswords = PasswordPolicy{MinimumLength: 6, HistorySize: 2, TemporaryPasswordValidityDays: 3}

func TestSetPassword(t *testing.T) {
	t.Parallel()
	const (
		short = "InvalidPasswordException: Password did not conform with password policy: Password not long enough"
		used  = "PasswordHistoryPolicyViolationException: Password has already been used."
	)
	tests := []struct {
		name, login, password string
		permanent             bool
		status                string
		until                 time.Time
		want                  string
	}{
		{"permanent", "jo", "Third1", true, "CONFIRMED", time.Time{}, ""},
		{"temporary", "jo", "Third1", false, "FORCE_CHANGE_PASSWORD", stillTime.Add(73 * time.Hour), ""},
		{"short permanent", "jo", "T1", true, "", time.Time{}, short},
		{"short temporary", "jo", "T1", false, "", time.Time{}, short},
		{"current", "jo", "Second1", true, "", time.Time{}, used},
		{"previous", "jo", "First1", false, "", time.Time{}, used},
		{"before the history", "jo", "Zeroth1", true, "CONFIRMED", time.Time{}, ""},
		{"unknown user", "li", "Third1", true, "", time.Time{}, "UserNotFoundException: User does not exist."},
	}
	for _, tt := range tests {
		s, pool := newStillStore(t, Pool{PoolSettings: PoolSettings{PasswordPolicy: shortPasswords}})
		jo := stillUser(pool, "jo")
		jo.Status, jo.TemporaryUntil, jo.Failures, jo.LockedUntil = "UNCONFIRMED", stillTime, 9, stillTime.AddDate(1, 0, 0)
		for _, password := range []string{"Second1", "First1", "Zeroth1"} {
			jo.PasswordHistory = append(jo.PasswordHistory, srp.New(pool.shortName()+"jo", password))
		}
		jo.Password, jo.PasswordHistory = jo.PasswordHistory[0], jo.PasswordHistory[1:]
		_, err := s.AddUser(jo, false)
		require.NoError(t, err)
		s.Clock.Advance(time.Hour)
		u, err := s.SetPassword(pool.ID, tt.login, tt.password, tt.permanent)
		requireText(t, tt.want, err, tt.name)
		stored, err := s.User(pool.ID, "jo")
		require.NoError(t, err)
		if tt.want != "" {
			assert.Zero(t, u)
			assert.Equal(t, jo, stored, tt.name)
			continue
		}
		assert.Equal(t, u, stored)
		assert.Equal(t, tt.status, u.Status, tt.name)
		assert.Equal(t, tt.until, u.TemporaryUntil, tt.name)
		assert.Equal(t, stillTime.Add(time.Hour), u.Modified)
		assert.True(t, u.Password.Matches(pool.shortName()+"jo", tt.password))
		assert.Zero(t, u.Failures)
		assert.Zero(t, u.LockedUntil)
		require.Len(t, u.PasswordHistory, 2, "the size of the history")
		assert.True(t, u.PasswordHistory[0].Matches(pool.shortName()+"jo", "Second1"))
		assert.True(t, u.PasswordHistory[1].Matches(pool.shortName()+"jo", "First1"))
	}
}

// The first password of a user leaves the history empty.
func TestFirstPasswordHasNoHistory(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{PoolSettings: PoolSettings{PasswordPolicy: shortPasswords}})
	addStillUser(t, s, pool, "jo")
	u, err := s.SetPassword(pool.ID, "jo", "First1", true)
	require.NoError(t, err)
	assert.Empty(t, u.PasswordHistory)
	u, err = s.SetPassword(pool.ID, "jo", "Second1", true)
	require.NoError(t, err)
	assert.Len(t, u.PasswordHistory, 1)
}

// Without a history in the policy the pool keeps no password and accepts the current one.
func TestPasswordWithoutAHistory(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	addStillUser(t, s, pool, "jo")
	for range 2 {
		u, err := s.SetPassword(pool.ID, "jo", "First1", true)
		require.NoError(t, err)
		assert.Empty(t, u.PasswordHistory)
	}
}

// A temporary password is valid to the second at which it expires.
func TestReplaceTemporaryPassword(t *testing.T) {
	t.Parallel()
	const required = "InvalidParameterException: Invalid attributes given, name is missing"
	name := []Attribute{{"name", "Jo"}}
	tests := []struct {
		name       string
		wait       time.Duration
		change     func(*User)
		password   string
		attributes []Attribute
		want       string
	}{
		{"at once", 0, nil, "Second1", name, ""},
		{"at the expiry", 72 * time.Hour, nil, "Second1", name, ""},
		{"after the expiry", 72*time.Hour + 1, nil, "Second1", name, "NotAuthorizedException: Temporary password has expired and must be reset by an administrator."},
		{"disabled", 0, func(u *User) { u.Enabled = false }, "Second1", name, "NotAuthorizedException: User is disabled."},
		{"replaced meanwhile", 0, func(u *User) { u.Status = "CONFIRMED" }, "Second1", name, "NotAuthorizedException: Invalid session for the user."},
		{"short password", 0, nil, "S1", name, "InvalidPasswordException: Password did not conform with policy: Password not long enough"},
		{"the temporary password", 0, nil, "First1", name, "PasswordHistoryPolicyViolationException: Password has already been used."},
		{"without the required attribute", 0, nil, "Second1", nil, required},
		{"with another attribute", 0, nil, "Second1", []Attribute{{"nickname", "jo"}}, required},
		{"with a blank attribute", 0, nil, "Second1", []Attribute{{"name", ""}}, "InvalidParameterException: user.name: Attribute cannot be deleted."},
		{"with an address that the user has", 0, nil, "Second1", append(name, Attribute{"email", "new@x.example"}), "NotAuthorizedException: Cannot modify an already provided email"},
		{"with a new address", 0, nil, "Second1", append(name, Attribute{"phone_number", "+15550100"}), ""},
		{"with a phone number that the user has", 0, func(u *User) { *u = u.With("phone_number", "+15550199") }, "Second1", append(name, Attribute{"phone_number", "+15550100"}), "NotAuthorizedException: Cannot modify an already provided phone_number"},
		{"with another attribute that the user has", 0, func(u *User) { *u = u.With("nickname", "j") }, "Second1", append(name, Attribute{"nickname", "jo"}), ""},
		{"with an unknown attribute", 0, nil, "Second1", append(name, Attribute{"shoe", "42"}), "InvalidParameterException: user.shoe: Attribute does not exist in the schema.\n"},
	}
	for _, tt := range tests {
		s, pool := newStillStore(t, Pool{
			PoolSettings: PoolSettings{PasswordPolicy: shortPasswords}, Schema: []SchemaAttribute{{Name: "name", Required: true, Mutable: true}},
		})
		u := stillUser(pool, "jo", Attribute{"email", "jo@x.example"})
		u.Status, u.TemporaryUntil, u.Password = "FORCE_CHANGE_PASSWORD", stillTime.Add(72*time.Hour), srp.New(pool.shortName()+"jo", "First1")
		if tt.change != nil {
			tt.change(&u)
		}
		_, err := s.AddUser(u, false)
		require.NoError(t, err)
		s.Clock.Advance(tt.wait)
		got, err := s.ReplaceTemporaryPassword(pool.ID, "jo", tt.password, tt.attributes)
		requireText(t, tt.want, err, tt.name)
		if tt.want != "" {
			stored, err := s.User(pool.ID, "jo")
			require.NoError(t, err)
			assert.Equal(t, u, stored, tt.name)
			continue
		}
		assert.Equal(t, "CONFIRMED", got.Status)
		assert.Zero(t, got.TemporaryUntil)
		assert.Subset(t, got.Attributes, tt.attributes)
		assert.True(t, got.Password.Matches(pool.shortName()+"jo", "Second1"))
	}
	s, pool := newStillStore(t, Pool{})
	_, err := s.ReplaceTemporaryPassword(pool.ID, "li", "Second1", nil)
	assert.EqualError(t, err, "UserNotFoundException: User does not exist.")
}

// A disabled user has no tokens, no browser session and no code. A global sign-out revokes only tokens.
func TestDisabledOrSignedOutUser(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		act     func(s *Store, pool string) (User, error)
		enabled bool
	}{
		{"disabled", func(s *Store, pool string) (User, error) { return s.DisableUser(pool, "jo") }, false},
		{"signed out", func(s *Store, pool string) (User, error) { return s.SignOutUser(pool, "jo") }, true},
	} {
		s, pool := newStillStore(t, Pool{})
		addStillUser(t, s, pool, "jo")
		addStillUser(t, s, pool, "mo")
		start := func(name string) (family string, session BrowserSession, code string) {
			f, _ := startFamily(s, TokenFamily{PoolID: pool.ID, ClientID: "web", Username: name, ExpiresAt: stillTime.AddDate(0, 0, 1)})
			return f.OriginJTI, s.StartBrowserSession(pool.ID, name, ""), s.IssueCode(AuthorizationCode{PoolID: pool.ID, ClientID: "web", Username: name}).Value
		}
		family, session, code := start("jo")
		familyOfMo, sessionOfMo, codeOfMo := start("mo")
		s.Clock.Advance(time.Minute)
		u, err := tt.act(s, pool.ID)
		require.NoError(t, err)
		assert.Equal(t, tt.enabled, u.Enabled)
		assert.Equal(t, stillTime.Add(time.Minute), u.SignedOutAt)
		assert.Equal(t, stillTime.Add(time.Minute), u.Modified)
		assert.True(t, s.FamilyRevoked(family))
		assert.Equal(t, "signed_out", s.families.At(family).EndedBy)
		assert.Equal(t, stillTime.Add(time.Minute), s.families.At(family).Ended)
		u, err = s.EnableUser(pool.ID, "jo")
		require.NoError(t, err)
		assert.True(t, u.Enabled)
		assert.True(t, s.FamilyRevoked(family), "tokens stay revoked")
		_, ok := s.BrowserSession(pool.ID, session.ID)
		assert.Equal(t, tt.enabled, ok, tt.name)
		_, ok = s.RedeemCode(code, "web")
		assert.Equal(t, tt.enabled, ok, tt.name)

		assert.False(t, s.FamilyRevoked(familyOfMo))
		_, ok = s.BrowserSession(pool.ID, sessionOfMo.ID)
		assert.True(t, ok)
		_, ok = s.RedeemCode(codeOfMo, "web")
		assert.True(t, ok)
	}
	s, pool := newStillStore(t, Pool{})
	_, err := s.EnableUser(pool.ID, "li")
	require.EqualError(t, err, "UserNotFoundException: User does not exist.")
	require.EqualError(t, s.DeleteUser(pool.ID, "li"), "UserNotFoundException: User does not exist.")
}
