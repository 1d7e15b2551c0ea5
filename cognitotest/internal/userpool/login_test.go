package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A login is the username, the sub, or an attribute with which the pool's users sign in.
func TestLogins(t *testing.T) {
	t.Parallel()
	verified := []Attribute{{"email", "ada@x.example"}, {"email_verified", "true"}, {"phone_number", "+15550100"}, {"phone_number_verified", "true"}, {"preferred_username", "countess"}}
	unverified := []Attribute{{"email", "ada@x.example"}, {"email_verified", "false"}, {"phone_number", "+15550100"}}
	aliases, insensitive := []string{"email", "phone_number", "preferred_username"}, new(bool)
	tests := []struct {
		name       string
		pool       Pool
		attributes []Attribute
		status     string
		want       []string
	}{
		{"no alias", Pool{}, verified, "CONFIRMED", []string{"ada", "sub-ada"}},
		{"aliases", Pool{AliasAttributes: aliases}, verified, "CONFIRMED", []string{"ada", "sub-ada", "ada@x.example", "+15550100", "countess"}},
		{"one alias", Pool{AliasAttributes: []string{"phone_number"}}, verified, "CONFIRMED", []string{"ada", "sub-ada", "+15550100"}},
		{"unverified aliases", Pool{AliasAttributes: aliases}, unverified, "CONFIRMED", []string{"ada", "sub-ada"}},
		{"aliases of a user who signs in at a provider", Pool{AliasAttributes: aliases}, verified, "EXTERNAL_PROVIDER", []string{"ada", "sub-ada"}},
		{"username attributes", Pool{UsernameAttributes: []string{"email", "phone_number"}}, unverified, "CONFIRMED", []string{"ada", "sub-ada", "ada@x.example", "+15550100"}},
		{"username attributes of a user who signs in at a provider", Pool{UsernameAttributes: []string{"email"}}, unverified, "EXTERNAL_PROVIDER", []string{"ada", "sub-ada"}},
		{
			"ignoring case", Pool{AliasAttributes: aliases, CaseSensitive: insensitive}, verified, "CONFIRMED",
			[]string{"ada", "sub-ada", "ada@x.example", "+15550100", "countess", "ADA", "ADA@x.example", "Countess"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, pool := newStillStore(t, tt.pool)
			u := stillUser(pool, "ada", tt.attributes...)
			u.Status = tt.status
			_, err := s.AddUser(u, false)
			require.NoError(t, err)
			addStillUser(t, s, pool, "bob")
			var got []string
			for _, login := range []string{"ada", "sub-ada", "ada@x.example", "+15550100", "countess", "ADA", "ADA@x.example", "Countess", "ada@y.example", ""} {
				if found, err := s.User(pool.ID, login); err == nil {
					assert.Equal(t, "ada", found.Username)
					got = append(got, login)
				}
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

// The username decides with which attribute a new user signs in.
func TestUsernameOfAPoolWithUsernameAttributes(t *testing.T) {
	t.Parallel()
	const (
		either = "InvalidParameterException: Username should be either an email or a phone number."
		email  = "InvalidParameterException: Username should be an email."
		phone  = "InvalidParameterException: Username should be a phone number."
	)
	both := []string{"email", "phone_number"}
	tests := []struct {
		username   string
		attributes []string
		want       string
		wantError  string
	}{
		{"a@b", []string{"email"}, "email", ""},
		{"a@b", both, "email", ""},
		{"a@b", []string{"phone_number"}, "", phone},
		{"@b", []string{"email"}, "", email},
		{"a@", []string{"email"}, "", email},
		{"a@", both, "", either},
		{"ada", both, "", either},
		{"ada", []string{"phone_number"}, "", phone},
		{"+15550100", []string{"email"}, "", email},
		{"+15550100", []string{"phone_number"}, "phone_number", ""},
		{"+15550100", both, "phone_number", ""},
		{"+1@b", both, "email", ""},
	}
	for _, tt := range tests {
		s, pool := newStillStore(t, Pool{UsernameAttributes: tt.attributes})
		u, _, err := s.PrepareUser(pool.ID, NewUser{Username: tt.username})
		requireText(t, tt.wantError, err, tt.username)
		if tt.wantError != "" {
			continue
		}
		got, ok := u.Attribute(tt.want)
		assert.True(t, ok, tt.username)
		assert.Equal(t, tt.username, got)
		assert.Equal(t, u.Sub(), u.Username, "the username is the sub")
		_, err = s.AddUser(u, false)
		require.NoError(t, err)
		_, _, err = s.PrepareUser(pool.ID, NewUser{Username: tt.username})
		require.EqualError(t, err, "UsernameExistsException: An account with the given "+tt.want+" already exists.")
	}
}

func TestUsernameInTheFormatOfAnAliasIsRejected(t *testing.T) {
	t.Parallel()
	const (
		email = "InvalidParameterException: Username cannot be of email format, since user pool is configured for email alias."
		phone = "InvalidParameterException: Username cannot be of phone number format, since user pool is configured for phone number alias."
	)
	for _, tt := range []struct{ username, alias, want string }{
		{"a@b", "email", email},
		{"a@b", "phone_number", ""},
		{"+15550100", "phone_number", phone},
		{"+15550100", "email", ""},
		{"+", "phone_number", ""},
		{"+1x", "phone_number", ""},
		{"ada", "email", ""},
		{"ada", "phone_number", ""},
	} {
		s, pool := newStillStore(t, Pool{AliasAttributes: []string{tt.alias}})
		_, _, err := s.PrepareUser(pool.ID, NewUser{Username: tt.username})
		requireText(t, tt.want, err, "%s, %s", tt.username, tt.alias)
	}
}

// A new user cannot have a login of another user, unless the alias moves.
func TestAliasOfAnotherUser(t *testing.T) {
	t.Parallel()
	const exists = "AliasExistsException: An account with the email already exists."
	mine := []Attribute{{"email", "jo@x.example"}, {"email_verified", "true"}}
	tests := []struct {
		name         string
		other        []Attribute
		otherStatus  string
		mine         []Attribute
		insensitive  bool
		wantError    string
		wantVerified string // of the other user's email, after the alias has moved
	}{
		{"verified", mine, "CONFIRMED", mine, false, exists, "false"},
		{"unverified", []Attribute{{"email", "jo@x.example"}, {"email_verified", "false"}}, "CONFIRMED", mine, false, "", "false"},
		{"without a flag", []Attribute{{"email", "jo@x.example"}}, "CONFIRMED", mine, false, "", ""},
		{"not verified by the new user", mine, "CONFIRMED", []Attribute{{"email", "jo@x.example"}}, false, "", "true"},
		{"another address", []Attribute{{"email", "mo@x.example"}, {"email_verified", "true"}}, "CONFIRMED", mine, false, "", "true"},
		{"another case", []Attribute{{"email", "Jo@x.example"}, {"email_verified", "true"}}, "CONFIRMED", mine, false, "", "true"},
		{"another case, ignored", []Attribute{{"email", "Jo@x.example"}, {"email_verified", "true"}}, "CONFIRMED", mine, true, exists, "false"},
		{"user who signs in at a provider", mine, "EXTERNAL_PROVIDER", mine, false, "", "true"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := Pool{AliasAttributes: []string{"email"}}
			if tt.insensitive {
				p.CaseSensitive = new(bool)
			}
			s, pool := newStillStore(t, p)
			other := stillUser(pool, "other", tt.other...)
			other.Status = tt.otherStatus
			_, err := s.AddUser(other, false)
			require.NoError(t, err)
			_, err = s.AddUser(stillUser(pool, "jo", tt.mine...), false)
			requireText(t, tt.wantError, err)
			if tt.wantError == "" {
				require.NoError(t, s.DeleteUser(pool.ID, "jo"))
			}
			_, err = s.AddUser(stillUser(pool, "jo", tt.mine...), true)
			require.NoError(t, err)
			found, err := s.User(pool.ID, "other")
			require.NoError(t, err)
			verified, _ := found.Attribute("email_verified")
			assert.Equal(t, tt.wantVerified, verified)
		})
	}
}

// A preferred username that another user has as username or as alias is taken. It does not move.
func TestPreferredUsernameOfAnotherUser(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{AliasAttributes: []string{"preferred_username"}})
	addStillUser(t, s, pool, "ada", Attribute{"preferred_username", "countess"})
	for _, taken := range []string{"countess", "ada"} {
		for _, force := range []bool{false, true} {
			_, err := s.AddUser(stillUser(pool, "jo", Attribute{"preferred_username", taken}), force)
			require.EqualError(t, err, "AliasExistsException: An account with the preferred_username already exists.", "%s, %v", taken, force)
		}
	}
	addStillUser(t, s, pool, "jo", Attribute{"preferred_username", "jo"})
}

// In a case-sensitive pool a username can differ from the alias of another user only in case.
func TestAliasThatDiffersFromAUsernameInCase(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{AliasAttributes: []string{"preferred_username"}})
	addStillUser(t, s, pool, "ada")
	addStillUser(t, s, pool, "bob", Attribute{"preferred_username", "ADA"})
	for login, want := range map[string]string{"ada": "ada", "ADA": "bob"} {
		u, err := s.User(pool.ID, login)
		require.NoError(t, err)
		assert.Equal(t, want, u.Username)
	}
}

// A pool distinguishes capital letters unless its usernames are case-insensitive.
func TestUsernamesWithCapitalLetters(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		sensitive *bool
		login     string
		want      string // the username, or "" for no user
	}{
		{"the same case", nil, "Jo", "Jo"},
		{"another case", nil, "jo", ""},
		{"another case of a sensitive pool", new(true), "JO", ""},
		{"the same case of an insensitive pool", new(false), "Jo", "Jo"},
		{"another case of an insensitive pool", new(false), "jO", "Jo"},
		{"letters outside of ASCII", new(false), "ÄNNE", "Änne"},
		{"letters outside of ASCII, the same case", nil, "Änne", "Änne"},
	} {
		s, pool := newStillStore(t, Pool{CaseSensitive: tt.sensitive})
		addConfirmed(t, s, pool, "Jo", "Änne")
		u, err := s.User(pool.ID, tt.login)
		if tt.want == "" {
			assert.EqualError(t, err, "UserNotFoundException: User does not exist.", tt.name)
			continue
		}
		require.NoError(t, err, tt.name)
		assert.Equal(t, tt.want, u.Username, tt.name)
	}
}
