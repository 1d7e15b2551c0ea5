package cognitoidp

import (
	"errors"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// selfScope lets an access token be used for the user's own account.
const selfScope = "aws.cognito.signin.user.admin"

// accessTokenRequest has the member by which a user acts on the own account.
type accessTokenRequest struct{ AccessToken string }

// self returns the user of an access token that has the scope to act on the account.
func (c *call) self(raw string) (userpool.User, error) {
	access, err := c.Issuer.Access(raw)
	switch {
	case errors.Is(err, token.ErrRevokedAccessToken):
		return userpool.User{}, userpool.NotAuthorized("Access Token has been revoked")
	case errors.Is(err, token.ErrExpiredAccessToken):
		return userpool.User{}, userpool.NotAuthorized("Access Token has expired")
	case err != nil:
		return userpool.User{}, userpool.NotAuthorized("Invalid Access Token")
	case !slices.Contains(access.Scopes, selfScope):
		return userpool.User{}, userpool.NotAuthorized("Access Token does not have required scopes")
	}
	return c.Issuer.User(access)
}

func getUser(c *call, in accessTokenRequest) (any, error) {
	u, err := c.self(in.AccessToken)
	if err != nil {
		return nil, err
	}
	list, preferred := mfaSettings(u)
	return struct {
		Username            string
		UserAttributes      []attribute
		UserMFASettingList  []string `json:",omitempty"`
		PreferredMfaSetting string   `json:",omitempty"`
	}{u.Username, attributesOf(u.Attributes), list, preferred}, nil
}

func globalSignOut(c *call, in accessTokenRequest) (any, error) {
	u, err := c.self(in.AccessToken)
	if err != nil {
		return nil, err
	}
	_, err = c.Store.SignOutUser(u.PoolID, u.Username)
	return none{}, err
}

var userActions = []action{
	on("GetUser", getUser),
	on("GlobalSignOut", globalSignOut),
}
