package oauth2

import (
	"net/url"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// redeemRefreshToken is the refresh token grant (RFC 6749 section 6). A scope
// parameter is ignored: the answer has the scopes of the sign-in.
func (e *Endpoints) redeemRefreshToken(client userpool.Client, body url.Values) (token.Set, error) {
	if body.Get("refresh_token") == "" {
		return token.Set{}, invalidRequest()
	}
	set, err := e.Issuer.Refresh(client, body.Get("refresh_token"))
	return set, asGrantError(err)
}
