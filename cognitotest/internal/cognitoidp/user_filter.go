package cognitoidp

import (
	"regexp"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// userFilter is a parsed Filter of ListUsers.
type userFilter struct {
	attribute string
	prefix    bool // "^=", not "="
	value     string
}

// filterPattern matches AttributeName Filter-Type "AttributeValue". The name may also be in quotes (the
// sample request of API_ListUsers).
var filterPattern = regexp.MustCompile(`^\s*(?:"([^"\s]+)"|([^"\s=^]+))\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$`)

// searchable are the attributes that a filter may name (API_ListUsers).
var searchable = []string{
	"username", "email", "phone_number", "name", "given_name", "family_name", "preferred_username", "cognito:user_status", "status", "sub",
}

// escapes matches an escape in a quoted value: a backslash and any character stand for that character.
var escapes = regexp.MustCompile(`\\(.)`)

// parseUserFilter parses a filter. Its error texts are from captures (aws/aws-sdk-php#1088,
// getmoto/moto#4389).
func parseUserFilter(text string) (userFilter, error) {
	match := filterPattern.FindStringSubmatch(text)
	if match == nil {
		return userFilter{}, apierror.InvalidParameter("Error while parsing filter.")
	}
	f := userFilter{attribute: match[1] + match[2], prefix: match[3] == "^=", value: escapes.ReplaceAllString(match[4], "$1")}
	if !slices.Contains(searchable, f.attribute) {
		return userFilter{}, apierror.InvalidParameter("Invalid search attribute: %s", f.attribute)
	}
	return f, nil
}

// caseSensitive are the attributes whose case a filter respects. It ignores the case of all other
// attributes (developer guide, "Managing and searching for user accounts").
var caseSensitive = []string{"username", "status"}

// normalized returns a value in the form in which the filter compares it.
func (f userFilter) normalized(value string) string {
	if slices.Contains(caseSensitive, f.attribute) {
		return value
	}
	return strings.ToLower(value)
}

// matches reports whether a user satisfies the filter. A user without the attribute never does.
func (f userFilter) matches(u userpool.User) bool {
	got, ok := searchValue(u, f.attribute)
	got, want := f.normalized(got), f.normalized(f.value)
	return ok && (got == want || (f.prefix && strings.HasPrefix(got, want)))
}

// key returns the sort key of a user in a response: the value of the attribute that the filter names
// (same page), and then the username.
func (f userFilter) key(u userpool.User) string {
	value, _ := searchValue(u, f.attribute)
	return f.normalized(value) + "\x00" + u.Username
}

// searchValue returns the value of a searchable attribute, and whether the user has the attribute.
func searchValue(u userpool.User, name string) (string, bool) {
	switch name {
	case "username":
		return u.Username, true
	case "status":
		if u.Enabled {
			return "Enabled", true
		}
		return "Disabled", true
	case "cognito:user_status":
		return u.Status, true
	}
	return u.Attribute(name)
}

// filterUsers returns the users that satisfy a filter, and the sort key of the response. An empty
// filter returns all users in the order of their usernames (unspecified).
func filterUsers(users []userpool.User, filter string) ([]userpool.User, func(userpool.User) string, error) {
	if filter == "" {
		return users, usernameOf, nil
	}
	f, err := parseUserFilter(filter)
	if err != nil {
		return nil, nil, err
	}
	return slices.DeleteFunc(users, func(u userpool.User) bool { return !f.matches(u) }), f.key, nil
}

// requireListable rejects an attribute that is not in the schema of the pool. It also rejects an
// attribute that is not searchable unless every user of the response has it (API_ListUsers,
// AttributesToGet).
func requireListable(pool userpool.Pool, users []userpool.User, names []string) error {
	for _, name := range names {
		declared := slices.ContainsFunc(pool.Schema, func(a userpool.SchemaAttribute) bool { return a.Name == name })
		lacking := func(u userpool.User) bool {
			_, has := u.Attribute(name)
			return !has && !slices.Contains(searchable, name)
		}
		if !declared || slices.ContainsFunc(users, lacking) {
			return apierror.InvalidParameter("One or more requested attributes do not exist.")
		}
	}
	return nil
}
