package cognitoidp

import (
	"errors"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

type softwareTokenRequest struct {
	AccessToken string
	Session     string
	UserCode    string
	// FriendlyDeviceName is the name of the authenticator app in the challenge.
	FriendlyDeviceName string
}

// tokenHolder returns the user of a request, by access token or by the session of an MFA_SETUP
// challenge, which it consumes.
func (c *call) tokenHolder(in softwareTokenRequest) (userpool.User, *userpool.Challenge, error) {
	if in.AccessToken != "" {
		user, err := c.self(in.AccessToken)
		return user, nil, err
	}
	state, err := c.Store.TakeSession(in.Session, userpool.StepMFASetup)
	if err != nil {
		return userpool.User{}, nil, err
	}
	user, err := c.Store.User(state.PoolID, state.Username)
	if err == nil {
		err = c.Store.CheckSetUp(user)
	}
	return user, &state, err
}

// nextSession replaces a consumed session. It returns "" without one.
func (c *call) nextSession(state *userpool.Challenge) string {
	if state == nil {
		return ""
	}
	return c.Store.ContinueChallenge(*state)
}

// keepSession makes a session valid again after an error, so that a user can correct a mistyped
// code (unspecified).
func (c *call) keepSession(session string, state *userpool.Challenge) {
	if state != nil {
		c.Store.ReturnChallenge(session, *state)
	}
}

func associateSoftwareToken(c *call, in softwareTokenRequest) (any, error) {
	user, state, err := c.tokenHolder(in)
	if err != nil {
		return nil, err
	}
	secret, err := c.Store.AssociateTOTP(user.PoolID, user.Username)
	if err != nil {
		c.keepSession(in.Session, state)
		return nil, err
	}
	return struct {
		SecretCode string
		Session    string `json:",omitempty"`
	}{secret, c.nextSession(state)}, nil
}

// verifySoftwareToken confirms a new software token with its first code.
func verifySoftwareToken(c *call, in softwareTokenRequest) (any, error) {
	user, state, err := c.tokenHolder(in)
	if err != nil {
		return nil, err
	}
	if _, err := c.Store.VerifyTOTP(user.PoolID, user.Username, in.UserCode, in.FriendlyDeviceName); err != nil {
		c.keepSession(in.Session, state)
		if !errors.Is(err, apierror.ErrCodeMismatch) {
			return nil, err
		}
		return nil, apierror.EnableSoftwareToken()
	}
	if state != nil {
		state.Progress.TokenVerified = true
	}
	return struct {
		Status  string
		Session string `json:",omitempty"`
	}{"SUCCESS", c.nextSession(state)}, nil
}

var softwareTokenActions = []action{
	on("AssociateSoftwareToken", associateSoftwareToken),
	on("VerifySoftwareToken", verifySoftwareToken),
}
