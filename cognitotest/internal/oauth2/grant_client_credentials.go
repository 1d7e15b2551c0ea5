package oauth2

import (
	"net/url"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// redeemClientCredentials is the client credentials grant (RFC 6749 section 4.4).
// Without a scope the token has all custom scopes of the client; a scope that the
// client does not have is refused, the strict one of two readings (the
// documentation also says that such scopes are ignored).
func (e *Endpoints) redeemClientCredentials(client userpool.Client, body url.Values) (token.Set, error) {
	scopes := strings.Fields(body.Get("scope"))
	for _, s := range scopes {
		if !slices.Contains(client.AllowedOAuthScopes, s) || userpool.IsSystemScope(s) {
			return token.Set{}, invalidScope()
		}
	}
	if len(scopes) == 0 {
		scopes = slices.DeleteFunc(slices.Clone(client.AllowedOAuthScopes), userpool.IsSystemScope)
	}
	return e.Issuer.ClientCredentials(client, scopes, body.Get("resource"))
}
