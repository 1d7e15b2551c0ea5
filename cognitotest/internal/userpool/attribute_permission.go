package userpool

import (
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// oidcProfile stands for several attributes in the permissions of a client (developer guide,
// "Attribute permissions and scopes").
const oidcProfile = "oidc:profile"

var oidcProfileAttributes = []string{
	"name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website",
	"gender", "birthdate", "zoneinfo", "locale",
}

// CheckWrite rejects attributes that a user cannot set through the client: the service's own,
// developer attributes, and attributes without write permission. Every client may write an
// attribute that the pool requires (developer guide, "Attribute permissions and scopes"; the
// text is observed).
func (c ClientSettings) CheckWrite(p Pool, names []string) error {
	for _, name := range names {
		if !c.mayWrite(p, name) {
			return apierror.NotAuthorized("A client attempted to write unauthorized attribute")
		}
	}
	return nil
}

func (c ClientSettings) mayWrite(p Pool, name string) bool {
	a, ok := p.attribute(name)
	switch {
	case ok && a.Required && name != "sub":
		return true
	case name == "sub", name == "identities", isVerifiedFlag(name), a.DeveloperOnly:
		return false
	}
	return len(c.WriteAttributes) == 0 || permits(c.WriteAttributes, name)
}

// MayRead reports whether the client may read an attribute. Every client may read the sub
// (unspecified).
func (c ClientSettings) MayRead(name string) bool {
	return len(c.ReadAttributes) == 0 || name == "sub" || permits(c.ReadAttributes, name)
}

func permits(permissions []string, name string) bool {
	return slices.Contains(permissions, name) || slices.Contains(permissions, oidcProfile) && slices.Contains(oidcProfileAttributes, name)
}

// AttributeNames returns the names of attributes.
func AttributeNames(list []Attribute) []string {
	var names []string
	for _, a := range list {
		names = append(names, a.Name)
	}
	return names
}
