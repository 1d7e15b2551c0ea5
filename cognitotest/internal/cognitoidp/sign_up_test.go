package cognitoidp_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

const confirmJo = `{"ClientId":"{client}","Username":"jo","ConfirmationCode":"{code}"}`

func TestSignUp(t *testing.T) {
	s := withPoolAndClient(t, start(t), verifyingPool, passwordClient)
	out := s.ok(t, "SignUp", signUpJo)
	assert.Equal(t, map[string]any{
		"UserConfirmed": false, "UserSub": out["UserSub"],
		"CodeDeliveryDetails": map[string]any{"Destination": "j***@e***", "DeliveryMedium": "EMAIL", "AttributeName": "email"},
	}, out)
	assert.Equal(t, "CustomMessage_SignUp", s.readMessage(t))
	assert.Equal(t, "Your confirmation code is "+s.values["{code}"], s.Outbox()[0].Body)
	assert.Equal(t, map[string]string{"": "UNCONFIRMED", "email": "jo@example.com", "email_verified": "false"}, s.attributes(t, "jo"))
	s.fails(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"jo","PASSWORD":"Passw0rd!"}}`, "UserNotConfirmedException", "User is not confirmed.")

	s.fails(t, "ConfirmSignUp", `{"ClientId":"{client}","Username":"jo","ConfirmationCode":"{wrong}"}`, "CodeMismatchException", "Invalid verification code provided, please try again.")
	assert.Equal(t, map[string]any{}, s.ok(t, "ConfirmSignUp", confirmJo))
	assert.Equal(t, map[string]string{"": "CONFIRMED", "email": "jo@example.com", "email_verified": "true"}, s.attributes(t, "jo"))
	s.signInAs(t, "jo", "Passw0rd!")
	s.fails(t, "ConfirmSignUp", confirmJo, "NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED")
}

// TestSignUpDeliveryMediums: SMS precedes email. No code is sent if the pool verifies nothing or the user
// has no address.
func TestSignUpDeliveryMediums(t *testing.T) {
	const sms = `,"SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms"}}`
	for _, test := range []struct{ name, pool, attributes, medium, destination string }{
		{"email and phone", `{"PoolName":"p","AutoVerifiedAttributes":["email","phone_number"]` + sms, `{"Name":"email","Value":"jo@example.com"},{"Name":"phone_number","Value":"+12065550123"}`, "SMS", "+*******0123"},
		{"phone that is not verified", verifyingPool, `{"Name":"email","Value":"jo@example.com"},{"Name":"phone_number","Value":"+12065550123"}`, "EMAIL", "j***@e***"},
		{"no address", verifyingPool, "", "", ""},
		{"pool that verifies nothing", `{"PoolName":"p"}`, `{"Name":"email","Value":"jo@example.com"}`, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := withPoolAndClient(t, start(t), test.pool, passwordClient)
			out := s.ok(t, "SignUp", `{"ClientId":"{client}","Username":"jo","Password":"Passw0rd!","UserAttributes":[`+test.attributes+`]}`)
			if test.medium == "" {
				assert.NotContains(t, out, "CodeDeliveryDetails")
				assert.Empty(t, s.Outbox())
				return
			}
			assert.Equal(t, []any{test.medium, test.destination}, []any{at(out, "CodeDeliveryDetails", "DeliveryMedium"), at(out, "CodeDeliveryDetails", "Destination")})
		})
	}
}

func TestSignUpErrors(t *testing.T) {
	const byEmail = `{"PoolName":"p","UsernameAttributes":["email"]}`
	const inEmail = `{"ClientId":"{client}","Username":"jo@example.com","Password":"Passw0rd!"}`
	const aliases = `{"PoolName":"p","AliasAttributes":["email","phone_number"]}`
	const writing = `{"UserPoolId":"{pool}","ClientName":"c","WriteAttributes":["name"]}`
	attribute := func(name string) request {
		return request{"SignUp", `{"ClientId":"{client}","Username":"jo","Password":"Passw0rd!","UserAttributes":[{"Name":"` + name + `","Value":"true"}]}`}
	}
	checkRules(t, []rule{
		{name: "pool in which only administrators create users", source: "captures", pool: `{"PoolName":"p","AdminCreateUserConfig":{"AllowAdminCreateUserOnly":true}}`, client: passwordClient,
			request: request{"SignUp", signUpJo}, exception: "NotAuthorizedException", message: "SignUp is not permitted for this user pool"},
		{name: "existing username", source: "Managing user existence error responses", client: passwordClient,
			given: []request{{"SignUp", signUpJo}}, request: request{"SignUp", signUpJo}, exception: "UsernameExistsException", message: "User already exists"},
		{name: "existing email address", source: "captures", pool: byEmail, client: passwordClient,
			given: []request{{"SignUp", inEmail}}, request: request{"SignUp", inEmail}, exception: "UsernameExistsException", message: "An account with the given email already exists."},
		{name: "no email address", source: "captures", pool: byEmail, client: passwordClient, request: request{"SignUp", signUpJo}, message: "Username should be an email."},
		{name: "a username like an email alias", source: "captures", pool: aliases, client: passwordClient, request: request{"SignUp", inEmail}, message: "Username cannot be of email format, since user pool is configured for email alias."},
		{name: "a username like a phone alias", source: "unspecified", pool: aliases, client: passwordClient,
			request: request{"SignUp", `{"ClientId":"{client}","Username":"+12065550123","Password":"Passw0rd!"}`}, message: "Username cannot be of phone number format, since user pool is configured for phone number alias."},
		{name: "a preferred username as alias", source: "Username and preferred username; the text is unspecified", pool: `{"PoolName":"p","AliasAttributes":["preferred_username"]}`, client: passwordClient,
			request: request{"SignUp", `{"ClientId":"{client}","Username":"jo","Password":"Passw0rd!","UserAttributes":[{"Name":"preferred_username","Value":"j"}]}`},
			message: "preferred_username cannot be set before a user is confirmed, since user pool is configured for preferred_username alias."},
		{name: "a weak password", source: "captures", client: passwordClient, request: request{"SignUp", `{"ClientId":"{client}","Username":"jo","Password":"password"}`},
			exception: "InvalidPasswordException", message: "Password did not conform with policy: Password must have uppercase characters"},
		{name: "no password", source: "the text is unspecified", client: passwordClient, request: request{"SignUp", `{"ClientId":"{client}","Username":"jo"}`}, message: "Password is required."},
		{name: "an attribute that the client may not write", source: "Attribute permissions and scopes; captures", client: writing, request: attribute("nickname"), exception: "NotAuthorizedException", message: "A client attempted to write unauthorized attribute"},
		{name: "email_verified", source: "Attribute permissions and scopes; captures", client: passwordClient, request: attribute("email_verified"), exception: "NotAuthorizedException", message: "A client attempted to write unauthorized attribute"},
		{name: "sub", source: "Attribute permissions and scopes; captures", client: passwordClient, request: attribute("sub"), exception: "NotAuthorizedException", message: "A client attempted to write unauthorized attribute"},
		{name: "no secret hash", source: "captures", client: `{"UserPoolId":"{pool}","ClientName":"c","GenerateSecret":true}`, request: request{"SignUp", signUpJo},
			exception: "NotAuthorizedException", message: "Client {client} is configured with secret but SECRET_HASH was not received"},
		{name: "a missing required attribute", source: "captures", pool: `{"PoolName":"p","Schema":[{"Name":"email","Required":true,"Mutable":true}]}`, client: passwordClient,
			request: request{"SignUp", `{"ClientId":"{client}","Username":"jo","Password":"Passw0rd!"}`}, message: "Attributes did not conform to the schema: email: The attribute is required"},
		{name: "an unknown client", source: "aws/aws-sdk-php#2183", request: request{"SignUp", `{"ClientId":"nobody","Username":"jo","Password":"Passw0rd!"}`},
			exception: "ResourceNotFoundException", message: "User pool client nobody does not exist."},
	})
}

func TestConfirmSignUpCodes(t *testing.T) {
	s := withPoolAndClient(t, start(t), verifyingPool, passwordClient)
	s.fails(t, "ConfirmSignUp", `{"ClientId":"{client}","Username":"nobody","ConfirmationCode":"123456"}`, "UserNotFoundException", "Username/client id combination not found.")
	s.ok(t, "SignUp", signUpJo)
	s.readMessage(t)
	old := s.values["{code}"]
	s.Advance(24*time.Hour + time.Second)
	s.fails(t, "ConfirmSignUp", confirmJo, "ExpiredCodeException", "Invalid code provided, please request a code again.")
	out := s.ok(t, "ResendConfirmationCode", `{"ClientId":"{client}","Username":"jo"}`)
	assert.Equal(t, "j***@e***", at(out, "CodeDeliveryDetails", "Destination"))
	assert.Equal(t, "CustomMessage_ResendCode", s.readMessage(t))
	if old != s.values["{code}"] {
		s.fails(t, "ConfirmSignUp", `{"ClientId":"{client}","Username":"jo","ConfirmationCode":"`+old+`"}`, "CodeMismatchException", "Invalid verification code provided, please try again.")
	}
	for range 3 { // with the resent code and the old code these are five attempts
		s.call(t, "ConfirmSignUp", `{"ClientId":"{client}","Username":"jo","ConfirmationCode":"{wrong}"}`)
	}
	s.fails(t, "ConfirmSignUp", confirmJo, "LimitExceededException", "Attempt limit exceeded, please try after some time.")
	s.fails(t, "ResendConfirmationCode", `{"ClientId":"{client}","Username":"jo"}`, "LimitExceededException", "Attempt limit exceeded, please try after some time.")
	s.Advance(time.Hour)
	s.ok(t, "ConfirmSignUp", confirmJo)
	s.fails(t, "ResendConfirmationCode", `{"ClientId":"{client}","Username":"jo"}`, "InvalidParameterException", "User is already confirmed.")
}

func TestResendErrors(t *testing.T) {
	resend := request{"ResendConfirmationCode", `{"ClientId":"{client}","Username":"jo"}`}
	checkRules(t, []rule{
		{name: "unknown user", source: "captures", client: passwordClient, request: resend, exception: "UserNotFoundException", message: "Username/client id combination not found."},
		{name: "nothing to verify", source: "captures", client: passwordClient, given: []request{{"SignUp", signUpJo}}, request: resend, exception: "NotAuthorizedException", message: "Cannot resend codes. Auto verification not turned on."},
		{name: "disabled user", source: "captures", pool: verifyingPool, client: passwordClient, given: []request{{"SignUp", signUpJo}, {"AdminDisableUser", `{"UserPoolId":"{pool}","Username":"jo"}`}},
			request: resend, exception: "NotAuthorizedException", message: "User is disabled."},
		{name: "user that an administrator created", source: "unspecified", pool: verifyingPool, client: passwordClient, given: []request{{"AdminCreateUser", `{"UserPoolId":"{pool}","Username":"jo"}`}}, request: resend, message: "User is already confirmed."},
	})
}

// TestConfirmationHidesUnknownUsers: a client that hides unknown users gets the same responses for unknown and
// existing users (developer guide, "Managing user existence error responses").
func TestConfirmationHidesUnknownUsers(t *testing.T) {
	s := withPoolAndClient(t, start(t), verifyingPool, hidingClient)
	s.fails(t, "ConfirmSignUp", `{"ClientId":"{client}","Username":"nobody","ConfirmationCode":"123456"}`, "ExpiredCodeException", "Invalid code provided, please request a code again.")
	first := s.ok(t, "ResendConfirmationCode", `{"ClientId":"{client}","Username":"nobody"}`)
	assert.Equal(t, "EMAIL", at(first, "CodeDeliveryDetails", "DeliveryMedium"))
	assert.Equal(t, first, s.ok(t, "ResendConfirmationCode", `{"ClientId":"{client}","Username":"nobody"}`), "the response does not change")
	assert.Equal(t, "n***@e***", at(s.ok(t, "ResendConfirmationCode", `{"ClientId":"{client}","Username":"no@example.com"}`), "CodeDeliveryDetails", "Destination"))
	assert.Equal(t, "+*******0123", at(s.ok(t, "ResendConfirmationCode", `{"ClientId":"{client}","Username":"+12065550123"}`), "CodeDeliveryDetails", "Destination"))
	s.ok(t, "SignUp", signUpJo)
	s.ok(t, "AdminDisableUser", `{"UserPoolId":"{pool}","Username":"jo"}`)
	s.ok(t, "ResendConfirmationCode", `{"ClientId":"{client}","Username":"jo"}`)
	assert.Len(t, s.Outbox(), 1, "only SignUp sent a message")
}

// TestConfirmationRejectsAliasOfAnotherUser: an alias belongs to one account. ConfirmSignUp takes it from
// another account only with ForceAliasCreation (developer guide, "Customizing sign-in attributes").
func TestConfirmationRejectsAliasOfAnotherUser(t *testing.T) {
	s := withPoolAndClient(t, start(t), `{"PoolName":"p","AutoVerifiedAttributes":["email"],"AliasAttributes":["email"]}`, passwordClient)
	s.signUpAndConfirm(t)
	s.signInAs(t, "jo@example.com", "Passw0rd!")
	s.ok(t, "SignUp", `{"ClientId":"{client}","Username":"shirley","Password":"Passw0rd!2","UserAttributes":[{"Name":"email","Value":"jo@example.com"}]}`)
	s.readMessage(t)
	s.fails(t, "ConfirmSignUp", `{"ClientId":"{client}","Username":"shirley","ConfirmationCode":"{code}"}`, "AliasExistsException", "An account with the email already exists.")
	assert.Equal(t, "UNCONFIRMED", s.attributes(t, "shirley")[""])
	s.ok(t, "ConfirmSignUp", `{"ClientId":"{client}","Username":"shirley","ConfirmationCode":"{code}","ForceAliasCreation":true}`)
	s.signInAs(t, "jo@example.com", "Passw0rd!2")
	assert.Equal(t, "false", s.attributes(t, "jo")["email_verified"])
}

func TestAdminConfirmSignUp(t *testing.T) {
	s := withPoolAndClient(t, start(t), verifyingPool, passwordClient)
	s.ok(t, "SignUp", signUpJo)
	s.ok(t, "AdminConfirmSignUp", `{"UserPoolId":"{pool}","Username":"jo"}`)
	assert.Equal(t, map[string]string{"": "CONFIRMED", "email": "jo@example.com", "email_verified": "false"}, s.attributes(t, "jo"))
	s.fails(t, "AdminConfirmSignUp", `{"UserPoolId":"{pool}","Username":"jo"}`, "NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED")
	s.fails(t, "AdminConfirmSignUp", `{"UserPoolId":"{pool}","Username":"nobody"}`, "UserNotFoundException", "User does not exist.")
}

// TestSignUpCodeDoesNotVerifyLaterAddress: a code verifies the address to which it was sent. It does not
// verify an address that was set later.
func TestSignUpCodeDoesNotVerifyLaterAddress(t *testing.T) {
	s := withPoolAndClient(t, start(t), verifyingPool, passwordClient)
	s.ok(t, "SignUp", signUpJo)
	s.readMessage(t)
	s.ok(t, "AdminUpdateUserAttributes", `{"UserPoolId":"{pool}","Username":"jo","UserAttributes":[{"Name":"email","Value":"new@example.com"}]}`)
	s.ok(t, "ConfirmSignUp", confirmJo)
	assert.Equal(t, map[string]string{"": "CONFIRMED", "email": "new@example.com", "email_verified": "false"}, s.attributes(t, "jo"))
}
