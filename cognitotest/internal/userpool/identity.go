package userpool

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

// Identity is a user's account at an identity provider.
type Identity struct {
	ProviderName string
	ProviderType string
	UserID       string // the subject, or the value of SourceAttribute
	// SourceAttribute is the claim by which a link identifies the user; "" and
	// SubjectAttribute mean the subject.
	SourceAttribute string
	Issuer          string
	Primary         bool // true for a profile that the first sign-in created, false for a link
	Created         time.Time
}

// SubjectAttribute is the name of a provider's subject in links
// (API_AdminLinkProviderForUser).
const SubjectAttribute = "Cognito_Subject"

// identitiesAttribute is the attribute that shows a user's identities.
const identitiesAttribute = "identities"

// setIdentities replaces a user's identities and the attribute that shows them, in the form of
// the developer guide's example ("Linking federated users to an existing user profile").
// Without identities it removes the attribute.
func (u *User) setIdentities(list []Identity) {
	u.Identities = list
	u.Attributes = slices.DeleteFunc(slices.Clone(u.Attributes), func(a Attribute) bool { return a.Name == identitiesAttribute })
	if len(list) == 0 {
		return
	}
	entries := make([]map[string]any, 0, len(list))
	for _, i := range list {
		entries = append(entries, i.entry(i.Primary, i.Created.UnixMilli()))
	}
	text, _ := json.Marshal(entries) // cannot fail: strings, a boolean and a number
	u.Attributes = append(u.Attributes, Attribute{identitiesAttribute, string(text)})
}

// IdentityClaims returns a user's identities in the format of the ID token, in which primary and
// dateCreated are strings (developer guide, "Understanding the identity (ID) token").
func (u User) IdentityClaims() []map[string]any {
	var claims []map[string]any
	for _, i := range u.Identities {
		claims = append(claims, i.entry(strconv.FormatBool(i.Primary), strconv.FormatInt(i.Created.UnixMilli(), 10)))
	}
	return claims
}

// entry returns the identity as an entry of the JSON array. The types of primary and dateCreated
// differ between the attribute and the ID token.
func (i Identity) entry(primary, created any) map[string]any {
	var issuer any // null for OIDC and social providers, as observed
	if i.Issuer != "" {
		issuer = i.Issuer
	}
	return map[string]any{
		"userId": i.UserID, "providerName": i.ProviderName, "providerType": i.ProviderType, "issuer": issuer,
		"primary": primary, "dateCreated": created,
	}
}

// matches reports whether an assertion is for this identity.
func (i Identity) matches(a Assertion) bool {
	switch {
	case i.ProviderName != a.Provider.Name:
		return false
	case i.SourceAttribute == "" || i.SourceAttribute == SubjectAttribute:
		return i.UserID == a.Subject
	default:
		value, has := a.Claims[i.SourceAttribute]
		return has && i.UserID == value
	}
}
