package cognitoidp_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

const inviteJo = `{"UserPoolId":"{pool}","Username":"jo","DesiredDeliveryMediums":["EMAIL"],"UserAttributes":[{"Name":"email","Value":"jo@example.com"}]}`

func TestInvitationSendsTemporaryPassword(t *testing.T) {
	s := withPoolAndClient(t, start(t), `{"PoolName":"p"}`, passwordClient)
	s.ok(t, "AdminCreateUser", inviteJo)
	s.readMessage(t)
	m := s.Outbox()[0]
	assert.Equal(t, []string{"EMAIL", "jo@example.com", "Your temporary password", "Your username is jo and temporary password is " + m.Code + ".", "CustomMessage_AdminCreateUser", ""},
		[]string{m.Medium, m.To, m.Subject, m.Body, m.TriggerSource, m.ClientID})
	out := s.ok(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"jo","PASSWORD":"{code}"}}`)
	assert.Equal(t, "NEW_PASSWORD_REQUIRED", out["ChallengeName"])
}

func TestInvitationDeliveryMediums(t *testing.T) {
	const both = `"UserAttributes":[{"Name":"email","Value":"jo@example.com"},{"Name":"phone_number","Value":"+12065550123"}]`
	for _, test := range []struct {
		name, more string
		want       []string
	}{
		{"SMS is the default", "", []string{"SMS"}},
		{"SMS and email", `"DesiredDeliveryMediums":["EMAIL","SMS"],`, []string{"SMS", "EMAIL"}},
		{"suppressed", `"MessageAction":"SUPPRESS","DesiredDeliveryMediums":["EMAIL"],`, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := withPoolAndClient(t, start(t), `{"PoolName":"p","SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms"}}`, passwordClient)
			s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"jo",`+test.more+both+`}`)
			var mediums []string
			for _, m := range s.Outbox() {
				mediums = append(mediums, m.Medium)
			}
			assert.Equal(t, test.want, mediums)
		})
	}
}

// TestResentInvitationHasNewPassword: a resent invitation has a new password with a new expiry (developer
// guide, "Password reset and recovery").
func TestResentInvitationHasNewPassword(t *testing.T) {
	const again = `{"UserPoolId":"{pool}","Username":"jo","MessageAction":"RESEND","DesiredDeliveryMediums":["EMAIL"]}`
	signIn := request{"InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"jo","PASSWORD":"{code}"}}`}
	s := withPoolAndClient(t, start(t), `{"PoolName":"p"}`, passwordClient)
	s.ok(t, "AdminCreateUser", inviteJo)
	s.readMessage(t)
	s.Advance(8 * 24 * time.Hour)
	s.fails(t, signIn.action, signIn.body, "NotAuthorizedException", "Temporary password has expired and must be reset by an administrator.")
	s.ok(t, "AdminCreateUser", again)
	s.fails(t, signIn.action, signIn.body, "NotAuthorizedException", "Incorrect username or password.")
	s.readMessage(t)
	s.ok(t, signIn.action, signIn.body)
	s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"jo","Password":"Passw0rd!","Permanent":true}`)
	s.fails(t, "AdminCreateUser", again, "UnsupportedUserStateException", "Resend not possible. jo status is not FORCE_CHANGE_PASSWORD")
	s.fails(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"nobody","MessageAction":"RESEND"}`, "UserNotFoundException", "User does not exist.")
}

// TestForceAliasCreationMovesAlias: AdminCreateUser takes an alias from another account only with
// ForceAliasCreation.
func TestForceAliasCreationMovesAlias(t *testing.T) {
	const shirley = `{"UserPoolId":"{pool}","Username":"shirley","MessageAction":"SUPPRESS","UserAttributes":[{"Name":"email","Value":"jo@example.com"},{"Name":"email_verified","Value":"true"}]`
	s := withPoolAndClient(t, start(t), `{"PoolName":"p","AutoVerifiedAttributes":["email"],"AliasAttributes":["email"]}`, passwordClient)
	s.signUpAndConfirm(t)
	s.fails(t, "AdminCreateUser", shirley+`}`, "AliasExistsException", "An account with the email already exists.")
	s.ok(t, "AdminCreateUser", shirley+`,"ForceAliasCreation":true}`)
	assert.Equal(t, "false", s.attributes(t, "jo")["email_verified"])
}

// TestForceAliasCreationKeepsPreferredUsernames: ForceAliasCreation moves verified addresses, but not a
// preferred username.
func TestForceAliasCreationKeepsPreferredUsernames(t *testing.T) {
	create := func(name string) string {
		return `{"UserPoolId":"{pool}","Username":"` + name + `","MessageAction":"SUPPRESS","ForceAliasCreation":true,"UserAttributes":[{"Name":"preferred_username","Value":"j"}]}`
	}
	s := withPoolAndClient(t, start(t), `{"PoolName":"p","AliasAttributes":["preferred_username"]}`, passwordClient)
	s.ok(t, "AdminCreateUser", create("jo"))
	s.fails(t, "AdminCreateUser", create("ada"), "AliasExistsException", "An account with the preferred_username already exists.")
	assert.Equal(t, map[string]string{"": "FORCE_CHANGE_PASSWORD", "preferred_username": "j"}, s.attributes(t, "jo"))
}

func TestInvitationErrors(t *testing.T) {
	create := func(more string) request {
		return request{"AdminCreateUser", `{"UserPoolId":"{pool}","Username":"jo",` + more + `}`}
	}
	checkRules(t, []rule{
		{name: "missing required attribute", source: "aws-amplify/amplify-backend#3117, against the API reference", pool: `{"PoolName":"p","Schema":[{"Name":"name","Required":true,"Mutable":true}]}`,
			request: create(`"MessageAction":"SUPPRESS"`), message: "Attributes did not conform to the schema: name: The attribute is required"},
		{name: "delivery by email without an address", source: "API; the text is unspecified", request: create(`"DesiredDeliveryMediums":["EMAIL"]`), message: "User has no email for the delivery medium EMAIL."},
		{name: "delivery by SMS without a phone number", source: "API; the text is unspecified", request: create(`"DesiredDeliveryMediums":["SMS"]`), message: "User has no phone_number for the delivery medium SMS."},
		{name: "delivery by SMS without a sender", source: "captures", request: create(`"UserAttributes":[{"Name":"phone_number","Value":"+12065550123"}]`), message: "User pool does not have SMS configuration to send messages."},
		{name: "email_verified without an email", source: "API; the text is unspecified", request: create(`"UserAttributes":[{"Name":"email_verified","Value":"true"}]`), message: "User has no email that could be verified."},
	})
}

// TestNewPasswordChallengeSetsMissingAttributes: the response with a new password also sets attributes that
// the user does not have yet. It cannot change existing attributes (captures).
func TestNewPasswordChallengeSetsMissingAttributes(t *testing.T) {
	answer := func(attribute, value string) request {
		return request{"RespondToAuthChallenge", `{"ClientId":"{client}","ChallengeName":"NEW_PASSWORD_REQUIRED","Session":"{session}","ChallengeResponses":{"USERNAME":"jo","NEW_PASSWORD":"N3w!Password","userAttributes.` + attribute + `":"` + value + `"}}`}
	}
	s := withPoolAndClient(t, start(t), `{"PoolName":"p"}`, passwordClient)
	s.ok(t, "AdminCreateUser", inviteJo)
	s.readMessage(t)
	challenge := func() {
		out := s.ok(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"jo","PASSWORD":"{code}"}}`)
		s.set("session", out["Session"].(string))
	}
	challenge()
	r := answer("email", "jo@example.com")
	s.fails(t, r.action, r.body, "NotAuthorizedException", "Cannot modify an already provided email")
	challenge()
	r = answer("phone_number", "+12065550123")
	s.ok(t, r.action, r.body)
	assert.Equal(t, "+12065550123", s.attributes(t, "jo")["phone_number"])
}
