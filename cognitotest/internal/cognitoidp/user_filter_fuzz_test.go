package cognitoidp

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// FuzzUserFilter parses any Filter of ListUsers. An accepted filter names a searchable attribute. The error
// is an InvalidParameterException of one line. A user with the value of a filter matches the filter.
func FuzzUserFilter(f *testing.F) {
	for _, text := range []string{
		`email = "a"`, `"family_name"^="Re\"d"`, `sub = "\\"`, `given_name ^= ""`, `username="a" or "1"="1"`, `cognito:user_status = "CONFIRMED"`,
		`custom:team = "a"`, `email ^^= "a"`, `email = "a`, `status = "Enabled"`, "", "email = \"a\nb\"", "email = \"\xff\"", `"email = "a"`,
	} {
		f.Add(text, text)
	}
	f.Add("", strings.Repeat("é", 2049))
	store := userpool.NewStore("123456789012")
	pool, err := store.CreatePool("us-east-1", userpool.Pool{Name: "p"})
	require.NoError(f, err)
	jo := userpool.User{PoolID: pool.ID, Username: "jo"}
	_, err = store.AddUser(jo, false)
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, text, value string) {
		parsed, err := parseUserFilter(text)
		if err != nil {
			var exception *apierror.Exception
			require.ErrorAs(t, err, &exception)
			require.Equal(t, "InvalidParameterException", exception.Name)
		} else if text != "" {
			require.Contains(t, userpool.SearchableAttributes, parsed.Attribute)
		}
		if value == "" || strings.Contains(value, "\n") { // an empty value deletes the attribute
			return // what the service does with a line break is not known
		}
		_, _, err = store.UpdateAttributes(jo, []userpool.Attribute{{Name: "name", Value: value}})
		if utf8.RuneCountInString(value) > 2048 {
			require.ErrorContains(t, err, "name: String must be no longer than 2048 characters")
			return
		}
		require.NoError(t, err)
		quoted := `"` + regexp.MustCompile(`["\\]`).ReplaceAllString(value, `\$0`) + `"`
		for _, operator := range []string{"=", "^=", " = ", " ^= "} {
			parsed, err := parseUserFilter("name" + operator + quoted)
			require.NoError(t, err, quoted)
			require.Equal(t, value, parsed.Value)
			users, err := store.FindUsers(pool.ID, parsed, "", 1)
			require.NoError(t, err)
			require.Len(t, users, 1, quoted)
		}
	})
}
