package token

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// tokenChanges runs the pool's pre token generation trigger for the tokens of one response. The
// trigger runs to its end even if the client has disconnected, as with the service.
func (i *Issuer) tokenChanges(pool userpool.Pool, c trigger.Call, request trigger.PreTokenGenerationRequest) (trigger.TokenChanges, error) {
	c.Pool = pool
	changes, err := i.Triggers.PreTokenGeneration(context.Background(), c, request)
	if err != nil {
		return trigger.TokenChanges{}, err
	}
	for _, scope := range changes.ScopesToAdd {
		if scope == "" || strings.ContainsAny(scope, " \t\r\n") { // the error is documented, its text is unspecified
			return trigger.TokenChanges{}, trigger.InvalidResponse("Invalid scope in scopesToAdd: " + scope)
		}
	}
	return changes, nil
}

// userTokenChanges runs the trigger for the tokens of a user.
func (i *Issuer) userTokenChanges(c claimsContext, source string, metadata map[string]string) (trigger.TokenChanges, error) {
	return i.tokenChanges(c.pool, trigger.Call{Source: source, ClientID: c.client.ID, Username: c.user.Username}, trigger.PreTokenGenerationRequest{
		UserAttributes: trigger.UserAttributes(c.user), Groups: c.groups, Scopes: c.family.Scopes, ClientMetadata: metadata,
	})
}

// apply applies the response of the trigger. Groups in the response replace the user's groups
// (developer guide, "Pre token generation Lambda trigger").
func (c *claimsContext) apply(t trigger.TokenChanges) {
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

// fixedClaims are claims that a trigger cannot change in either token (developer guide, "Pre
// token generation Lambda trigger", "Claims and scopes reference"). Claims with the prefix
// cognito: are fixed, too. A trigger can only suppress cognito:groups.
var fixedClaims = []string{
	"sub", "iss", "token_use", "exp", "iat", "nbf", "auth_time", "jti", "origin_jti", "event_id", "nonce", "at_hash", "azp", "acr", "amr",
}

var (
	fixedInID     = []string{"aud", "identities"}
	fixedInAccess = []string{"client_id", "username", "scope", "version", "device_key"}
)

// applyChanges adds, replaces and removes claims. It ignores changes of fixed claims; that it
// does not return an error is unspecified. Suppressing takes precedence over adding.
func applyChanges(claims map[string]any, changes trigger.ClaimChanges, fixed []string) {
	isFixed := func(name string) bool {
		return slices.Contains(fixedClaims, name) || slices.Contains(fixed, name) || strings.HasPrefix(name, "cognito:")
	}
	for name, value := range changes.Add {
		if !isFixed(name) && !strings.HasPrefix(name, "dev:") && allowsValue(name, value) {
			claims[name] = value
		}
	}
	for _, name := range changes.Suppress {
		switch {
		case name == "cognito:groups": // also removes the claims of the groups' roles
			delete(claims, name)
			delete(claims, "cognito:roles")
			delete(claims, "cognito:preferred_role")
		case !isFixed(name):
			delete(claims, name)
		}
	}
}

// allowsValue reports whether a claim can have a value. Some standard claims cannot be an object
// or an array (developer guide, "Pre token generation Lambda trigger", "Event versions").
func allowsValue(name string, value json.RawMessage) bool {
	scalar := slices.Contains([]string{"phone_number_verified", "email_verified", "updated_at", "address"}, name)
	return !scalar || len(value) > 0 && value[0] != '{' && value[0] != '['
}

// applyToAccess changes the claims of an access token. A trigger can set its audience only to the
// client id.
func applyToAccess(claims map[string]any, changes trigger.ClaimChanges, clientID string) {
	fixed := fixedInAccess
	if string(changes.Add["aud"]) != `"`+clientID+`"` {
		fixed = append(slices.Clone(fixed), "aud")
	}
	applyChanges(claims, changes, fixed)
}
