package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// newUserPool requires a name, and a password of eight characters with a digit. A temporary password is valid for three days.
func newUserPool() Pool {
	return Pool{
		PoolSettings: PoolSettings{PasswordPolicy: PasswordPolicy{MinimumLength: 8, RequireNumbers: true, TemporaryPasswordValidityDays: 3}},
		Schema:       []SchemaAttribute{{Name: "name", DataType: "String", Required: true, Mutable: true}},
	}
}

func TestPrepareUser(t *testing.T) {
	t.Parallel()
	name, preferred := Attribute{"name", "Ada"}, Attribute{"preferred_username", "countess"}
	withAliases := newUserPool()
	withAliases.AliasAttributes = []string{"preferred_username"}
	withEmail := newUserPool()
	withEmail.UsernameAttributes = []string{"email"}
	tests := []struct {
		name      string
		pool      Pool
		user      NewUser
		want      []Attribute // besides the sub
		status    string
		until     time.Time
		password  bool
		wantError string
	}{
		{"sign-up", newUserPool(), NewUser{Username: "ada", Attributes: []Attribute{name}, Password: "passw0rd"}, []Attribute{name}, "UNCONFIRMED", time.Time{}, true, ""},
		{"sign-up without a password", newUserPool(), NewUser{Username: "ada", Attributes: []Attribute{name}}, []Attribute{name}, "UNCONFIRMED", time.Time{}, false, ""},
		{
			"sign-up with addresses", newUserPool(), NewUser{Username: "ada", Attributes: []Attribute{name, {"email", "a@b"}, {"phone_number", "+15550100"}}},
			[]Attribute{name, {"email", "a@b"}, {"phone_number", "+15550100"}, {"email_verified", "false"}, {"phone_number_verified", "false"}}, "UNCONFIRMED", time.Time{}, false, "",
		},
		{"administrator", newUserPool(), NewUser{Username: "ada", Attributes: []Attribute{name}, Password: "passw0rd", ByAdmin: true}, []Attribute{name}, "FORCE_CHANGE_PASSWORD", stillTime.AddDate(0, 0, 3), true, ""},
		{"administrator without a password", newUserPool(), NewUser{Username: "ada", Attributes: []Attribute{name}, ByAdmin: true}, []Attribute{name}, "FORCE_CHANGE_PASSWORD", stillTime.AddDate(0, 0, 3), true, ""},
		{
			"administrator with an address", newUserPool(), NewUser{Username: "ada", Attributes: []Attribute{name, {"email", "a@b"}, {"email_verified", "True"}}, ByAdmin: true},
			[]Attribute{name, {"email", "a@b"}, {"email_verified", "true"}}, "FORCE_CHANGE_PASSWORD", stillTime.AddDate(0, 0, 3), true, "",
		},
		{"email as username", withEmail, NewUser{Username: "a@b", Attributes: []Attribute{name}}, []Attribute{name, {"email", "a@b"}, {"email_verified", "false"}}, "UNCONFIRMED", time.Time{}, false, ""},
		{"alias by an administrator", withAliases, NewUser{Username: "ada", Attributes: []Attribute{name, preferred}, ByAdmin: true}, []Attribute{name, preferred}, "FORCE_CHANGE_PASSWORD", stillTime.AddDate(0, 0, 3), true, ""},
		{"preferred username that is not an alias", newUserPool(), NewUser{Username: "ada", Attributes: []Attribute{name, preferred}}, []Attribute{name, preferred}, "UNCONFIRMED", time.Time{}, false, ""},
		{"pool with aliases", withAliases, NewUser{Username: "ada", Attributes: []Attribute{name}}, []Attribute{name}, "UNCONFIRMED", time.Time{}, false, ""},
		{"first attribute of the schema", newUserPool(), NewUser{Username: "ada", Attributes: []Attribute{name, {"profile", "x"}}}, []Attribute{name, {"profile", "x"}}, "UNCONFIRMED", time.Time{}, false, ""},
		{
			name: "alias", pool: withAliases, user: NewUser{Username: "ada", Attributes: []Attribute{name, preferred}},
			wantError: "InvalidParameterException: preferred_username cannot be set before a user is confirmed, since user pool is configured for preferred_username alias.",
		},
		{
			name: "short password", pool: newUserPool(), user: NewUser{Username: "ada", Attributes: []Attribute{name}, Password: "passw0r"},
			wantError: "InvalidPasswordException: Password did not conform with policy: Password not long enough",
		},
		{
			name: "short password of an administrator", pool: newUserPool(), user: NewUser{Username: "ada", Attributes: []Attribute{name}, Password: "passw0r", ByAdmin: true},
			wantError: "InvalidPasswordException: Password did not conform with password policy: Password not long enough",
		},
		{
			name: "without the required attribute", pool: newUserPool(), user: NewUser{Username: "ada"},
			wantError: "InvalidParameterException: Attributes did not conform to the schema: name: The attribute is required",
		},
		{
			name: "administrator without the required attribute", pool: newUserPool(), user: NewUser{Username: "ada", ByAdmin: true},
			wantError: "InvalidParameterException: Attributes did not conform to the schema: name: The attribute is required",
		},
		{
			name: "unknown attribute", pool: newUserPool(), user: NewUser{Username: "ada", Attributes: []Attribute{name, {"shoe", "42"}}},
			wantError: "InvalidParameterException: Attributes did not conform to the schema: Type for attribute {shoe} could not be determined",
		},
		{
			name: "sub", pool: newUserPool(), user: NewUser{Username: "ada", Attributes: []Attribute{name, {"sub", "1"}}},
			wantError: "InvalidParameterException: Cannot modify the non-mutable attribute sub",
		},
		{
			name: "invalid email as username", pool: withEmail, user: NewUser{Username: "a a@b", Attributes: []Attribute{name}},
			wantError: "InvalidParameterException: Invalid email address format.",
		},
		{
			name: "username in use", pool: newUserPool(), user: NewUser{Username: "taken", Attributes: []Attribute{name}},
			wantError: "UsernameExistsException: User already exists",
		},
		{
			name: "administrator with a username in use", pool: newUserPool(), user: NewUser{Username: "taken", Attributes: []Attribute{name}, ByAdmin: true},
			wantError: "UsernameExistsException: User account already exists",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, pool := newStillStore(t, tt.pool)
			addStillUser(t, s, pool, "taken", name)
			u, password, err := s.PrepareUser(pool.ID, tt.user)
			requireText(t, tt.wantError, err)
			if tt.wantError != "" {
				assert.Zero(t, u)
				return
			}
			require.NotEmpty(t, u.Attributes)
			assert.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]0[0-9a-f]1-70[0-9a-f]{2}-[0-9a-f]{4}-[0-9a-f]{12}$`, u.Sub())
			assert.Equal(t, tt.want, u.Attributes[1:])
			assert.Equal(t, tt.status, u.Status)
			assert.Equal(t, tt.until, u.TemporaryUntil)
			assert.Equal(t, pool.ID, u.PoolID)
			assert.Equal(t, stillTime, u.Created)
			assert.Equal(t, stillTime, u.Modified)
			assert.True(t, u.Enabled)
			if tt.user.Password != "" {
				assert.Equal(t, tt.user.Password, password)
			}
			assert.Equal(t, tt.password, password != "")
			assert.Equal(t, tt.password, u.HasPassword())
			if tt.password {
				assert.True(t, u.Password.Matches(pool.ID[len("us-east-1_"):]+u.Username, password))
			}
			users, err := s.Users(pool.ID)
			require.NoError(t, err)
			assert.Len(t, users, 1, "the user is not stored yet")
		})
	}
}

// Another request may have added the user since PrepareUser.
func TestAddUserWithAUsernameInUse(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	addStillUser(t, s, pool, "ada", Attribute{"name", "Ada"})
	for _, force := range []bool{false, true} {
		u, err := s.AddUser(stillUser(pool, "ada", Attribute{"name", "Eve"}), force)
		require.EqualError(t, err, "UsernameExistsException: User already exists")
		assert.Zero(t, u)
	}
	u, err := s.User(pool.ID, "ada")
	require.NoError(t, err)
	name, _ := u.Attribute("name")
	assert.Equal(t, "Ada", name)
	_, err = s.AddUser(User{PoolID: "us-east-1_none", Username: "ada"}, false)
	assert.EqualError(t, err, "ResourceNotFoundException: User pool us-east-1_none does not exist.")
}

// A user of another directory must get a new password. The policy and the required attributes do not apply.
func TestPrepareMigration(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, newUserPool())
	addStillUser(t, s, pool, "taken", Attribute{"name", "Ada"})
	for _, password := range []string{"short", ""} {
		u, err := s.PrepareMigration(pool.ID, NewUser{Username: "ada", Password: password, Attributes: []Attribute{{"email", "a@b"}}})
		require.NoError(t, err)
		assert.Equal(t, "RESET_REQUIRED", u.Status)
		assert.Equal(t, stillTime, u.Created)
		assert.Equal(t, stillTime, u.Modified)
		assert.Equal(t, []Attribute{{"sub", u.Sub()}, {"email", "a@b"}}, u.Attributes)
		assert.Equal(t, password != "", u.HasPassword())
		if password != "" {
			assert.True(t, u.Password.Matches(pool.ID[len("us-east-1_"):]+"ada", "short"))
		}
	}
	u, err := s.PrepareMigration(pool.ID, NewUser{Username: "taken", Password: "short"})
	require.EqualError(t, err, "UsernameExistsException: User account already exists")
	assert.False(t, u.HasPassword())
	_, err = s.PrepareMigration(pool.ID, NewUser{Username: "ada", Attributes: []Attribute{{"shoe", "42"}}})
	assert.EqualError(t, err, "InvalidParameterException: Attributes did not conform to the schema: Type for attribute {shoe} could not be determined")
}

func TestRenewTemporaryPassword(t *testing.T) {
	t.Parallel()
	const unsupported = "UnsupportedUserStateException: Resend not possible. ada status is not FORCE_CHANGE_PASSWORD"
	tests := []struct {
		name, status, password, wantError string
	}{
		{"given", "FORCE_CHANGE_PASSWORD", "renewed1", ""},
		{"generated", "FORCE_CHANGE_PASSWORD", "", ""},
		{"short", "FORCE_CHANGE_PASSWORD", "short1", "InvalidPasswordException: Password did not conform with password policy: Password not long enough"},
		{"confirmed", "CONFIRMED", "renewed1", unsupported},
		{"unconfirmed", "UNCONFIRMED", "renewed1", unsupported},
		{"unknown user", "", "renewed1", "UserNotFoundException: User does not exist."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, pool := newStillStore(t, newUserPool())
			u := stillUser(pool, "ada")
			u.Status, u.TemporaryUntil = tt.status, stillTime.AddDate(0, 0, 3)
			if tt.status != "" {
				_, err := s.AddUser(u, false)
				require.NoError(t, err)
			}
			s.Clock.Advance(48 * time.Hour)
			u, renewed, err := s.RenewTemporaryPassword(pool.ID, "ada", tt.password)
			requireText(t, tt.wantError, err)
			if tt.wantError != "" {
				return
			}
			assert.Equal(t, stillTime.AddDate(0, 0, 5), u.TemporaryUntil)
			assert.Equal(t, stillTime.AddDate(0, 0, 2), u.Modified)
			assert.Equal(t, "FORCE_CHANGE_PASSWORD", u.Status)
			if tt.password != "" {
				assert.Equal(t, tt.password, renewed)
			}
			assert.GreaterOrEqual(t, len(renewed), 8)
			_, err = s.CheckPassword(Client{PoolID: pool.ID}, "ada", renewed)
			require.NoError(t, err)
		})
	}
}

func TestCreateUserThatCannotBePrepared(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{})
	u, err := s.CreateUser(pool.ID, "ada", []Attribute{{"shoe", "42"}}, "")
	require.EqualError(t, err, "InvalidParameterException: Attributes did not conform to the schema: Type for attribute {shoe} could not be determined")
	assert.Zero(t, u)
	assert.Zero(t, s.CountUsers(pool.ID))
}
