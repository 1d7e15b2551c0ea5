package cognitoidp

import (
	"errors"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// softwareTokenRequest identifies its user with an access token, or with the session of an MFA_SETUP
// challenge.
type softwareTokenRequest struct {
	AccessToken string
	Session     string
	UserCode    string
	// FriendlyDeviceName is the name that later challenges show for the authenticator app.
	FriendlyDeviceName string
}

func associateSoftwareToken(c *call, in softwareTokenRequest) (any, error) {
	var response struct {
		SecretCode string
		Session    string `json:",omitempty"`
	}
	var err error
	if in.AccessToken == "" {
		response.SecretCode, response.Session, err = c.SignIns.AssociateSoftwareToken(in.Session)
		return response, err
	}
	user, err := c.tokenUser(in.AccessToken)
	if err != nil {
		return nil, err
	}
	response.SecretCode, err = c.Store.AssociateTOTP(user.PoolID, user.Username)
	return response, err
}

// verifySoftwareToken confirms a new software token with its first code.
func verifySoftwareToken(c *call, in softwareTokenRequest) (any, error) {
	session, err := c.verifyToken(in)
	if errors.Is(err, apierror.ErrCodeMismatch) {
		err = apierror.EnableSoftwareToken()
	}
	return struct {
		Status  string
		Session string `json:",omitempty"`
	}{"SUCCESS", session}, err
}

func (c *call) verifyToken(in softwareTokenRequest) (session string, err error) {
	if in.AccessToken == "" {
		return c.SignIns.VerifySoftwareToken(in.Session, in.UserCode, in.FriendlyDeviceName)
	}
	user, err := c.tokenUser(in.AccessToken)
	if err != nil {
		return "", err
	}
	_, err = c.Store.VerifyTOTP(user.PoolID, user.Username, in.UserCode, in.FriendlyDeviceName)
	return "", err
}

var softwareTokenActions = []action{
	on("AssociateSoftwareToken", associateSoftwareToken),
	on("VerifySoftwareToken", verifySoftwareToken),
}
