package cognitotest_test

import (
	"testing"
	"time"
)

func TestRejectedAccounts(t *testing.T) { checkRejected(t, rejectedAccounts()) }

// rejectedAccounts are requests of users about their own accounts: sign-up, confirmation, recovery, changes.
func rejectedAccounts() []rejection {
	const (
		verifying = `{"PoolName":"p","AutoVerifiedAttributes":["email"]}`
		byEmail   = `{"PoolName":"p","UsernameAttributes":["email"]}`
		aliases   = `{"PoolName":"p","AliasAttributes":["email"]}`
		closed    = `{"PoolName":"p","AdminCreateUserConfig":{"AllowAdminCreateUserOnly":true}}`
		guide     = "developer guide: Managing user existence error responses"
	)
	of := func(action, rest string) call { return call{action, `{"ClientId":"{client}",` + rest + `}`} }
	signUp := func(name string) call {
		return of("SignUp", `"Username":"`+name+`","Password":"Passw0rd!","UserAttributes":[{"Name":"email","Value":"ada@example.com"}]`)
	}
	confirm := func(code string) call { return of("ConfirmSignUp", `"Username":"ada","ConfirmationCode":"`+code+`"`) }
	reset := func(code string) call {
		return of("ConfirmForgotPassword", `"Username":"{jo}","Password":"N3wPassw0rd!","ConfirmationCode":"`+code+`"`)
	}
	forgot := of("ForgotPassword", `"Username":"{jo}"`)
	signIn := of("InitiateAuth", `"AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Passw0rd!"}`)
	invalid := func(message string) apiError { return apiError{400, "InvalidParameterException", message} }
	denied := func(message string) apiError { return apiError{400, "NotAuthorizedException", message} }
	mismatch := apiError{400, "CodeMismatchException", "Invalid verification code provided, please try again."}
	expired := apiError{400, "ExpiredCodeException", "Invalid code provided, please request a code again."}
	limit := apiError{400, "LimitExceededException", "Attempt limit exceeded, please try after some time."}
	unknownUser := apiError{400, "UserNotFoundException", "Username/client id combination not found."}
	return []rejection{
		{name: "sign-up in a pool that only administrators add users to", source: "captures", pool: closed, request: signUp("ada"), wantError: denied("SignUp is not permitted for this user pool")},
		{name: "sign-up with a name that is taken", source: guide, given: []call{signUp("ada")}, request: signUp("ada"), wantError: apiError{400, "UsernameExistsException", "User already exists"}},
		{name: "sign-up with an address that is taken", source: "captures", pool: byEmail, given: []call{signUp("ada@example.com")}, request: signUp("ada@example.com"), wantError: apiError{400, "UsernameExistsException", "An account with the given email already exists."}},
		{name: "sign-up without an address", source: "captures", pool: byEmail, request: signUp("ada"), wantError: invalid("Username should be an email.")},
		{name: "sign-up with a name like an alias", source: "captures", pool: aliases, request: signUp("ada@example.com"), wantError: invalid("Username cannot be of email format, since user pool is configured for email alias.")},
		{name: "sign-up with a short password", source: "captures", request: of("SignUp", `"Username":"ada","Password":"Ab1!"`), wantError: apiError{400, "InvalidPasswordException", "Password did not conform with policy: Password not long enough"}},
		{name: "sign-up with a password without symbols", source: "captures", request: of("SignUp", `"Username":"ada","Password":"Passw0rdd"`), wantError: apiError{400, "InvalidPasswordException", "Password did not conform with policy: Password must have symbol characters"}},
		{name: "sign-up with a verified email address", source: "captures", request: of("SignUp", `"Username":"ada","Password":"Passw0rd!","UserAttributes":[{"Name":"email_verified","Value":"true"}]`), wantError: denied("A client attempted to write unauthorized attribute")},
		{name: "sign-up without a secret hash", source: "captures", client: `{"UserPoolId":"{pool}","ClientName":"c","GenerateSecret":true}`, request: signUp("ada"), wantError: denied("Client {client} is configured with secret but SECRET_HASH was not received")},
		{name: "sign-up at an unknown client", source: "aws/aws-sdk-php#2183", request: call{"SignUp", `{"ClientId":"1example23456789","Username":"ada","Password":"Passw0rd!"}`}, wantError: apiError{400, "ResourceNotFoundException", "User pool client 1example23456789 does not exist."}},
		{name: "sign-in before the confirmation", source: "API reference: UserNotConfirmedException; captures", pool: verifying, given: []call{signUp("ada")}, request: signIn, wantError: apiError{400, "UserNotConfirmedException", "User is not confirmed."}},

		{name: "confirmation with another code", source: "captures", pool: verifying, given: []call{signUp("ada")}, request: confirm("{code that was not sent}"), wantError: mismatch},
		{name: "confirmation after a day", source: "developer guide: Signing up and confirming user accounts; captures", pool: verifying, given: []call{signUp("ada")}, after: 25 * time.Hour, request: confirm("{code that was sent}"), wantError: expired},
		{name: "confirmation of an unknown user", source: "captures", request: confirm("123456"), wantError: unknownUser},
		{name: "confirmation a second time", source: "captures", pool: verifying, given: []call{signUp("ada"), confirm("{code that was sent}")}, request: confirm("{code that was sent}"), wantError: denied("User cannot be confirmed. Current status is CONFIRMED")},
		{name: "confirmation by an administrator a second time", source: "captures", given: []call{signUp("ada"), {"AdminConfirmSignUp", `{"UserPoolId":"{pool}","Username":"ada"}`}}, request: call{"AdminConfirmSignUp", `{"UserPoolId":"{pool}","Username":"ada"}`}, wantError: denied("User cannot be confirmed. Current status is CONFIRMED")},
		{name: "another code in a pool without verification", source: "captures", given: []call{signUp("ada")}, request: of("ResendConfirmationCode", `"Username":"ada"`), wantError: denied("Cannot resend codes. Auto verification not turned on.")},
		{name: "another code for a confirmed user", source: "captures", pool: verifying, given: []call{signUp("ada"), confirm("{code that was sent}")}, request: of("ResendConfirmationCode", `"Username":"ada"`), wantError: invalid("User is already confirmed.")},

		{name: "forgotten password of an unknown user", source: "captures", request: of("ForgotPassword", `"Username":"nobody"`), wantError: unknownUser},
		{name: "forgotten password that is temporary", source: "captures", request: of("ForgotPassword", `"Username":"{user with a temporary password}"`), wantError: denied("User password cannot be reset in the current state.")},
		{name: "forgotten password of a disabled user", source: "captures", request: of("ForgotPassword", `"Username":"{disabled user}"`), wantError: denied("User is disabled.")},
		{name: "a sixth forgotten password in an hour", source: "captures; the number is the smallest in the developer guide", given: []call{forgot, forgot, forgot, forgot, forgot}, request: forgot, wantError: limit},
		{name: "new password with another code", source: "captures", given: []call{forgot}, request: reset("{code that was not sent}"), wantError: mismatch},
		{name: "new password after an hour", source: "developer guide: Passwords, account recovery, and password policies; captures", given: []call{forgot}, after: 61 * time.Minute, request: reset("{code that was sent}"), wantError: expired},
		{name: "new password with a code that was used", source: "captures", given: []call{forgot, reset("{code that was sent}")}, request: reset("{code that was sent}"), wantError: expired},
		{name: "new password without a code", source: guide, request: reset("123456"), wantError: expired},
		{name: "sign-in after a reset by an administrator", source: "API reference: PasswordResetRequiredException; captures", given: []call{{"AdminResetUserPassword", `{"UserPoolId":"{pool}","Username":"{jo}"}`}}, request: of("InitiateAuth", `"AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"{jo}","PASSWORD":"Passw0rd!"}`), wantError: apiError{400, "PasswordResetRequiredException", "Password reset required for the user"}},
		{name: "change of the password with a wrong password", source: "captures", request: call{"ChangePassword", `{"AccessToken":"{access token}","PreviousPassword":"Wr0ngPass!","ProposedPassword":"N3wPassw0rd!"}`}, wantError: denied("Incorrect username or password.")},
		{name: "change to a password that is too short", source: "captures: of a sign-up", request: call{"ChangePassword", `{"AccessToken":"{access token}","PreviousPassword":"Passw0rd!","ProposedPassword":"Ab1!"}`}, wantError: apiError{400, "InvalidPasswordException", "Password did not conform with policy: Password not long enough"}},
		{name: "change to a password of the history", source: "API model; the text is unspecified", pool: `{"PoolName":"p","Policies":{"PasswordPolicy":{"MinimumLength":8,"PasswordHistorySize":2}}}`, request: call{"ChangePassword", `{"AccessToken":"{access token}","PreviousPassword":"Passw0rd!","ProposedPassword":"Passw0rd!"}`}, wantError: apiError{400, "PasswordHistoryPolicyViolationException", "Password has already been used."}},
		{name: "verification of an address with another code", source: "captures", given: []call{{"GetUserAttributeVerificationCode", `{"AccessToken":"{access token}","AttributeName":"email"}`}}, request: call{"VerifyUserAttribute", `{"AccessToken":"{access token}","AttributeName":"email","Code":"{code that was not sent}"}`}, wantError: mismatch},
		{name: "change of the sub", source: "captures", request: call{"UpdateUserAttributes", `{"AccessToken":"{access token}","UserAttributes":[{"Name":"sub","Value":"1"}]}`}, wantError: denied("A client attempted to write unauthorized attribute")},
	}
}
