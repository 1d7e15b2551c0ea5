package oauth2

import (
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// readRefresh returns the client of a refresh request. It reads the client and the refresh token in
// one transaction: a second transaction could read a later state.
func (e *Endpoints) readRefresh(t *tokenRequest, poolID, clientID string) (userpool.Client, error) {
	var err error
	t.refresh, err = e.Issuer.ReadRefresh(token.RefreshRequest{
		PoolID: poolID, ClientID: clientID, RefreshToken: t.body.Get("refresh_token"), Activity: t.activity,
	})
	return t.refresh.Client, err
}

// redeemRefreshToken is the refresh token grant (RFC 6749 section 6). It ignores the parameter
// scope: the tokens have the scopes of the sign-in.
func (e *Endpoints) redeemRefreshToken(t tokenRequest) (token.Set, error) {
	if t.body.Get("refresh_token") == "" {
		return token.Set{}, invalidRequest()
	}
	set, err := e.Issuer.Refresh(t.refresh, nil)
	return set, asGrantError(err)
}
