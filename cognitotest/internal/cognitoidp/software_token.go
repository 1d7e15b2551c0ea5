package cognitoidp

import "github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"

type softwareTokenRequest struct {
	AccessToken string
	Session     string
	UserCode    string
}

// tokenHolder finds the user of a request: by access token, or by the session of
// an MFA_SETUP challenge, which it consumes.
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
	return user, &state, err
}

// nextSession replaces a session that was consumed; it is "" without one.
func (c *call) nextSession(state *userpool.Challenge) string {
	if state == nil {
		return ""
	}
	return c.Store.ContinueChallenge(*state)
}

func associateSoftwareToken(c *call, in softwareTokenRequest) (any, error) {
	user, state, err := c.tokenHolder(in)
	if err != nil {
		return nil, err
	}
	secret, err := c.Store.AssociateTOTP(user.PoolID, user.Username)
	if err != nil {
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
	if _, err := c.Store.VerifyTOTP(user.PoolID, user.Username, in.UserCode); err != nil {
		return nil, &userpool.Exception{Name: "EnableSoftwareTokenMFAException", Message: "Code mismatch and fail enable Software Token MFA"}
	}
	return struct {
		Status  string
		Session string `json:",omitempty"`
	}{"SUCCESS", c.nextSession(state)}, nil
}

// answerMFASetup signs in a user who has verified a token in this session.
func answerMFASetup(c *call, client userpool.Client, state userpool.Challenge, _ map[string]string) (any, error) {
	user, err := c.Store.User(client.PoolID, state.Username)
	if err != nil {
		return nil, err
	}
	if !user.TOTP.Verified() {
		return nil, userpool.InvalidParameter("User has not verified software token mfa")
	}
	return c.finish(client, user)
}

func answerSoftwareToken(c *call, client userpool.Client, state userpool.Challenge, in map[string]string) (any, error) {
	if err := required(in, "SOFTWARE_TOKEN_MFA_CODE"); err != nil {
		return nil, err
	}
	user, err := c.Store.CheckTOTP(client.PoolID, state.Username, in["SOFTWARE_TOKEN_MFA_CODE"])
	if err != nil {
		return nil, err
	}
	return c.finish(client, user)
}

type mfaPreferenceRequest struct {
	AccessToken              string // SetUserMFAPreference
	UserPoolID               string `json:"UserPoolId"` // AdminSetUserMFAPreference
	Username                 string
	SoftwareTokenMfaSettings *struct{ Enabled, PreferredMfa bool }
}

// apply sets the preference of a user; settings that are left out stay.
func (in mfaPreferenceRequest) apply(c *call, poolID, username string) (any, error) {
	settings := in.SoftwareTokenMfaSettings
	if settings == nil {
		return none{}, nil
	}
	_, err := c.Store.SetTOTPPreference(poolID, username, settings.Enabled, settings.PreferredMfa)
	return none{}, err
}

func setUserMFAPreference(c *call, in mfaPreferenceRequest) (any, error) {
	user, err := c.self(in.AccessToken)
	if err != nil {
		return nil, err
	}
	return in.apply(c, user.PoolID, user.Username)
}

func adminSetUserMFAPreference(c *call, in mfaPreferenceRequest) (any, error) {
	if _, err := c.Store.User(in.UserPoolID, in.Username); err != nil {
		return nil, err
	}
	return in.apply(c, in.UserPoolID, in.Username)
}

var softwareTokenActions = []action{
	on("AssociateSoftwareToken", associateSoftwareToken),
	on("VerifySoftwareToken", verifySoftwareToken),
	on("SetUserMFAPreference", setUserMFAPreference),
	on("AdminSetUserMFAPreference", adminSetUserMFAPreference),
}
