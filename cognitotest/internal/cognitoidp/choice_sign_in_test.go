package cognitoidp_test

import (
	"strings"
	"testing"

	cognitosrp "github.com/alexrudd/cognito-srp/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const (
	codesAllowed = `"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","EMAIL_OTP","SMS_OTP"]}},` + smsSender
	allChoices   = `"AvailableChallenges":["PASSWORD_SRP","PASSWORD","EMAIL_OTP","SMS_OTP"]`
	onlyPassword = `"AvailableChallenges":["PASSWORD_SRP","PASSWORD"]`
	selected     = `{"ChallengeName":"SELECT_CHALLENGE","ChallengeParameters":{},`
	byEmail      = `"ChallengeName":"EMAIL_OTP","ChallengeParameters":{"CODE_DELIVERY_DELIVERY_MEDIUM":"EMAIL","CODE_DELIVERY_DESTINATION":"a***@s***"}}`
	bySMS        = `"ChallengeName":"SMS_OTP","ChallengeParameters":{"CODE_DELIVERY_DELIVERY_MEDIUM":"SMS","CODE_DELIVERY_DESTINATION":"+*******1234"}}`
)

// choose returns the body of an InitiateAuth request with USER_AUTH. parameters are further
// AuthParameters.
func choose(name, parameters string) string {
	return `{"ClientId":"{client}","AuthFlow":"USER_AUTH","AuthParameters":{"USERNAME":"` + name + `"` + parameters + `}}`
}

const preferEmail = `,"PREFERRED_CHALLENGE":"EMAIL_OTP"`

// TestPreferredChallengeStartsWithoutSelection: PREFERRED_CHALLENGE starts that challenge without
// SELECT_CHALLENGE (API_InitiateAuth, examples; captures).
func TestPreferredChallengeStartsWithoutSelection(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, codesAllowed)
	s.tokens(t, "InitiateAuth", choose("ada", `,"PREFERRED_CHALLENGE":"PASSWORD","PASSWORD":"Str0ng!Pass"`))
	s.fails(t, "InitiateAuth", choose("ada", `,"PREFERRED_CHALLENGE":"PASSWORD","PASSWORD":"wrong"`), "NotAuthorizedException", incorrect)
	s.fails(t, "InitiateAuth", choose("ada", `,"PREFERRED_CHALLENGE":"PASSWORD"`), "InvalidParameterException", "Missing required parameter PASSWORD")
	s.challenge(t, "InitiateAuth", choose("ada", `,"PREFERRED_CHALLENGE":"WEB_AUTHN"`), selected+allChoices+`}`) // the pool has no passkeys

	s.challenge(t, "InitiateAuth", choose("ada", preferEmail), `{`+allChoices+`,`+byEmail)
	assert.Len(t, s.code(t).Code, 8)
	for range 6 { // wrong codes neither lock the user nor end the session (a capture)
		s.fails(t, "RespondToAuthChallenge", respond("EMAIL_OTP", `"EMAIL_OTP_CODE":"1"`), "CodeMismatchException", wrongCode)
	}
	s.tokens(t, "RespondToAuthChallenge", respond("EMAIL_OTP", `"EMAIL_OTP_CODE":"{code}"`))
	assert.Equal(t, "true", s.attribute(t, "email_verified"))

	s.challenge(t, "InitiateAuth", choose("ada", `,"PREFERRED_CHALLENGE":"SMS_OTP"`), `{`+allChoices+`,`+bySMS)
	s.code(t)
	s.tokens(t, "RespondToAuthChallenge", respond("SMS_OTP", `"SMS_OTP_CODE":"{code}"`))
}

// TestSelectChallengeStartsSelectedFactor: a client that sends no preference gets SELECT_CHALLENGE and
// responds with one of the available challenges.
func TestSelectChallengeStartsSelectedFactor(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, codesAllowed)
	begin := func() { s.challenge(t, "InitiateAuth", choose("ada", ""), selected+allChoices+`}`) }
	begin()
	s.fails(t, "RespondToAuthChallenge", respond("SELECT_CHALLENGE", `"ANSWER":"WEB_AUTHN"`), "InvalidParameterException", "Invalid challenge WEB_AUTHN: the user has PASSWORD_SRP, PASSWORD, EMAIL_OTP, SMS_OTP.")
	s.challenge(t, "RespondToAuthChallenge", respond("SELECT_CHALLENGE", `"ANSWER":"EMAIL_OTP"`), `{`+byEmail)
	s.code(t)
	s.tokens(t, "RespondToAuthChallenge", respond("EMAIL_OTP", `"EMAIL_OTP_CODE":"{code}"`))

	begin()
	s.fails(t, "RespondToAuthChallenge", respond("SELECT_CHALLENGE", `"ANSWER":"PASSWORD"`), "InvalidParameterException", "Missing required parameter PASSWORD")
	s.tokens(t, "RespondToAuthChallenge", respond("SELECT_CHALLENGE", `"ANSWER":"PASSWORD","PASSWORD":"Str0ng!Pass"`))
	begin()
	s.tokens(t, "RespondToAuthChallenge", respond("PASSWORD", `"PASSWORD":"Str0ng!Pass"`)) // the form in the developer guide
	begin()
	s.fails(t, "RespondToAuthChallenge", respond("PASSWORD", `"PASSWORD":"wrong"`), "NotAuthorizedException", incorrect)

	library, err := cognitosrp.NewCognitoSRP("ada", password, s.placeholders.Replace("{pool}"), s.placeholders.Replace("{client}"), nil)
	require.NoError(t, err)
	s.set("A", library.GetAuthParams()["SRP_A"])
	for name, responses := range map[string]string{"PASSWORD_SRP": `"SRP_A":"{A}"`, "SELECT_CHALLENGE": `"ANSWER":"PASSWORD_SRP","SRP_A":"{A}"`} {
		begin()
		got := s.ok(t, "RespondToAuthChallenge", respond(name, responses))
		require.Equal(t, "PASSWORD_VERIFIER", got["ChallengeName"])
		s.set("session", got["Session"].(string))
		parameters := map[string]string{}
		for name, value := range got["ChallengeParameters"].(map[string]any) {
			parameters[name] = value.(string)
		}
		claim, err := library.PasswordVerifierChallenge(parameters, s.Now())
		require.NoError(t, err)
		s.tokens(t, "RespondToAuthChallenge", respond("PASSWORD_VERIFIER", `"TIMESTAMP":"`+claim["TIMESTAMP"]+`","PASSWORD_CLAIM_SECRET_BLOCK":"`+claim["PASSWORD_CLAIM_SECRET_BLOCK"]+`","PASSWORD_CLAIM_SIGNATURE":"`+claim["PASSWORD_CLAIM_SIGNATURE"]+`"`))
	}
}

// TestAvailableFirstFactors: AvailableChallenges does not have a factor that the user cannot use, even if
// the client prefers it (developer guide, "Things to know about user pool MFA"; captures).
func TestAvailableFirstFactors(t *testing.T) {
	for _, tt := range []struct {
		name, settings string
		prepare        func(*server)
		want           string
	}{
		{"pool without a sign-in policy", "", nil, onlyPassword},
		{"user without an email address", codesAllowed, func(s *server) {
			s.ok(t, "AdminDeleteUserAttributes", `{"UserPoolId":"{pool}","Username":"ada","UserAttributeNames":["email"]}`)
		}, `"AvailableChallenges":["PASSWORD_SRP","PASSWORD","SMS_OTP"]`},
		{"user with a temporary password", codesAllowed, func(s *server) {
			s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"ada","Password":"Str0ng!Pass","Permanent":false}`)
		}, onlyPassword},
		{"user with a second factor", codesAllowed, func(s *server) {
			s.mfa(t, "OPTIONAL", smsFactor)
			s.ok(t, "AdminSetUserMFAPreference", `{"UserPoolId":"{pool}","Username":"ada","SMSMfaSettings":{"Enabled":true}}`)
		}, onlyPassword},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := withAda(t, cognitotest.Config{}, tt.settings)
			if tt.prepare != nil {
				tt.prepare(s)
			}
			s.challenge(t, "InitiateAuth", choose("ada", preferEmail), selected+tt.want+`}`)
		})
	}
}

// TestUserAuthHidesUnknownUser: a client that hides unknown users gets the challenges of an existing user,
// but no code is sent (a capture; developer guide, "Managing user existence error responses").
func TestUserAuthHidesUnknownUser(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, codesAllowed)
	s.fails(t, "InitiateAuth", choose("eve@shop.example", preferEmail), "UserNotFoundException", "User does not exist.")
	s.ok(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}","PreventUserExistenceErrors":"ENABLED",`+anyFlow+`}`)
	s.challenge(t, "InitiateAuth", choose("eve@shop.example", ""), selected+allChoices+`}`)
	s.challenge(t, "InitiateAuth", choose("eve@shop.example", preferEmail),
		`{`+allChoices+`,"ChallengeName":"EMAIL_OTP","ChallengeParameters":{"CODE_DELIVERY_DELIVERY_MEDIUM":"EMAIL","CODE_DELIVERY_DESTINATION":"e***@s***"}}`)
	assert.Empty(t, s.Outbox(), "no message is sent")
	for _, code := range []string{"12345678", "0"} {
		s.fails(t, "RespondToAuthChallenge", `{"ClientId":"{client}","ChallengeName":"EMAIL_OTP","Session":"{session}","ChallengeResponses":{"USERNAME":"eve@shop.example","EMAIL_OTP_CODE":"`+code+`"}}`, "CodeMismatchException", wrongCode)
	}
	s.fails(t, "InitiateAuth", choose("eve@shop.example", `,"PREFERRED_CHALLENGE":"PASSWORD","PASSWORD":"Str0ng!Pass"`), "NotAuthorizedException", incorrect)
}

// TestOneTimePasswordConfirmsUser: a sign-in with the right code also confirms the account (developer guide,
// "Passwordless sign-in with one-time passwords").
func TestOneTimePasswordConfirmsUser(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, codesAllowed)
	s.ok(t, "SignUp", `{"ClientId":"{client}","Username":"bob","Password":"Str0ng!Pass","UserAttributes":[{"Name":"email","Value":"bob@shop.example"}]}`)
	s.fails(t, "InitiateAuth", choose("bob", `,"PREFERRED_CHALLENGE":"PASSWORD","PASSWORD":"Str0ng!Pass"`), "UserNotConfirmedException", "User is not confirmed.")
	got := s.ok(t, "InitiateAuth", choose("bob", preferEmail))
	s.set("session", got["Session"].(string))
	s.code(t)
	s.tokens(t, "RespondToAuthChallenge", `{"ClientId":"{client}","ChallengeName":"EMAIL_OTP","Session":"{session}","ChallengeResponses":{"USERNAME":"bob","EMAIL_OTP_CODE":"{code}"}}`)
	assert.Equal(t, "CONFIRMED", s.ok(t, "AdminGetUser", `{"UserPoolId":"{pool}","Username":"bob"}`)["UserStatus"])
}

// TestSignUpSessionSignsIn: the session that ConfirmSignUp returns signs the user in without another code
// (developer guide, "Automatic sign-in with OTPs").
func TestSignUpSessionSignsIn(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, `"AutoVerifiedAttributes":["email"],`+codesAllowed)
	const (
		signUp  = `{"ClientId":"{client}","Username":"bob","Password":"Str0ng!Pass","UserAttributes":[{"Name":"email","Value":"bob@shop.example"}]}`
		confirm = `{"ClientId":"{client}","Username":"bob","ConfirmationCode":"{code}","Session":"{session}"}`
		start   = `{"ClientId":"{client}","AuthFlow":"USER_AUTH","AuthParameters":{"USERNAME":"bob"},"Session":"{session}"}`
		another = `{"ClientId":"{client}","AuthFlow":"USER_AUTH","AuthParameters":{"USERNAME":"ada"},"Session":"{session}"}`
	)
	confirmed := func(t *testing.T, name string) {
		t.Helper()
		session := s.ok(t, "SignUp", strings.ReplaceAll(signUp, "bob", name))["Session"].(string)
		s.set("session", session)
		s.code(t)
		s.set("session", s.ok(t, "ConfirmSignUp", strings.ReplaceAll(confirm, "bob", name))["Session"].(string))
	}
	s.set("session", s.ok(t, "SignUp", signUp)["Session"].(string))
	s.fails(t, "InitiateAuth", start, "NotAuthorizedException", "Invalid session for the user.") // not confirmed
	s.set("code", "000000x")
	s.fails(t, "ConfirmSignUp", confirm, "CodeMismatchException", "Invalid verification code provided, please try again.")
	s.code(t)
	s.set("session", s.ok(t, "ConfirmSignUp", confirm)["Session"].(string))
	access, _ := s.tokens(t, "InitiateAuth", start)
	assert.Equal(t, "bob", access["username"])
	s.fails(t, "InitiateAuth", start, "NotAuthorizedException", "Invalid session for the user, session can only be used once.")

	confirmed(t, "kim")
	s.fails(t, "InitiateAuth", another, "NotAuthorizedException", "Invalid session for the user.")
	confirmed(t, "lee")
	s.fails(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_AUTH","AuthParameters":{"PREFERRED_CHALLENGE":"EMAIL_OTP"},"Session":"{session}"}`,
		"InvalidParameterException", "Missing required parameter USERNAME")

	s.ok(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`)
	assert.NotContains(t, s.ok(t, "SignUp", `{"ClientId":"{client}","Username":"eve","Password":"Str0ng!Pass","UserAttributes":[{"Name":"email","Value":"eve@shop.example"}]}`), "Session")
}
