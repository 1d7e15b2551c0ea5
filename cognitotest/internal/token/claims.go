package token

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// claimsContext has the records and settings from which the claims of one response are computed.
type claimsContext struct {
	pool    userpool.Pool
	client  userpool.Client
	user    userpool.User
	family  userpool.TokenFamily
	groups  trigger.GroupConfiguration
	scopes  []string // of the access token
	changes trigger.TokenChanges
	nonce   string
	now     time.Time
	eventID string
	// implicit marks the tokens of an implicit grant.
	implicit bool
	levels   bool // whether the emulator has levels of authentication
}

// common returns the claims that access and ID tokens share.
func (c claimsContext) common(lifetime time.Duration) map[string]any {
	claims := map[string]any{
		"sub":       c.user.Sub(),
		"iss":       c.pool.Issuer(),
		"event_id":  c.eventID,
		"auth_time": c.family.AuthTime.Unix(),
		"iat":       c.now.Unix(),
		"exp":       c.now.Add(lifetime).Unix(),
	}
	// Revocation adds the two identifiers (developer guide, "Revoking tokens"), and so does
	// rotation ("Refresh tokens").
	if c.client.EnableTokenRevocation || c.client.Rotates() {
		claims["jti"] = userpool.NewUUID()
		if !c.implicit {
			claims["origin_jti"] = c.family.OriginJTI
		}
	}
	if c.levels && c.family.ACR != "" {
		claims["acr"], claims["amr"] = c.family.ACR, c.family.AMR
	}
	if len(c.groups.Groups) > 0 {
		claims["cognito:groups"] = c.groups.Groups
	}
	return claims
}

// access returns the claims of an access token (developer guide, "Understanding the access
// token").
func (c claimsContext) access() map[string]any {
	claims := c.common(c.client.AccessTokenLifetime())
	claims["token_use"] = "access"
	claims["client_id"] = c.client.ID
	claims["username"] = c.user.Username
	claims["scope"] = strings.Join(c.scopes, " ")
	if c.family.DeviceKey != "" {
		claims["device_key"] = c.family.DeviceKey
	}
	if !c.family.API {
		claims["version"] = 2 // marks OAuth tokens; observed, not documented
	}
	if c.family.Resource != "" {
		claims["aud"] = c.family.Resource // RFC 8707 section 2.2
	}
	applyToAccess(claims, c.changes.Access, c.client.ID)
	return claims
}

// id returns the claims of an ID token (developer guide, "Understanding the identity (ID)
// token").
func (c claimsContext) id(accessToken string) map[string]any {
	claims := c.common(c.client.IDTokenLifetime())
	claims["token_use"] = "id"
	claims["aud"] = c.client.ID
	claims["cognito:username"] = c.user.Username
	if c.nonce != "" {
		claims["nonce"] = c.nonce
	}
	if !c.family.API {
		claims["at_hash"] = accessTokenHash(accessToken)
	}
	for _, a := range ReadableAttributes(c.client, c.user, c.family.Scopes) {
		claims[a.Name] = attributeClaim(a)
	}
	if identities := c.user.IdentityClaims(); len(identities) > 0 {
		claims["identities"] = identities
	}
	if len(c.groups.Roles) > 0 {
		claims["cognito:roles"] = c.groups.Roles
		if c.groups.PreferredRole != "" {
			claims["cognito:preferred_role"] = string(c.groups.PreferredRole)
		}
	}
	applyChanges(claims, c.changes.ID, fixedInID)
	return claims
}

// accessTokenHash returns at_hash (OpenID Connect Core 3.1.3.6): the left half of the hash of
// the token's algorithm.
func accessTokenHash(accessToken string) string {
	sum := sha256.Sum256([]byte(accessToken))
	return base64.RawURLEncoding.EncodeToString(sum[:len(sum)/2])
}

// profileClaims are the attributes of the profile scope (OpenID Connect Core 5.4).
var profileClaims = []string{
	"name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile", "picture",
	"website", "gender", "birthdate", "zoneinfo", "locale", "updated_at", "address",
}

// ReadableAttributes returns the user's attributes that the scopes and the client's read
// permissions allow in a token, without sub. Without the scopes email, phone and profile, as in
// an API sign-in or with only openid, it returns all attributes that the client can read.
func ReadableAttributes(client userpool.Client, user userpool.User, scopes []string) []userpool.Attribute {
	filtered := slices.ContainsFunc(scopes, func(s string) bool { return s == "email" || s == "phone" || s == "profile" })
	var readable []userpool.Attribute
	for _, a := range user.Attributes {
		if a.Name == "sub" || !client.MayRead(a.Name) || strings.HasPrefix(a.Name, "dev:") || (filtered && !scopesInclude(scopes, a.Name)) {
			continue
		}
		readable = append(readable, a)
	}
	return readable
}

// attributeClaim returns the value of an attribute in an ID token. The claims that OpenID
// Connect Core 5.1 defines as a boolean, an object or a number have that type. Every other
// attribute is a string, including custom attributes of any data type. The address is an object
// with the member formatted, even if the attribute's value is JSON
// (aws-amplify/amplify-js#4935).
func attributeClaim(a userpool.Attribute) any {
	switch a.Name {
	case "email_verified", "phone_number_verified":
		return a.Value == "true"
	case "address":
		return map[string]string{"formatted": a.Value}
	case "updated_at": // floci-io/floci#985
		if seconds, err := strconv.ParseInt(a.Value, 10, 64); err == nil {
			return seconds
		}
	}
	return a.Value
}

// scopesInclude reports whether one of the scopes email, phone and profile includes an attribute.
func scopesInclude(scopes []string, attribute string) bool {
	switch attribute {
	case "email", "email_verified":
		return slices.Contains(scopes, "email")
	case "phone_number", "phone_number_verified":
		return slices.Contains(scopes, "phone")
	default:
		custom := strings.HasPrefix(attribute, "custom:")
		return (custom || slices.Contains(profileClaims, attribute)) && slices.Contains(scopes, "profile")
	}
}

// groupConfiguration returns the names and roles of groups, which must be in the order of their
// precedence.
func groupConfiguration(groups []userpool.Group) trigger.GroupConfiguration {
	c := trigger.GroupConfiguration{Groups: []string{}, Roles: []string{}}
	for _, g := range groups {
		c.Groups = append(c.Groups, g.Name)
		if g.RoleARN != "" && !slices.Contains(c.Roles, g.RoleARN) {
			c.Roles = append(c.Roles, g.RoleARN)
		}
	}
	if len(groups) > 0 {
		c.PreferredRole = trigger.Text(preferredRole(groups))
	}
	return c
}

// preferredRole returns the role of the group with the lowest precedence, or "" if groups with
// the same precedence have different roles (API_GroupType).
func preferredRole(groups []userpool.Group) string {
	first := groups[0]
	if first.Precedence == nil {
		return ""
	}
	for _, g := range groups[1:] {
		if g.Precedence != nil && *g.Precedence == *first.Precedence && g.RoleARN != first.RoleARN {
			return ""
		}
	}
	return first.RoleARN
}

// machineClaims returns the claims of a client credentials token. Its subject is the client;
// it has no user, groups or origin.
func (i *Issuer) machineClaims(pool userpool.Pool, client userpool.Client, scopes []string, now time.Time) map[string]any {
	return map[string]any{
		"sub":       client.ID,
		"client_id": client.ID,
		"iss":       pool.Issuer(),
		"token_use": "access",
		"scope":     strings.Join(scopes, " "),
		"auth_time": now.Unix(),
		"iat":       now.Unix(),
		"exp":       now.Add(client.AccessTokenLifetime()).Unix(),
		"jti":       userpool.NewUUID(),
		"version":   2,
	}
}
