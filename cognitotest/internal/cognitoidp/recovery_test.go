package cognitoidp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestRecoveryAvoidsMediumOfSecondFactor: the code for a new password is not sent to the delivery medium of
// the user's preferred second factor (developer guide, "Password reset and recovery").
func TestRecoveryAvoidsMediumOfSecondFactor(t *testing.T) {
	const user = `{"UserPoolId":"{pool}","Username":"jo","MessageAction":"SUPPRESS","UserAttributes":[{"Name":"email","Value":"jo@example.com"},{"Name":"email_verified","Value":"true"},` +
		`{"Name":"phone_number","Value":"+12065550123"},{"Name":"phone_number_verified","Value":"true"}]}`
	prefer := func(preferred string) request {
		return request{"AdminSetUserMFAPreference", `{"UserPoolId":"{pool}","Username":"jo","SMSMfaSettings":{"Enabled":true,"PreferredMfa":` + preferred + `}}`}
	}
	s := withPoolAndClient(t, start(t), `{"PoolName":"p","MfaConfiguration":"OPTIONAL","AutoVerifiedAttributes":["phone_number"],"SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms"}}`, passwordClient)
	s.ok(t, "AdminCreateUser", user)
	s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"jo","Password":"Passw0rd!","Permanent":true}`)
	s.ok(t, prefer("false").action, prefer("false").body)
	assert.Equal(t, "SMS", at(s.ok(t, "ForgotPassword", forgotJo), "CodeDeliveryDetails", "DeliveryMedium"))
	s.ok(t, prefer("true").action, prefer("true").body)
	assert.Equal(t, "EMAIL", at(s.ok(t, "ForgotPassword", forgotJo), "CodeDeliveryDetails", "DeliveryMedium"))
	s.ok(t, "AdminDeleteUserAttributes", `{"UserPoolId":"{pool}","Username":"jo","UserAttributeNames":["email"]}`)
	s.fails(t, "ForgotPassword", forgotJo, "InvalidParameterException", "Cannot reset password for the user as there is no registered/verified email or phone_number")
}
