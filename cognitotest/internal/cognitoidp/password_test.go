package cognitoidp_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

const (
	forgotJo       = `{"ClientId":"{client}","Username":"jo"}`
	confirmForgot  = `{"ClientId":"{client}","Username":"jo","ConfirmationCode":"{code}","Password":"N3w!Password"}`
	mismatchedCode = `{"ClientId":"{client}","Username":"jo","ConfirmationCode":"{wrong}","Password":"N3w!Password"}`
)

func TestForgotPassword(t *testing.T) {
	s := withPoolAndClient(t, start(t), verifyingPool, passwordClient)
	s.signUpAndConfirm(t)
	out := s.ok(t, "ForgotPassword", forgotJo)
	assert.Equal(t, map[string]any{"CodeDeliveryDetails": map[string]any{"Destination": "j***@e***", "DeliveryMedium": "EMAIL", "AttributeName": "email"}}, out)
	assert.Equal(t, "CustomMessage_ForgotPassword", s.readMessage(t))
	s.fails(t, "ConfirmForgotPassword", mismatchedCode, "CodeMismatchException", "Invalid verification code provided, please try again.")
	s.fails(t, "ConfirmForgotPassword", `{"ClientId":"{client}","Username":"jo","ConfirmationCode":"{code}","Password":"password"}`,
		"InvalidPasswordException", "Password did not conform with policy: Password must have uppercase characters")
	assert.Equal(t, map[string]any{}, s.ok(t, "ConfirmForgotPassword", confirmForgot))
	s.signInAs(t, "jo", "N3w!Password")
	s.fails(t, "ConfirmForgotPassword", confirmForgot, "ExpiredCodeException", "Invalid code provided, please request a code again.")

	s.ok(t, "ForgotPassword", forgotJo)
	s.readMessage(t)
	s.Advance(time.Hour)
	s.fails(t, "ConfirmForgotPassword", confirmForgot, "ExpiredCodeException", "Invalid code provided, please request a code again.")
}

// TestForgotPasswordAttemptsAreLimited: a user can request or enter a code at least five times an hour
// (developer guide, "Forgot password behavior").
func TestForgotPasswordAttemptsAreLimited(t *testing.T) {
	s := withPoolAndClient(t, start(t), verifyingPool, passwordClient)
	s.signUpAndConfirm(t)
	for range 5 {
		s.ok(t, "ForgotPassword", forgotJo)
	}
	s.fails(t, "ForgotPassword", forgotJo, "LimitExceededException", "Attempt limit exceeded, please try after some time.")
	s.readMessage(t)
	s.fails(t, "ConfirmForgotPassword", confirmForgot, "LimitExceededException", "Attempt limit exceeded, please try after some time.")
	s.Advance(time.Hour)
	s.ok(t, "ForgotPassword", forgotJo)
	s.readMessage(t)
	s.ok(t, "ConfirmForgotPassword", confirmForgot)
}

func TestForgotPasswordErrors(t *testing.T) {
	created := request{"AdminCreateUser", `{"UserPoolId":"{pool}","Username":"jo","UserAttributes":[{"Name":"email","Value":"jo@example.com"},{"Name":"email_verified","Value":"true"}]}`}
	permanent := request{"AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"jo","Password":"Passw0rd!","Permanent":true}`}
	disabled := request{"AdminDisableUser", `{"UserPoolId":"{pool}","Username":"jo"}`}
	unverified := request{"AdminUpdateUserAttributes", `{"UserPoolId":"{pool}","Username":"jo","UserAttributes":[{"Name":"email_verified","Value":"false"}]}`}
	const byAdmin = `{"PoolName":"p","AccountRecoverySetting":{"RecoveryMechanisms":[{"Name":"admin_only","Priority":1}]}}`
	const byPhone = `{"PoolName":"p","AccountRecoverySetting":{"RecoveryMechanisms":[{"Name":"verified_phone_number","Priority":1}]}}`
	const noAddress = "Cannot reset password for the user as there is no registered/verified email or phone_number"
	forgot, reset := request{"ForgotPassword", forgotJo}, request{"AdminResetUserPassword", `{"UserPoolId":"{pool}","Username":"jo"}`}
	checkRules(t, []rule{
		{name: "unknown user", source: "captures", client: passwordClient, request: forgot, exception: "UserNotFoundException", message: "Username/client id combination not found."},
		{name: "temporary password", source: "captures", client: passwordClient, given: []request{created}, request: forgot, exception: "NotAuthorizedException", message: "User password cannot be reset in the current state."},
		{name: "disabled user", source: "captures", client: passwordClient, given: []request{created, permanent, disabled}, request: forgot, exception: "NotAuthorizedException", message: "User is disabled."},
		{name: "no verified address", source: "re:Post", client: passwordClient, given: []request{created, permanent, unverified}, request: forgot, message: noAddress},
		{name: "verified email, recovery by phone", source: "Password reset and recovery", pool: byPhone, client: passwordClient, given: []request{created, permanent}, request: forgot, message: noAddress},
		{name: "recovery by an administrator only", source: "getmoto/moto", pool: byAdmin, client: passwordClient, given: []request{created, permanent}, request: forgot, exception: "NotAuthorizedException", message: "Contact administrator to reset password."},
		{name: "code of an unknown user", source: "captures", client: passwordClient, request: request{"ConfirmForgotPassword", wrongReset("jo")}, exception: "UserNotFoundException", message: "Username/client id combination not found."},
		{name: "code that was not sent", source: "Managing user existence error responses", client: passwordClient, given: []request{created, permanent}, request: request{"ConfirmForgotPassword", wrongReset("jo")}, exception: "ExpiredCodeException", message: "Invalid code provided, please request a code again."},
		{name: "reset of an unknown user", source: "API", client: passwordClient, request: reset, exception: "UserNotFoundException", message: "User does not exist."},
		{name: "reset of a temporary password", source: "captures", client: passwordClient, given: []request{created}, request: reset, exception: "NotAuthorizedException", message: "User password cannot be reset in the current state."},
		{name: "reset without a verified address", source: "captures", client: passwordClient, given: []request{created, permanent, unverified}, request: reset, message: noAddress},
	})
}

func wrongReset(username string) string {
	return `{"ClientId":"{client}","Username":"` + username + `","ConfirmationCode":"123456","Password":"N3w!Password"}`
}

func TestRecoveryHidesUnknownUsers(t *testing.T) {
	s := withPoolAndClient(t, start(t), verifyingPool, hidingClient)
	assert.Equal(t, "n***@e***", at(s.ok(t, "ForgotPassword", `{"ClientId":"{client}","Username":"no@example.com"}`), "CodeDeliveryDetails", "Destination"))
	s.fails(t, "ConfirmForgotPassword", wrongReset("no@example.com"), "CodeMismatchException", "Invalid verification code provided, please try again.")
	s.ok(t, "SignUp", `{"ClientId":"{client}","Username":"jo","Password":"Passw0rd!"}`)
	s.ok(t, "ForgotPassword", forgotJo) // no verified address
	s.ok(t, "AdminDisableUser", `{"UserPoolId":"{pool}","Username":"jo"}`)
	s.ok(t, "ForgotPassword", forgotJo)
	s.fails(t, "ConfirmForgotPassword", wrongReset("jo"), "CodeMismatchException", "Invalid verification code provided, please try again.")
	assert.Empty(t, s.Outbox())
}

// TestRecoveryDeliveryMedium: by default SMS precedes email. AccountRecoverySetting changes the order.
func TestRecoveryDeliveryMedium(t *testing.T) {
	const user = `{"UserPoolId":"{pool}","Username":"jo","MessageAction":"SUPPRESS","UserAttributes":[{"Name":"email","Value":"jo@example.com"},{"Name":"email_verified","Value":"true"},` +
		`{"Name":"phone_number","Value":"+12065550123"},{"Name":"phone_number_verified","Value":"true"}]}`
	const order = `{"PoolName":"p","AccountRecoverySetting":{"RecoveryMechanisms":[{"Name":"verified_phone_number","Priority":2},{"Name":"verified_email","Priority":1}]}}`
	const texting = `{"PoolName":"p","SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms"}}`
	for pool, want := range map[string]string{texting: "SMS", order: "EMAIL"} {
		s := withPoolAndClient(t, start(t), pool, passwordClient)
		s.ok(t, "AdminCreateUser", user)
		s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"jo","Password":"Passw0rd!","Permanent":true}`)
		assert.Equal(t, want, at(s.ok(t, "ForgotPassword", forgotJo), "CodeDeliveryDetails", "DeliveryMedium"))
	}
}

func TestAdminResetUserPassword(t *testing.T) {
	s := withPoolAndClient(t, start(t), verifyingPool, passwordClient)
	s.signUpAndConfirm(t)
	s.ok(t, "AdminResetUserPassword", `{"UserPoolId":"{pool}","Username":"jo"}`)
	assert.Equal(t, "CustomMessage_ForgotPassword", s.readMessage(t))
	assert.Equal(t, "RESET_REQUIRED", s.attributes(t, "jo")[""])
	s.fails(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"jo","PASSWORD":"Passw0rd!"}}`, "PasswordResetRequiredException", "Password reset required for the user")
	s.ok(t, "ConfirmForgotPassword", confirmForgot)
	s.signInAs(t, "jo", "N3w!Password")
}

func TestChangePassword(t *testing.T) {
	s := withPoolAndClient(t, start(t), verifyingPool, passwordClient)
	s.signUpAndConfirm(t)
	s.signInAs(t, "jo", "Passw0rd!")
	wrong := func(exception, message string) {
		t.Helper()
		s.fails(t, "ChangePassword", `{"AccessToken":"{token}","PreviousPassword":"wrong","ProposedPassword":"N3w!Password"}`, exception, message)
	}
	wrong("NotAuthorizedException", "Incorrect username or password.")
	s.fails(t, "ChangePassword", `{"AccessToken":"{token}","PreviousPassword":"Passw0rd!","ProposedPassword":"short"}`, "InvalidPasswordException", "Password did not conform with policy: Password not long enough")
	s.ok(t, "ChangePassword", `{"AccessToken":"{token}","PreviousPassword":"Passw0rd!","ProposedPassword":"N3w!Password"}`)
	s.signInAs(t, "jo", "N3w!Password")
	for range 5 {
		wrong("NotAuthorizedException", "Incorrect username or password.")
	}
	wrong("LimitExceededException", "Attempt limit exceeded, please try after some time.")
	s.fails(t, "ChangePassword", `{"AccessToken":"x","PreviousPassword":"Passw0rd!","ProposedPassword":"N3w!Password"}`, "NotAuthorizedException", "Invalid Access Token")
}

// TestPasswordHistoryRejectsOldPasswords: with PasswordHistorySize 2 the service rejects the current and
// the previous password.
func TestPasswordHistoryRejectsOldPasswords(t *testing.T) {
	s := withPoolAndClient(t, start(t), `{"PoolName":"p","AutoVerifiedAttributes":["email"],"Policies":{"PasswordPolicy":{"MinimumLength":8,"PasswordHistorySize":2}}}`, passwordClient)
	s.signUpAndConfirm(t)
	set := func(password string) request {
		return request{"AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"jo","Permanent":true,"Password":"` + password + `"}`}
	}
	used := func(password string) {
		t.Helper()
		r := set(password)
		s.fails(t, r.action, r.body, "PasswordHistoryPolicyViolationException", "Password has already been used.")
	}
	used("Passw0rd!")
	s.ok(t, "AdminSetUserPassword", set("second-one").body)
	used("second-one")
	used("Passw0rd!")
	s.ok(t, "AdminSetUserPassword", set("third-one").body)
	used("second-one")
	s.ok(t, "AdminSetUserPassword", set("Passw0rd!").body)
}

// TestNewPasswordKeepsRefreshTokens: neither changing nor resetting the password revokes refresh
// tokens.
func TestNewPasswordKeepsRefreshTokens(t *testing.T) {
	s := withPoolAndClient(t, start(t), verifyingPool, passwordClient)
	s.signUpAndConfirm(t)
	out := s.ok(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"jo","PASSWORD":"Passw0rd!"}}`)
	s.set("token", at(out, "AuthenticationResult", "AccessToken").(string))
	s.set("refresh", at(out, "AuthenticationResult", "RefreshToken").(string))
	const refresh = `{"ClientId":"{client}","AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":"{refresh}"}}`
	s.ok(t, "ChangePassword", `{"AccessToken":"{token}","PreviousPassword":"Passw0rd!","ProposedPassword":"N2w!Password"}`)
	s.ok(t, "InitiateAuth", refresh)
	s.ok(t, "ForgotPassword", forgotJo)
	s.readMessage(t)
	s.ok(t, "ConfirmForgotPassword", confirmForgot)
	s.ok(t, "InitiateAuth", refresh)
	s.ok(t, "GetUser", `{"AccessToken":"{token}"}`)
}
