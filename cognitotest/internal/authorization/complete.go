package authorization

import (
	"net/url"
	"strconv"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Complete returns the response to the request of a user who has signed in: the redirect to
// the callback with a code, or with tokens for an implicit grant.
func (r *Request) Complete(issuer *token.Issuer, user userpool.User, session userpool.BrowserSession) (string, error) {
	if r.ResponseType == "token" {
		return r.implicit(issuer, user, session)
	}
	code := issuer.Store.IssueCode(userpool.AuthorizationCode{
		PoolID: r.Client.PoolID, ClientID: r.Client.ID, Username: user.Username, RedirectURI: r.RedirectURI,
		Scopes: r.Scopes, Nonce: r.Nonce, CodeChallenge: r.CodeChallenge, Resource: r.Resource, AuthTime: session.AuthTime,
		Authentication: session.Authentication, OriginSessionID: session.SSOSessionID(),
	})
	return r.location(append([]string{"code=" + url.QueryEscape(code.Value)}, r.statePair()...)), nil
}

// implicit returns the fragment of RFC 6749 section 4.2.2, in the order and with the case of
// four captures from 2019 to 2024. The developer guide ("Authorize endpoint") has the token
// type in lower case.
func (r *Request) implicit(issuer *token.Issuer, user userpool.User, session userpool.BrowserSession) (string, error) {
	set, err := issuer.Implicit(token.SignIn{
		Client: r.Client, User: user, Scopes: r.Scopes, AuthTime: session.AuthTime, Nonce: r.Nonce, Resource: r.Resource,
		Authentication: session.Authentication, OriginSessionID: session.SSOSessionID(),
	})
	if err != nil {
		return "", err
	}
	var pairs []string
	if set.ID != "" {
		pairs = append(pairs, "id_token="+set.ID)
	}
	pairs = append(pairs, "access_token="+set.Access)
	pairs = append(pairs, r.statePair()...)
	return r.location(append(pairs, "expires_in="+strconv.Itoa(int(set.ExpiresIn.Seconds())), "token_type=Bearer")), nil
}
