package cognitoidp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

func TestMFAPreference(t *testing.T) {
	const own, admin = `{"AccessToken":"{access}",`, `{"UserPoolId":"{pool}","Username":"ada",`
	s := withAda(t, cognitotest.Config{}, sesSender)
	s.tokens(t, "InitiateAuth", startAda)
	settings := func() (list, preferred, options any) {
		user := s.ok(t, "GetUser", `{"AccessToken":"{access}"}`)
		same := s.ok(t, "AdminGetUser", `{"UserPoolId":"{pool}","Username":"ada"}`)
		factors := s.ok(t, "GetUserAuthFactors", `{"AccessToken":"{access}"}`)
		for _, member := range []string{"UserMFASettingList", "PreferredMfaSetting"} {
			assert.Equal(t, user[member], same[member], member)
			assert.Equal(t, user[member], factors[member], member)
		}
		assert.Equal(t, user["MFAOptions"], same["MFAOptions"])
		return user["UserMFASettingList"], user["PreferredMfaSetting"], user["MFAOptions"]
	}
	bySMS := []any{map[string]any{"DeliveryMedium": "SMS", "AttributeName": "phone_number"}}
	for _, tt := range []struct {
		name, action, body       string
		list, preferred, options any
	}{
		{"SMS, preferred", "SetUserMFAPreference", own + `"SMSMfaSettings":{"Enabled":true,"PreferredMfa":true}}`, []any{"SMS_MFA"}, "SMS_MFA", bySMS},
		{"email in addition", "AdminSetUserMFAPreference", admin + `"EmailMfaSettings":{"Enabled":true}}`, []any{"SMS_MFA", "EMAIL_OTP"}, "SMS_MFA", bySMS},
		{"email becomes preferred", "AdminSetUserMFAPreference", admin + `"EmailMfaSettings":{"Enabled":true,"PreferredMfa":true}}`, []any{"SMS_MFA", "EMAIL_OTP"}, "EMAIL_OTP", bySMS},
		{"no settings", "SetUserMFAPreference", `{"AccessToken":"{access}"}`, []any{"SMS_MFA", "EMAIL_OTP"}, "EMAIL_OTP", bySMS},
		{"SMS disabled with the older action", "SetUserSettings", own + `"MFAOptions":[]}`, []any{"EMAIL_OTP"}, "EMAIL_OTP", nil},
		{"SMS enabled with the older action", "AdminSetUserSettings", admin + `"MFAOptions":[{"DeliveryMedium":"SMS","AttributeName":"phone_number"}]}`, []any{"SMS_MFA", "EMAIL_OTP"}, "EMAIL_OTP", bySMS},
		{"all disabled", "SetUserMFAPreference", own + `"SMSMfaSettings":{"Enabled":false},"EmailMfaSettings":{"Enabled":false},"SoftwareTokenMfaSettings":{"Enabled":false}}`, nil, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s.ok(t, tt.action, tt.body)
			list, preferred, options := settings()
			assert.Equal(t, tt.list, list)
			assert.Equal(t, tt.preferred, preferred)
			assert.Equal(t, tt.options, options)
		})
	}
	for _, tt := range []struct{ name, action, body, message string }{
		{"two preferred", "SetUserMFAPreference", own + `"SMSMfaSettings":{"Enabled":true,"PreferredMfa":true},"EmailMfaSettings":{"Enabled":true,"PreferredMfa":true}}`, "Only one MFA setting can be preferred."},
		{"preferred, but disabled", "SetUserMFAPreference", own + `"SMSMfaSettings":{"Enabled":false,"PreferredMfa":true}}`, "A preferred MFA setting must be enabled."},
		{"no authenticator app", "SetUserMFAPreference", own + `"SoftwareTokenMfaSettings":{"Enabled":true}}`, "User has not verified software token mfa"},
		{"no authenticator app, as an administrator", "AdminSetUserMFAPreference", admin + `"SoftwareTokenMfaSettings":{"Enabled":true}}`, "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA"},
		{"passkeys", "SetUserMFAPreference", own + `"WebAuthnMfaSettings":{"Enabled":true}}`, "Passkeys do not satisfy MFA in the user pool. Set FactorConfiguration to MULTI_FACTOR_WITH_USER_VERIFICATION."},
		{"email with the older action", "SetUserSettings", own + `"MFAOptions":[{"DeliveryMedium":"EMAIL","AttributeName":"email"}]}`, "MFAOptions can only be SMS to phone_number."},
	} {
		t.Run(tt.name, func(t *testing.T) { s.fails(t, tt.action, tt.body, "InvalidParameterException", tt.message) })
	}
	list, _, _ := settings()
	assert.Nil(t, list, "a rejected request changes nothing")

	s.ok(t, "AdminDeleteUserAttributes", `{"UserPoolId":"{pool}","Username":"ada","UserAttributeNames":["email","phone_number"]}`)
	s.fails(t, "SetUserMFAPreference", own+`"SMSMfaSettings":{"Enabled":true}}`, "InvalidParameterException", "User does not have a phone_number set to turn on SMS MFA")
	s.fails(t, "SetUserMFAPreference", own+`"EmailMfaSettings":{"Enabled":true}}`, "InvalidParameterException", "User does not have delivery config set to turn on EMAIL_OTP")
	s.fails(t, "AdminSetUserMFAPreference", admin+`"SMSMfaSettings":{"Enabled":true}}`, "InvalidParameterException", "User does not have delivery config set to turn on SMS_MFA")
}
