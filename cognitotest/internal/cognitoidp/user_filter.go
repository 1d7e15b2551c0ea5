package cognitoidp

import (
	"regexp"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// filterPattern matches AttributeName Filter-Type "AttributeValue". The name may also be in quotes (the
// sample request of API_ListUsers).
var filterPattern = regexp.MustCompile(`^\s*(?:"([^"\s]+)"|([^"\s=^]+))\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$`)

// escapes matches an escape in a quoted value: a backslash and any character stand for that character.
var escapes = regexp.MustCompile(`\\(.)`)

// parseUserFilter parses a filter. An empty text selects all users. Its error texts are from captures
// (aws/aws-sdk-php#1088, getmoto/moto#4389).
func parseUserFilter(text string) (userpool.UserFilter, error) {
	if text == "" {
		return userpool.UserFilter{}, nil
	}
	match := filterPattern.FindStringSubmatch(text)
	if match == nil {
		return userpool.UserFilter{}, apierror.InvalidParameter("Error while parsing filter.")
	}
	f := userpool.UserFilter{Attribute: match[1] + match[2], Prefix: match[3] == "^=", Value: escapes.ReplaceAllString(match[4], "$1")}
	if !slices.Contains(userpool.SearchableAttributes, f.Attribute) {
		return userpool.UserFilter{}, apierror.InvalidParameter("Invalid search attribute: %s", f.Attribute)
	}
	return f, nil
}

// requireListable rejects an attribute that is not in the schema of the pool. It also rejects an
// attribute that is not searchable unless every user of the response has it (API_ListUsers,
// AttributesToGet).
func requireListable(pool userpool.Pool, users []userpool.User, names []string) error {
	for _, name := range names {
		declared := slices.ContainsFunc(pool.Schema, func(a userpool.SchemaAttribute) bool { return a.Name == name })
		lacking := func(u userpool.User) bool {
			_, has := u.Attribute(name)
			return !has && !slices.Contains(userpool.SearchableAttributes, name)
		}
		if !declared || slices.ContainsFunc(users, lacking) {
			return apierror.InvalidParameter("One or more requested attributes do not exist.")
		}
	}
	return nil
}
