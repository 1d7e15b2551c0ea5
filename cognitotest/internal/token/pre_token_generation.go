package token

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// changes asks the pool's function what to change in the tokens of one answer. The
// function runs to its end even if the client has gone, as it does at the service.
func (i *Issuer) changes(pool userpool.Pool, c trigger.Call, request trigger.PreTokenGenerationRequest) (trigger.TokenChanges, error) {
	c.Pool = pool
	changes, err := i.Triggers.PreTokenGeneration(context.Background(), c, request)
	if err != nil {
		return trigger.TokenChanges{}, err
	}
	for _, scope := range changes.ScopesToAdd {
		if scope == "" || strings.ContainsAny(scope, " \t\r\n") { // that it is refused is documented; how: chosen
			return trigger.TokenChanges{}, trigger.InvalidResponse("Invalid scope in scopesToAdd: " + scope)
		}
	}
	return changes, nil
}

// userChanges is changes for the tokens of a person.
func (i *Issuer) userChanges(c claimsContext, source string, metadata map[string]string) (trigger.TokenChanges, error) {
	return i.changes(c.pool, trigger.Call{Source: source, ClientID: c.client.ID, Username: c.user.Username}, trigger.PreTokenGenerationRequest{
		UserAttributes: trigger.UserAttributes(c.user), Groups: c.groups, Scopes: c.family.Scopes, ClientMetadata: metadata,
	})
}

// change applies what the function asked for. A group in the response replaces the
// user's (same page of the developer guide).
func (c *claimsContext) change(t trigger.TokenChanges) {
	c.changes = t
	if t.Groups != nil {
		c.groups = *t.Groups
	}
	c.scopes = changedScopes(c.family.Scopes, t)
}

func changedScopes(scopes []string, t trigger.TokenChanges) []string {
	changed := slices.Clone(scopes)
	for _, s := range t.ScopesToAdd {
		if !slices.Contains(changed, s) {
			changed = append(changed, s)
		}
	}
	return slices.DeleteFunc(changed, func(s string) bool { return slices.Contains(t.ScopesToSuppress, s) })
}

// fixedClaims are those that a function cannot touch in either token (same page, "Claims
// and scopes reference"); nor any with the prefix cognito:, but for the groups.
var fixedClaims = []string{
	"sub", "iss", "token_use", "exp", "iat", "nbf", "auth_time", "jti", "origin_jti", "event_id", "nonce", "at_hash", "azp", "acr", "amr",
}

var (
	fixedInID     = []string{"aud", "identities"}
	fixedInAccess = []string{"client_id", "username", "scope", "version", "device_key"}
)

// applyChanges changes claims, except those that are fixed: what a function asks for them
// is ignored (that it is without an error: chosen). Suppressing wins over adding.
func applyChanges(claims map[string]any, changes trigger.ClaimChanges, fixed []string) {
	isFixed := func(name string) bool {
		return slices.Contains(fixedClaims, name) || slices.Contains(fixed, name) || strings.HasPrefix(name, "cognito:")
	}
	for name, value := range changes.Add {
		if !isFixed(name) && !strings.HasPrefix(name, "dev:") && accepts(name, value) {
			claims[name] = value
		}
	}
	for _, name := range changes.Suppress {
		switch {
		case name == "cognito:groups": // its roles go with it
			delete(claims, name)
			delete(claims, "cognito:roles")
			delete(claims, "cognito:preferred_role")
		case !isFixed(name):
			delete(claims, name)
		}
	}
}

// accepts refuses objects and arrays as values of the standard claims that cannot have
// them (same page, "Event versions").
func accepts(name string, value json.RawMessage) bool {
	simple := slices.Contains([]string{"phone_number_verified", "email_verified", "updated_at", "address"}, name)
	return !simple || len(value) > 0 && value[0] != '{' && value[0] != '['
}

// applyToAccess changes the claims of an access token. Its audience can only be the client.
func applyToAccess(claims map[string]any, changes trigger.ClaimChanges, clientID string) {
	fixed := fixedInAccess
	if string(changes.Add["aud"]) != `"`+clientID+`"` {
		fixed = append(slices.Clone(fixed), "aud")
	}
	applyChanges(claims, changes, fixed)
}
