package userpool

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAttributeValuesConformToTheSchema(t *testing.T) {
	t.Parallel()
	const (
		begin = "InvalidParameterException: Attributes did not conform to the schema: "
		phone = "InvalidParameterException: Invalid phone number format."
		email = "InvalidParameterException: Invalid email address format."
	)
	s, pool := newDefaultStore(t, Pool{Schema: []SchemaAttribute{
		{Name: "code", DataType: "String", Mutable: true, MinLength: "2", MaxLength: "4"},
		{Name: "note", DataType: "String", Mutable: true},
		{Name: "size", DataType: "Number", Mutable: true, MinValue: "-1", MaxValue: "10"},
		{Name: "count", DataType: "Number", Mutable: true},
		{Name: "member", DataType: "Boolean", Mutable: true},
		{Name: "since", DataType: "DateTime", Mutable: true},
	}})
	for _, tt := range []struct{ name, value, want string }{
		{"custom:code", "ab", ""},
		{"custom:code", "abcd", ""},
		{"custom:code", "äöüß", ""},
		{"custom:code", "a", begin + "custom:code: String must be no shorter than 2 characters\n"},
		{"custom:code", "ä", begin + "custom:code: String must be no shorter than 2 characters\n"},
		{"custom:code", "", begin + "custom:code: String must be no shorter than 2 characters\n"},
		{"custom:code", "abcde", begin + "custom:code: String must be no longer than 4 characters\n"},
		{"custom:note", "", ""},
		{"custom:note", strings.Repeat("n", 5000), ""},
		{"name", strings.Repeat("n", 2048), ""},
		{"name", strings.Repeat("n", 2049), begin + "name: String must be no longer than 2048 characters\n"},

		{"custom:size", "-1", ""},
		{"custom:size", "10", ""},
		{"custom:size", "10.0", ""},
		{"custom:size", "-1.5", begin + "custom:size: Number must be no less than -1\n"},
		{"custom:size", "10.5", begin + "custom:size: Number must be no greater than 10\n"},
		{"custom:size", "ten", begin + "custom:size: Attribute must be a number.\n"},
		{"custom:size", "1e1", begin + "custom:size: Attribute must be a number.\n"},
		{"custom:size", "", begin + "custom:size: Attribute must be a number.\n"},
		{"custom:count", "-12345678901234567890", ""},
		{"updated_at", "0", ""},
		{"updated_at", "-1", begin + "updated_at: Number must be no less than 0\n"},

		{"custom:member", "true", ""},
		{"custom:member", "False", ""},
		{"custom:member", "yes", begin + "custom:member: Attribute must be a boolean.\n"},
		{"custom:member", "", begin + "custom:member: Attribute must be a boolean.\n"},

		{"custom:since", "2026-03-01T12:00:00Z", ""},
		{"custom:since", "2026-03-01T12:00:00.5+01:00", ""},
		{"custom:since", "2026-03-01", begin + "custom:since: Attribute must be a date-time.\n"},
		{"custom:since", "2026-13-01T12:00:00Z", begin + "custom:since: Attribute must be a date-time.\n"},

		{"birthdate", "1990-02-28", ""},
		{"birthdate", "1990-02-30", begin + "birthdate: Attribute must be a date of the form YYYY-MM-DD.\n"},
		{"birthdate", "02/28/1990", begin + "birthdate: Attribute must be a date of the form YYYY-MM-DD.\n"},
		{"birthdate", "1990-2-28", begin + "birthdate: String must be no shorter than 10 characters\n"},
		{"birthdate", "1990-02-281", begin + "birthdate: String must be no longer than 10 characters\n"},
		{"nickname", "1990-02-30", ""},

		{"phone_number", "+12", ""},
		{"phone_number", "+123456789012345", ""},
		{"phone_number", "+1", phone},
		{"phone_number", "+1234567890123456", phone},
		{"phone_number", "12345", phone},
		{"phone_number", "+0123", phone},
		{"phone_number", "+1 555 0100", phone},
		{"phone_number", "", phone},
		{"email", "jo@example.com", ""},
		{"email", "jo@example", ""},
		{"email", "jo", email},
		{"email", "@example.com", email},
		{"email", "jo@", email},
		{"email", "jo@mo@example.com", email},
		{"email", "j o@example.com", email},
		{"email", "", email},
	} {
		_, _, err := s.PrepareUser(pool.ID, NewUser{Username: "jo", ByAdmin: true, Attributes: []Attribute{{tt.name, tt.value}}})
		assert.Equal(t, tt.want, errorText(err), "%s: %q", tt.name, tt.value)
	}
	_, _, err := s.PrepareUser(pool.ID, NewUser{Username: "jo", ByAdmin: true, Attributes: []Attribute{{"email", "jo"}, {"custom:code", "a"}, {"custom:size", "11"}}})
	assert.EqualError(t, err, begin+"custom:code: String must be no shorter than 2 characters\ncustom:size: Number must be no greater than 10\n", "one message")
}

// The form of a birthdate applies to values of its length. A pool can allow other lengths.
func TestBirthdateOfAnotherLengthIsText(t *testing.T) {
	t.Parallel()
	s, pool := newDefaultStore(t, Pool{Schema: []SchemaAttribute{{Name: "birthdate", DataType: "String", Mutable: true, MinLength: "0", MaxLength: "20"}}})
	for value, want := range map[string]string{
		"1990":        "",
		"March 1990":  "InvalidParameterException: Attributes did not conform to the schema: birthdate: Attribute must be a date of the form YYYY-MM-DD.\n",
		"Spring 1990": "",
	} {
		_, _, err := s.PrepareUser(pool.ID, NewUser{Username: "jo", ByAdmin: true, Attributes: []Attribute{{"birthdate", value}}})
		assert.Equal(t, want, errorText(err), value)
	}
}

// A blank value in a change deletes the attribute, so the schema does not apply to it.
func TestBlankValueInAChangeDeletesTheAttribute(t *testing.T) {
	t.Parallel()
	const begin = "InvalidParameterException: Invalid user attributes: "
	s, pool := newDefaultStore(t, Pool{Schema: []SchemaAttribute{{Name: "code", DataType: "String", Mutable: true, MinLength: "2", MaxLength: "4"}}})
	all := []Attribute{{"custom:code", "abc"}, {"email", "jo@example.com"}, {"phone_number", "+15550100"}, {"birthdate", "1990-02-28"}, {"updated_at", "1"}}
	u, err := s.CreateUser(pool.ID, "jo", all, "")
	require.NoError(t, err)
	for _, tt := range []struct{ name, value, want string }{
		{"custom:code", "a", begin + "custom:code: String must be no shorter than 2 characters\n"},
		{"birthdate", "1990-02-30", begin + "birthdate: Attribute must be a date of the form YYYY-MM-DD.\n"},
		{"updated_at", "x", begin + "updated_at: Attribute must be a number.\n"},
		{"phone_number", "5550100", "InvalidParameterException: Invalid phone number format."},
		{"email", "jo", "InvalidParameterException: Invalid email address format."},
	} {
		_, _, err := s.UpdateAttributes(u, []Attribute{{tt.name, tt.value}})
		assert.Equal(t, tt.want, errorText(err), tt.name)
	}
	unchanged, err := s.User(pool.ID, "jo")
	require.NoError(t, err)
	assert.Equal(t, u, unchanged)
	for _, a := range all {
		updated, _, err := s.UpdateAttributes(u, []Attribute{{a.Name, ""}})
		require.NoError(t, err, a.Name)
		_, has := updated.Attribute(a.Name)
		assert.False(t, has, a.Name)
	}
}

// A Boolean attribute becomes lower case. Other attributes keep their case.
func TestBooleanAttributesAreNormalized(t *testing.T) {
	t.Parallel()
	_, pool := newDefaultStore(t, Pool{Schema: []SchemaAttribute{{Name: "member", DataType: "Boolean", Mutable: true}}})
	given := []Attribute{{"custom:member", "TRUE"}, {"email_verified", "False"}, {"name", "True"}, {"unknown", "True"}, {"phone_number_verified", "Yes"}}
	want := []Attribute{{"custom:member", "true"}, {"email_verified", "false"}, {"name", "True"}, {"unknown", "True"}, {"phone_number_verified", "Yes"}}
	assert.Equal(t, want, pool.Normalized(given))
	assert.Equal(t, "TRUE", given[0].Value, "the request does not change")
}
