package cognitoidp

import (
	"errors"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// accountScope is the scope that an access token needs for actions on the user's own account.
const accountScope = "aws.cognito.signin.user.admin"

// accessTokenRequest is the request of an action on the user's own account.
type accessTokenRequest struct{ AccessToken string }

// tokenUser returns the user of an access token. It requires accountScope.
func (c *call) tokenUser(raw string) (userpool.User, error) {
	u, _, err := c.tokenUserAndClient(raw)
	return u, err
}

// tokenUserAndClient also returns the client to which the token was issued.
func (c *call) tokenUserAndClient(raw string) (userpool.User, userpool.Client, error) {
	access, err := c.Issuer.Access(raw)
	switch {
	case errors.Is(err, token.ErrRevokedAccessToken):
		err = apierror.NotAuthorized("Access Token has been revoked")
	case errors.Is(err, token.ErrExpiredAccessToken):
		err = apierror.NotAuthorized("Access Token has expired")
	case err != nil:
		err = apierror.NotAuthorized("Invalid Access Token")
	case !slices.Contains(access.Scopes, accountScope):
		err = apierror.NotAuthorized("Access Token does not have required scopes")
	}
	if err != nil {
		return userpool.User{}, userpool.Client{}, err
	}
	u, err := c.Issuer.User(access)
	if err != nil {
		return userpool.User{}, userpool.Client{}, err
	}
	client, err := c.Store.Client(u.PoolID, access.ClientID)
	return u, client, err
}

// getUser returns only the attributes that the client may read (developer guide, "Attribute
// permissions and scopes").
func getUser(c *call, in accessTokenRequest) (any, error) {
	u, client, err := c.tokenUserAndClient(in.AccessToken)
	if err != nil {
		return nil, err
	}
	u.Attributes = slices.DeleteFunc(slices.Clone(u.Attributes), func(a userpool.Attribute) bool { return !client.MayRead(a.Name) })
	list, preferred := u.SecondFactors()
	return struct {
		Username            string
		UserAttributes      []attribute
		MFAOptions          []mfaOption `json:",omitempty"`
		UserMFASettingList  []string    `json:",omitempty"`
		PreferredMfaSetting string      `json:",omitempty"`
	}{u.Username, attributesOf(u.Attributes), mfaOptions(u), list, preferred}, nil
}

func globalSignOut(c *call, in accessTokenRequest) (any, error) {
	u, err := c.tokenUser(in.AccessToken)
	if err != nil {
		return nil, err
	}
	_, err = c.Store.SignOutUser(u.PoolID, u.Username)
	return none{}, err
}

func deleteUser(c *call, in accessTokenRequest) (any, error) {
	u, err := c.tokenUser(in.AccessToken)
	if err != nil {
		return nil, err
	}
	return none{}, c.Store.DeleteUser(u.PoolID, u.Username)
}

var userActions = []action{
	on("GetUser", getUser),
	on("GlobalSignOut", globalSignOut),
	on("DeleteUser", deleteUser),
}
