package cognitoidp

import (
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

type mfaSetting struct{ Enabled, PreferredMfa bool }

type mfaPreferenceRequest struct {
	AccessToken              string // SetUserMFAPreference
	UserPoolID               string `json:"UserPoolId"` // AdminSetUserMFAPreference
	Username                 string
	SMSMfaSettings           *mfaSetting
	SoftwareTokenMfaSettings *mfaSetting
	EmailMfaSettings         *mfaSetting
	WebAuthnMfaSettings      *struct{ Enabled bool }
}

// apply sets the MFA preference of a user. It keeps the settings that the request omits. factorError
// returns the error for a factor that the user has not set up.
func (in mfaPreferenceRequest) apply(c *call, user userpool.User, factorError func(string) error) (any, error) {
	choices := map[string]userpool.FactorSetting{}
	if in.WebAuthnMfaSettings != nil {
		choices[userpool.FactorPasskey] = userpool.FactorSetting{Enabled: in.WebAuthnMfaSettings.Enabled}
	}
	for name, setting := range map[string]*mfaSetting{
		userpool.StepSMS: in.SMSMfaSettings, userpool.StepSoftwareToken: in.SoftwareTokenMfaSettings, userpool.StepEmail: in.EmailMfaSettings,
	} {
		if setting != nil {
			choices[name] = userpool.FactorSetting{Enabled: setting.Enabled, Preferred: setting.PreferredMfa}
		}
	}
	pool, err := c.Store.Pool(user.PoolID)
	if err != nil {
		return nil, err
	}
	if choices[userpool.StepEmail].Enabled && !pool.HasCodesByEmail() {
		return nil, apierror.InvalidParameter("Email MFA needs the feature plan Essentials or Plus.") // API_EmailMfaSettingsType; the text is unspecified
	}
	_, err = c.Store.SetSecondFactors(user.PoolID, user.Username, choices, factorError)
	return none{}, err
}

// userFactorError returns the error of the user's own action for a factor that is not set up
// (aws-amplify/amplify-js#618, #1812; unspecified for email).
func userFactorError(factor string) error {
	switch factor {
	case userpool.StepSMS:
		return apierror.InvalidParameter("User does not have a phone_number set to turn on SMS MFA")
	case userpool.StepSoftwareToken:
		return apierror.InvalidParameter("User has not verified software token mfa")
	}
	return adminFactorError(factor)
}

// adminFactorError returns the error of an administrator's action for a factor that the user has not set up
// (aws/aws-sdk-js-v3#4645).
func adminFactorError(factor string) error {
	return apierror.InvalidParameter("User does not have delivery config set to turn on %s", factor)
}

func setUserMFAPreference(c *call, in mfaPreferenceRequest) (any, error) {
	user, err := c.tokenUser(in.AccessToken)
	if err != nil {
		return nil, err
	}
	return in.apply(c, user, userFactorError)
}

func adminSetUserMFAPreference(c *call, in mfaPreferenceRequest) (any, error) {
	user, err := c.Store.User(in.UserPoolID, in.Username)
	if err != nil {
		return nil, err
	}
	return in.apply(c, user, adminFactorError)
}

// mfaOption is the MFAOptionType of the API, the older setting for SMS as a second factor.
type mfaOption struct{ DeliveryMedium, AttributeName string }

// mfaOptions returns the MFAOptions of a user (a capture in aws-amplify/amplify-js#1343).
func mfaOptions(u userpool.User) []mfaOption {
	if !u.SMSFactor.Enabled {
		return nil
	}
	return []mfaOption{{userpool.MediumSMS, "phone_number"}}
}

type userSettingsRequest struct {
	AccessToken string // SetUserSettings
	UserPoolID  string `json:"UserPoolId"` // AdminSetUserSettings
	Username    string
	MFAOptions  []mfaOption
}

// apply enables SMS as a second factor, or disables it if the list is empty. It rejects other factors
// (API_SetUserSettings).
func (in userSettingsRequest) apply(c *call, user userpool.User, factorError func(string) error) (any, error) {
	for _, option := range in.MFAOptions {
		if option != (mfaOption{userpool.MediumSMS, "phone_number"}) {
			return nil, apierror.InvalidParameter("MFAOptions can only be SMS to phone_number.") // the text is unspecified
		}
	}
	setting := userpool.FactorSetting{Enabled: len(in.MFAOptions) > 0, Preferred: user.SMSFactor.Preferred && len(in.MFAOptions) > 0}
	_, err := c.Store.SetSecondFactors(user.PoolID, user.Username, map[string]userpool.FactorSetting{userpool.StepSMS: setting}, factorError)
	return none{}, err
}

func setUserSettings(c *call, in userSettingsRequest) (any, error) {
	user, err := c.tokenUser(in.AccessToken)
	if err != nil {
		return nil, err
	}
	return in.apply(c, user, userFactorError)
}

func adminSetUserSettings(c *call, in userSettingsRequest) (any, error) {
	user, err := c.Store.User(in.UserPoolID, in.Username)
	if err != nil {
		return nil, err
	}
	return in.apply(c, user, adminFactorError)
}

var mfaPreferenceActions = []action{
	on("SetUserMFAPreference", setUserMFAPreference),
	on("AdminSetUserMFAPreference", adminSetUserMFAPreference),
	on("SetUserSettings", setUserSettings),
	on("AdminSetUserSettings", adminSetUserSettings),
}
