package oauth2

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// redeemClientCredentials is the client credentials grant (RFC 6749 section 4.4).
//
// Without a scope parameter the token has all custom scopes of the client. One unusable scope
// fails the request: with invalid_grant if the scope exists but is not allowed for the client,
// with invalid_scope if it does not exist (developer guide, "Token endpoint", of 2026). That a
// system scope returns invalid_grant is unspecified.
//
// The token omits a deleted scope that is still in the client's settings. The grant rejects a
// resource (same guide, "Scopes, M2M, and resource servers"; the error is unspecified).
func (e *Endpoints) redeemClientCredentials(t tokenRequest) (token.Set, error) {
	client, body := t.client, t.body
	if body.Has("resource") {
		return token.Set{}, invalidRequest()
	}
	scopes := strings.Fields(body.Get("scope"))
	for _, s := range scopes {
		switch {
		case slices.Contains(client.AllowedOAuthScopes, s) && !userpool.IsSystemScope(s):
		case userpool.IsSystemScope(s) || e.Store.ScopeExists(client.PoolID, s):
			return token.Set{}, invalidGrant()
		default:
			return token.Set{}, invalidScope()
		}
	}
	if len(scopes) == 0 {
		scopes = e.Store.MachineScopes(client)
	}
	scopes = slices.DeleteFunc(scopes, func(s string) bool { return !e.Store.ScopeExists(client.PoolID, s) })
	metadata, err := triggerMetadata(body)
	if err != nil {
		return token.Set{}, err
	}
	set, err := e.Issuer.ClientCredentials(client, scopes, metadata)
	return set, asGrantError(err)
}

// triggerMetadata returns aws_client_metadata, a JSON object of strings for the pre token
// generation trigger. Other grants ignore it (developer guide, "Token endpoint"). The error
// for any other value is unspecified.
func triggerMetadata(body url.Values) (map[string]string, error) {
	text := body.Get("aws_client_metadata")
	if text == "" {
		return nil, nil
	}
	var metadata map[string]string
	if json.Unmarshal([]byte(text), &metadata) != nil {
		return nil, invalidRequest()
	}
	return metadata, nil
}
