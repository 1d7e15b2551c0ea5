package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A changed address becomes unverified, requires a code if the pool verifies it, and takes effect only after its verification if the
// pool says so.
func TestUpdateAttributes(t *testing.T) {
	t.Parallel()
	const old, phone = "jo@x.example", "+15550100"
	auto := PoolSettings{AutoVerifiedAttributes: []string{"email"}}
	before := PoolSettings{AutoVerifiedAttributes: []string{"email", "phone_number"}, VerifyBeforeUpdate: []string{"email"}, SMS: &SMSSender{CallerARN: testRole}}
	verified := []Attribute{{"email", old}, {"email_verified", "true"}, {"name", "Jo"}}
	tests := []struct {
		name      string
		settings  PoolSettings
		have      []Attribute
		changes   []Attribute
		want      []Attribute
		toVerify  []Attribute
		wantError string
	}{
		{"name", auto, verified, []Attribute{{"name", "Joanna"}}, []Attribute{{"email", old}, {"email_verified", "true"}, {"name", "Joanna"}}, nil, ""},
		{"new attribute", auto, verified, []Attribute{{"nickname", "J"}}, []Attribute{{"email", old}, {"email_verified", "true"}, {"name", "Jo"}, {"nickname", "J"}}, nil, ""},
		{"email", PoolSettings{}, verified, []Attribute{{"email", "new@x.example"}}, []Attribute{{"email", "new@x.example"}, {"email_verified", "false"}, {"name", "Jo"}}, nil, ""},
		{"email that the pool verifies", auto, verified, []Attribute{{"email", "new@x.example"}}, []Attribute{{"email", "new@x.example"}, {"email_verified", "false"}, {"name", "Jo"}}, []Attribute{{"email", "new@x.example"}}, ""},
		{"email that takes effect later", before, verified, []Attribute{{"email", "new@x.example"}, {"name", "J"}}, []Attribute{{"email", old}, {"email_verified", "true"}, {"name", "J"}}, []Attribute{{"email", "new@x.example"}}, ""},
		{"the same email", auto, verified, []Attribute{{"email", old}}, verified, nil, ""},
		{"the same email in a pool that verifies before", before, verified, []Attribute{{"email", old}}, verified, nil, ""},
		{"verified email", auto, verified, []Attribute{{"email", "new@x.example"}, {"email_verified", "true"}}, []Attribute{{"email", "new@x.example"}, {"email_verified", "true"}, {"name", "Jo"}}, nil, ""},
		{"verified email, in another case", before, verified, []Attribute{{"email", "new@x.example"}, {"email_verified", "True"}}, []Attribute{{"email", "new@x.example"}, {"email_verified", "true"}, {"name", "Jo"}}, nil, ""},
		{"unverified email", auto, verified, []Attribute{{"email", "new@x.example"}, {"email_verified", "false"}}, []Attribute{{"email", "new@x.example"}, {"email_verified", "false"}, {"name", "Jo"}}, []Attribute{{"email", "new@x.example"}}, ""},
		{"first email", auto, nil, []Attribute{{"email", old}}, []Attribute{{"email", old}}, []Attribute{{"email", old}}, ""},
		{"first phone", before, nil, []Attribute{{"phone_number", phone}}, []Attribute{{"phone_number", phone}}, []Attribute{{"phone_number", phone}}, ""},
		{"first phone in a pool that verifies email", auto, nil, []Attribute{{"phone_number", phone}}, []Attribute{{"phone_number", phone}}, nil, ""},
		{
			"phone", before, []Attribute{{"phone_number", "+15550199"}, {"phone_number_verified", "true"}}, []Attribute{{"phone_number", phone}},
			[]Attribute{{"phone_number", phone}, {"phone_number_verified", "false"}}, []Attribute{{"phone_number", phone}}, "",
		},
		{"blank name", auto, verified, []Attribute{{"name", ""}}, []Attribute{{"email", old}, {"email_verified", "true"}}, nil, ""},
		{"alias of another user", auto, verified, []Attribute{{"email", "mo@x.example"}, {"email_verified", "true"}}, nil, nil, "AliasExistsException: An account with the email already exists."},
		{"preferred username of another user", auto, verified, []Attribute{{"preferred_username", "mo2"}}, nil, nil, "AliasExistsException: An account with the preferred_username already exists."},
		{
			"unknown", auto, verified, []Attribute{{"name", "J"}, {"shoe", "42"}, {"hat", "1"}}, nil, nil,
			"InvalidParameterException: user.shoe: Attribute does not exist in the schema.\nuser.hat: Attribute does not exist in the schema.\n",
		},
		{"sub", auto, verified, []Attribute{{"sub", "1"}}, nil, nil, "InvalidParameterException: Cannot modify the non-mutable attribute sub"},
		{"immutable", auto, verified, []Attribute{{"custom:fixed", "1"}}, nil, nil, "InvalidParameterException: user.custom:fixed: Attribute cannot be updated."},
		{"invalid email", auto, verified, []Attribute{{"email", "new"}}, nil, nil, "InvalidParameterException: Invalid email address format."},
		{"invalid email in a pool that verifies before", before, verified, []Attribute{{"email", "new"}}, nil, nil, "InvalidParameterException: Invalid email address format."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, pool := newStillStore(t, Pool{
				PoolSettings: tt.settings, AliasAttributes: []string{"email", "preferred_username"}, Schema: []SchemaAttribute{{Name: "fixed", DataType: "String"}},
			})
			u := addStillUser(t, s, pool, "jo", tt.have...)
			addStillUser(t, s, pool, "mo", Attribute{"email", "mo@x.example"}, Attribute{"email_verified", "true"}, Attribute{"preferred_username", "mo2"})
			s.Clock.Advance(time.Minute)
			got, toVerify, err := s.UpdateAttributes(u, tt.changes)
			requireText(t, tt.wantError, err)
			stored, err := s.User(pool.ID, "jo")
			require.NoError(t, err)
			if tt.wantError != "" {
				assert.Equal(t, u, stored)
				return
			}
			assert.Equal(t, stored, got)
			assert.Equal(t, append([]Attribute{{"sub", "sub-jo"}}, tt.want...), got.Attributes)
			assert.Equal(t, tt.toVerify, toVerify)
			assert.Equal(t, stillTime.Add(time.Minute), got.Modified)
		})
	}
	s, pool := newStillStore(t, Pool{})
	_, _, err := s.UpdateAttributes(stillUser(pool, "li"), nil)
	assert.EqualError(t, err, "UserNotFoundException: User does not exist.")
}

func TestDeleteAttributes(t *testing.T) {
	t.Parallel()
	cannot := func(name string) string {
		return "InvalidParameterException: user." + name + ": Attribute cannot be deleted."
	}
	have := []Attribute{
		{"email", "jo@x.example"}, {"email_verified", "true"}, {"phone_number", "+15550100"}, {"phone_number_verified", "true"}, {"name", "Jo"}, {"custom:fixed", "1"},
		{"custom:team", "a"}, {"custom:team_verified", "true"},
	}
	without := func(from, to int) []Attribute { return append(append([]Attribute{}, have[:from]...), have[to:]...) }
	tests := []struct {
		name     string
		username []string // attributes with which the users sign in
		status   string
		names    []string
		want     []Attribute
		error    string
	}{
		{"nothing", nil, "CONFIRMED", nil, have, ""},
		{"address with its flag", nil, "CONFIRMED", []string{"email"}, without(0, 2), ""},
		{"flag", nil, "CONFIRMED", []string{"phone_number_verified"}, without(3, 4), ""},
		{"custom attribute, whose name is the beginning of another name", nil, "CONFIRMED", []string{"custom:team"}, without(6, 7), ""},
		{"missing attribute", nil, "CONFIRMED", []string{"nickname"}, have, ""},
		{"unknown attribute", nil, "CONFIRMED", []string{"email", "shoe"}, nil, cannot("shoe")},
		{"required attribute", nil, "CONFIRMED", []string{"name"}, nil, cannot("name")},
		{"sub", nil, "CONFIRMED", []string{"sub"}, nil, cannot("sub")},
		{"immutable attribute", nil, "CONFIRMED", []string{"custom:fixed"}, nil, cannot("custom:fixed")},
		{"immutable attribute that the user does not have", nil, "CONFIRMED", []string{"custom:other"}, have, ""},
		{"email with which the user signs in", []string{"email"}, "CONFIRMED", []string{"email"}, nil, cannot("email")},
		{"phone of a user who signs in with an email", []string{"email"}, "CONFIRMED", []string{"phone_number"}, without(2, 4), ""},
		{"email of a user who signs in at a provider", []string{"email"}, "EXTERNAL_PROVIDER", []string{"email"}, without(0, 2), ""},
	}
	for _, tt := range tests {
		s, pool := newStillStore(t, Pool{UsernameAttributes: tt.username, Schema: []SchemaAttribute{
			{Name: "name", Required: true, Mutable: true}, {Name: "fixed", DataType: "String"}, {Name: "other", DataType: "String"},
			{Name: "team", DataType: "String", Mutable: true}, {Name: "team_verified", DataType: "Boolean", Mutable: true},
		}})
		u := stillUser(pool, "jo", have...)
		u.Status = tt.status
		_, err := s.AddUser(u, false)
		require.NoError(t, err)
		s.Clock.Advance(time.Minute)
		got, err := s.DeleteAttributes(pool.ID, "jo", tt.names)
		requireText(t, tt.error, err, tt.name)
		if tt.error == "" {
			assert.Equal(t, append([]Attribute{{"sub", "sub-jo"}}, tt.want...), got.Attributes, tt.name)
			assert.Equal(t, stillTime.Add(time.Minute), got.Modified)
			u = got
		}
		stored, err := s.User(pool.ID, "jo")
		require.NoError(t, err)
		assert.Equal(t, u, stored, tt.name)
	}
}

// A user with another value shares no memory with the user from which it came.
func TestUserWithAnAttribute(t *testing.T) {
	t.Parallel()
	u := User{Attributes: []Attribute{{"name", "Jo"}}}
	assert.Equal(t, []Attribute{{"name", "Mo"}}, u.With("name", "Mo").Attributes)
	assert.Equal(t, []Attribute{{"name", "Jo"}, {"email", "a@b"}}, u.With("email", "a@b").Attributes)
	assert.Equal(t, []Attribute{{"name", "Jo"}}, u.Attributes)
	value, ok := u.Attribute("email")
	assert.False(t, ok)
	assert.Empty(t, value)
}

func TestRequiredAttributes(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{Schema: []SchemaAttribute{{Name: "name", Required: true}, {Name: "email", Required: true}}})
	assert.Equal(t, []string{"email", "name"}, pool.RequiredAttributes())
	_, _, err := s.PrepareUser(pool.ID, NewUser{Username: "jo", Attributes: []Attribute{{"name", ""}}})
	assert.EqualError(t, err, "InvalidParameterException: Attributes did not conform to the schema: email: The attribute is required\nname: The attribute is required")
}

// An attribute that the user sends with a new password is stored in the form of the service.
func TestAttributesOfANewPasswordAreNormalized(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{Schema: []SchemaAttribute{{Name: "active", DataType: "Boolean", Mutable: true}}})
	u := stillUser(pool, "jo")
	u.Status, u.TemporaryUntil = "FORCE_CHANGE_PASSWORD", stillTime
	_, err := s.AddUser(u, false)
	require.NoError(t, err)
	u, err = s.ReplaceTemporaryPassword(pool.ID, "jo", "Second1", []Attribute{{"custom:active", "True"}})
	require.NoError(t, err)
	active, _ := u.Attribute("custom:active")
	assert.Equal(t, "true", active)
}
