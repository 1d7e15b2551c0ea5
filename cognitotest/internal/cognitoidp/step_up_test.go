package cognitoidp_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const (
	toLevel1 = `,"TARGET_ACR_VALUES":"urn:cognito:loa:1"`
	toLevel3 = `,"TARGET_ACR_VALUES":"urn:cognito:loa:3"`
	toLevel4 = `,"TARGET_ACR_VALUES":"urn:cognito:loa:4"`
	with     = `,"ACCESS_TOKEN":"{access}"`

	outOfReach = "The user has no authentication factors for any of the requested ACR values."
	reached    = "The access token already meets the requested ACR value."
	otherToken = "ACCESS_TOKEN is not of the user and the app client of the request."
)

// withTOTP is withLevels with a verified software token that ada has not turned on, and {access} of level 1.
func withTOTP(t *testing.T) *server {
	t.Helper()
	s := withLevels(t)
	s.tokens(t, "InitiateAuth", startAda)
	s.addTOTP(t)
	return s
}

// answerTOTP returns the answer to SOFTWARE_TOKEN_MFA.
func (s *server) answerTOTP(t *testing.T) string {
	t.Helper()
	return respond("SOFTWARE_TOKEN_MFA", `"SOFTWARE_TOKEN_MFA_CODE":"`+s.nextTOTP(t)+`"`)
}

// With a token of level 1, only the code is missing for level 4. The new tokens have a new validity (developer guide, "Step-up
// authentication with the USER_AUTH flow").
func TestStepUpAsksForTheMissingFactor(t *testing.T) {
	t.Parallel()
	s := withTOTP(t)
	before := claims(t, s.values["{access}"])
	for _, start := range []struct{ action, prefix string }{{"InitiateAuth", ""}, {"AdminInitiateAuth", `"UserPoolId":"{pool}",`}} {
		first := s.values["{access}"]
		s.challenge(t, start.action, `{`+start.prefix+choose("ada", toLevel4+with)[1:], `{"ChallengeName":"SOFTWARE_TOKEN_MFA","ChallengeParameters":{"USER_ID_FOR_SRP":"ada"}}`)
		s.authenticated(t, "RespondToAuthChallenge", s.answerTOTP(t), level4, "pwd", "otp", "mfa")
		after := claims(t, s.values["{access}"])
		assert.NotEqual(t, before["origin_jti"], after["origin_jti"])
		assert.Greater(t, after["exp"], before["exp"])
		assert.Greater(t, after["auth_time"], before["auth_time"], "the step-up is the most recent authentication (unspecified)")
		s.authenticated(t, "GetTokensFromRefreshToken", `{"ClientId":"{client}","RefreshToken":"{refresh}"}`, level4, "pwd", "otp", "mfa")
		s.set("access", first)
		s.ok(t, "GetUser", `{"AccessToken":"{access}"}`) // "The access token itself remains valid"
	}
}

// Without a token, and with one that is older than MAX_AGE, the user authenticates from scratch.
func TestStepUpFromScratch(t *testing.T) {
	t.Parallel()
	s := withTOTP(t)
	password := selected + onlyPassword + `}`
	byPassword := respond("PASSWORD", `"PASSWORD":"Str0ng!Pass"`)
	s.Advance(time.Minute)
	for _, parameters := range []string{toLevel4, toLevel4 + with + `,"MAX_AGE":"59"`, toLevel4 + `,"MAX_AGE":"3600"`, toLevel4 + with + `,"MAX_AGE":"0"`} {
		s.challenge(t, "InitiateAuth", choose("ada", parameters), password)
		s.inChallenge(t, "RespondToAuthChallenge", byPassword, "SOFTWARE_TOKEN_MFA")
		access := s.values["{access}"]
		s.authenticated(t, "RespondToAuthChallenge", s.answerTOTP(t), level4, "pwd", "otp", "mfa")
		s.set("access", access)
	}
	s.inChallenge(t, "InitiateAuth", choose("ada", toLevel4+with+`,"MAX_AGE":"600"`), "SOFTWARE_TOKEN_MFA")
	s.inChallenge(t, "InitiateAuth", choose("ada", toLevel4+`,"PREFERRED_CHALLENGE":"PASSWORD","PASSWORD":"Str0ng!Pass"`), "SOFTWARE_TOKEN_MFA")
	s.fails(t, "InitiateAuth", choose("ada", toLevel4+`,"PREFERRED_CHALLENGE":"PASSWORD","PASSWORD":"wrong"`), "NotAuthorizedException", incorrect)
}

// One failed challenge fails the step-up: there are no tokens of the level that the other factor reaches.
func TestStepUpIsAllOrNothing(t *testing.T) {
	t.Parallel()
	s := withTOTP(t)
	s.inChallenge(t, "InitiateAuth", choose("ada", toLevel4), "SELECT_CHALLENGE")
	s.inChallenge(t, "RespondToAuthChallenge", respond("PASSWORD", `"PASSWORD":"Str0ng!Pass"`), "SOFTWARE_TOKEN_MFA")
	s.fails(t, "RespondToAuthChallenge", respond("SOFTWARE_TOKEN_MFA", `"SOFTWARE_TOKEN_MFA_CODE":"000000"`), "CodeMismatchException", "Invalid code received for user")

	// The user loses the token between the two factors.
	s.inChallenge(t, "InitiateAuth", choose("ada", toLevel4), "SELECT_CHALLENGE")
	s.ok(t, "AdminDeleteSoftwareToken", `{"UserPoolId":"{pool}","Username":"ada"}`)
	s.fails(t, "RespondToAuthChallenge", respond("PASSWORD", `"PASSWORD":"Str0ng!Pass"`), "InvalidParameterException", outOfReach)
}

// The first level that the user can reach counts, and values that the pool does not have are ignored.
func TestStepUpTakesTheFirstPossibleLevel(t *testing.T) {
	t.Parallel()
	s := withLevels(t) // without a software token
	s.tokens(t, "InitiateAuth", startAda)
	choice := `{"ChallengeName":"SELECT_MFA_TYPE","ChallengeParameters":{"USER_ID_FOR_SRP":"ada","MFAS_CAN_CHOOSE":"[\"SMS_MFA\",\"EMAIL_OTP\"]"}}`
	for _, values := range []string{"urn:cognito:loa:4 urn:cognito:loa:3", "urn:other:5  urn:cognito:loa:3 urn:cognito:loa:1", "URN:COGNITO:LOA:1 urn:cognito:loa:3"} {
		s.challenge(t, "InitiateAuth", choose("ada", `,"TARGET_ACR_VALUES":"`+values+`"`+with), choice)
	}
	s.inChallenge(t, "RespondToAuthChallenge", respond("SELECT_MFA_TYPE", `"ANSWER":"EMAIL_OTP"`), "EMAIL_OTP")
	s.code(t)
	s.authenticated(t, "RespondToAuthChallenge", respond("EMAIL_OTP", `"EMAIL_OTP_CODE":"{code}"`), level3, "pwd", "email_otp", "mfa")

	s.authenticated(t, "InitiateAuth", choose("ada", `,"TARGET_ACR_VALUES":"urn:cognito:loa:4 urn:cognito:loa:1","PREFERRED_CHALLENGE":"PASSWORD","PASSWORD":"Str0ng!Pass"`), level1, "pwd")

	s.ok(t, "AdminDeleteUserAttributes", `{"UserPoolId":"{pool}","Username":"ada","UserAttributeNames":["email"]}`)
	s.inChallenge(t, "InitiateAuth", choose("ada", toLevel3+with), "SMS_MFA")
	s.code(t)
	s.authenticated(t, "RespondToAuthChallenge", respond("SMS_MFA", `"SMS_MFA_CODE":"{code}"`), level3, "pwd", "sms", "mfa")
}

// Level 2 is a code alone, so the password is not offered for it, and vice versa.
func TestStepUpLimitsTheFirstFactors(t *testing.T) {
	t.Parallel()
	s := withAda(t, levels(), codesAllowed+`,`+sesSender+`,"AccountRecoverySetting":{"RecoveryMechanisms":[{"Priority":1,"Name":"admin_only"}]}`)
	s.challenge(t, "InitiateAuth", choose("ada", `,"TARGET_ACR_VALUES":"urn:cognito:loa:2"`), selected+`"AvailableChallenges":["EMAIL_OTP","SMS_OTP"]}`)
	s.inChallenge(t, "InitiateAuth", choose("ada", `,"TARGET_ACR_VALUES":"urn:cognito:loa:2","PREFERRED_CHALLENGE":"PASSWORD","PASSWORD":"Str0ng!Pass"`), "SELECT_CHALLENGE")
	s.fails(t, "RespondToAuthChallenge", respond("PASSWORD", `"PASSWORD":"Str0ng!Pass"`), "InvalidParameterException", "Invalid challenge PASSWORD: the user has EMAIL_OTP, SMS_OTP.")
	s.challenge(t, "InitiateAuth", choose("ada", toLevel1), selected+onlyPassword+`}`)

	s.inChallenge(t, "InitiateAuth", choose("ada", `,"TARGET_ACR_VALUES":"urn:cognito:loa:2"`+preferEmail), "EMAIL_OTP")
	s.code(t)
	s.authenticated(t, "RespondToAuthChallenge", respond("EMAIL_OTP", `"EMAIL_OTP_CODE":"{code}"`), level2, "email_otp")
	// From a code, the password alone is missing for level 3.
	s.mfa(t, "OPTIONAL", everyFactor)
	s.challenge(t, "InitiateAuth", choose("ada", toLevel3+with), `{"ChallengeName":"SELECT_CHALLENGE","ChallengeParameters":{},`+onlyPassword+`}`)
	s.authenticated(t, "RespondToAuthChallenge", respond("PASSWORD", `"PASSWORD":"Str0ng!Pass"`), level3, "email_otp", "pwd", "mfa")
}

// A lower target does not remove MFA that the user or the pool requires. A target chooses among several factors.
func TestRequiredMFAIsAFloor(t *testing.T) {
	t.Parallel()
	s := withTOTP(t)
	s.turnOn(t, "SMSMfaSettings")
	s.inChallenge(t, "InitiateAuth", choose("ada", toLevel1+`,"PREFERRED_CHALLENGE":"PASSWORD","PASSWORD":"Str0ng!Pass"`), "SMS_MFA")
	s.code(t)
	s.authenticated(t, "RespondToAuthChallenge", respond("SMS_MFA", `"SMS_MFA_CODE":"{code}"`), level3, "pwd", "sms", "mfa")

	s.inChallenge(t, "InitiateAuth", choose("ada", toLevel4+`,"PREFERRED_CHALLENGE":"PASSWORD","PASSWORD":"Str0ng!Pass"`), "SOFTWARE_TOKEN_MFA")
	s.authenticated(t, "RespondToAuthChallenge", s.answerTOTP(t), level4, "pwd", "otp", "mfa")
}

// MFA that became required after the sign-in is also a floor for a token of the requested level.
func TestRequiredMFAIsAFloorOfAStepUp(t *testing.T) {
	t.Parallel()
	s := withTOTP(t)
	s.fails(t, "InitiateAuth", choose("ada", toLevel1+with), "InvalidParameterException", reached)
	s.turnOn(t, "SoftwareTokenMfaSettings")
	s.inChallenge(t, "InitiateAuth", choose("ada", toLevel1+with), "SOFTWARE_TOKEN_MFA")
	s.authenticated(t, "RespondToAuthChallenge", s.answerTOTP(t), level4, "pwd", "otp", "mfa")
	s.fails(t, "InitiateAuth", choose("ada", toLevel1+with), "InvalidParameterException", reached)
}

func TestStepUpErrors(t *testing.T) {
	t.Parallel()
	s := withTOTP(t)
	s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"bob","MessageAction":"SUPPRESS"}`)
	s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"bob","Password":"Str0ng!Pass","Permanent":true}`)
	id, _ := at(s.ok(t, "InitiateAuth", startAda), "AuthenticationResult", "IdToken").(string)
	s.set("id", id)
	for _, tt := range []struct{ name, body, exception, want string }{
		{"token without a target", choose("ada", with), "InvalidParameterException", "Missing required parameter TARGET_ACR_VALUES"},
		{"no name of the pool", choose("ada", `,"TARGET_ACR_VALUES":"urn:cognito:loa:5 gold"`), "InvalidParameterException", "TARGET_ACR_VALUES has no ACR value of the user pool."},
		{"only spaces", choose("ada", `,"TARGET_ACR_VALUES":"  "`), "InvalidParameterException", "TARGET_ACR_VALUES has no ACR value of the user pool."},
		{"no factor for the level", choose("bob", toLevel4), "InvalidParameterException", outOfReach},
		{"no factor for both levels", choose("bob", `,"TARGET_ACR_VALUES":"urn:cognito:loa:4 urn:cognito:loa:3"`), "InvalidParameterException", outOfReach},
		{"level of the token", choose("ada", toLevel1+with), "InvalidParameterException", reached},
		{"token of another user", choose("bob", toLevel1+with), "InvalidParameterException", otherToken},
		{"token of an unknown user", choose("eve", toLevel1+with), "InvalidParameterException", otherToken},
		{"text as the token", choose("ada", toLevel4+`,"ACCESS_TOKEN":"x"`), "NotAuthorizedException", "Invalid Access Token"},
		{"ID token", choose("ada", toLevel4+`,"ACCESS_TOKEN":"{id}"`), "NotAuthorizedException", "Invalid Access Token"},
		{"negative age", choose("ada", toLevel4+`,"MAX_AGE":"-1"`), "InvalidParameterException", `MAX_AGE: "-1" is not a number of seconds. Write a non-negative integer.`},
		{"age in words", choose("ada", toLevel4+`,"MAX_AGE":"1h"`), "InvalidParameterException", `MAX_AGE: "1h" is not a number of seconds. Write a non-negative integer.`},
		{"age without a target", choose("ada", `,"MAX_AGE":"1.5"`), "InvalidParameterException", `MAX_AGE: "1.5" is not a number of seconds. Write a non-negative integer.`},
		{"no username", `{"ClientId":"{client}","AuthFlow":"USER_AUTH","AuthParameters":{"TARGET_ACR_VALUES":"urn:cognito:loa:1"}}`, "InvalidParameterException", "Missing required parameter USERNAME"},
	} {
		t.Run(tt.name, func(t *testing.T) { s.fails(t, "InitiateAuth", tt.body, tt.exception, tt.want) })
	}
	s.challenge(t, "InitiateAuth", choose("ada", `,"MAX_AGE":"0"`), selected+onlyPassword+`}`) // without a target it has no effect

	access := s.values["{access}"]
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"d",`+anyFlow+`}`)
	s.fails(t, "InitiateAuth", choose("ada", toLevel4+with), "InvalidParameterException", otherToken)
	s.tokens(t, "InitiateAuth", startAda)
	s.ok(t, "AdminUserGlobalSignOut", `{"UserPoolId":"{pool}","Username":"ada"}`)
	s.fails(t, "InitiateAuth", choose("ada", toLevel4+with), "NotAuthorizedException", "Access Token has been revoked")
	s.set("access", access)
	s.Advance(2 * time.Hour)
	s.fails(t, "InitiateAuth", choose("ada", toLevel4+with), "NotAuthorizedException", "Access Token has expired")
}

// The other flows ignore the parameters, as they ignore others that they do not have.
func TestOnlyUserAuthStepsUp(t *testing.T) {
	t.Parallel()
	s := withLevels(t)
	s.authenticated(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Str0ng!Pass"`+toLevel4+`,"MAX_AGE":"x"}}`, level1, "pwd")
}

func TestStepUpRequiresEssentials(t *testing.T) {
	t.Parallel()
	s := withAda(t, levels(), `"UserPoolTier":"LITE"`)
	s.authenticated(t, "InitiateAuth", startAda, level1, "pwd") // the claims are not limited to a feature plan
	const rejected = "The following feature is not available for the LITE pricing tier configured: Step-up Authentication"
	s.fails(t, "InitiateAuth", choose("ada", toLevel1), "FeatureUnavailableInTierException", rejected)
	s.fails(t, "AdminInitiateAuth", `{"UserPoolId":"{pool}",`+choose("ada", toLevel1)[1:], "FeatureUnavailableInTierException", rejected)
	s.challenge(t, "InitiateAuth", choose("ada", ""), selected+onlyPassword+`}`)
}

// A token whose acr is not a name of the pool any more counts for its methods only: it does not meet a level by itself
// (developer guide, "Authentication levels with ACR and AMR claims").
func TestStepUpWithAnOldName(t *testing.T) {
	t.Parallel()
	s := withTOTP(t)
	rename := func(names string) {
		t.Helper()
		s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}",`+stepUpPool[len(`"MfaConfiguration":"OFF",`):]+`,"AcrConfiguration":{`+names+`}}`)
	}
	rename(`"Level1":{"AcrValue":"low"},"Level4":{"AcrValue":"high"}`)
	s.fails(t, "InitiateAuth", choose("ada", toLevel4+with), "InvalidParameterException", "TARGET_ACR_VALUES has no ACR value of the user pool.")
	s.inChallenge(t, "InitiateAuth", choose("ada", `,"TARGET_ACR_VALUES":"high"`+with), "SOFTWARE_TOKEN_MFA")
	s.authenticated(t, "RespondToAuthChallenge", s.answerTOTP(t), "high", "pwd", "otp", "mfa")
	s.fails(t, "InitiateAuth", choose("ada", `,"TARGET_ACR_VALUES":"high"`+with), "InvalidParameterException", reached)
	rename("")
	s.authenticated(t, "InitiateAuth", choose("ada", toLevel4+with), level4, "pwd", "otp", "mfa") // nothing is left to ask
}

// A user with a temporary password must enter it: an earlier sign-in does not replace it (unspecified).
func TestStepUpWithATemporaryPassword(t *testing.T) {
	t.Parallel()
	s := withTOTP(t)
	s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"ada","Password":"Str0ng!Temp","Permanent":false}`)
	s.challenge(t, "InitiateAuth", choose("ada", toLevel4+with), selected+onlyPassword+`}`)
	s.inChallenge(t, "RespondToAuthChallenge", respond("PASSWORD", `"PASSWORD":"Str0ng!Temp"`), "NEW_PASSWORD_REQUIRED")
	s.inChallenge(t, "RespondToAuthChallenge", respond("NEW_PASSWORD_REQUIRED", `"NEW_PASSWORD":"Str0ng!Pass2"`), "SOFTWARE_TOKEN_MFA")
	s.authenticated(t, "RespondToAuthChallenge", s.answerTOTP(t), level4, "pwd", "otp", "mfa")
}

// A client that hides unknown users gets the responses of a user with a password.
func TestStepUpHidesUnknownUser(t *testing.T) {
	t.Parallel()
	s := withLevels(t)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"d","PreventUserExistenceErrors":"ENABLED",`+anyFlow+`}`)
	s.ok(t, "AdminDeleteUserAttributes", `{"UserPoolId":"{pool}","Username":"ada","UserAttributeNames":["email","phone_number"]}`)
	for _, name := range []string{"ada", "nobody"} {
		s.fails(t, "InitiateAuth", choose(name, toLevel4), "InvalidParameterException", outOfReach)
		s.challenge(t, "InitiateAuth", choose(name, toLevel1), selected+onlyPassword+`}`)
	}
}

// A challenge of a step-up is in the state directory.
func TestStepUpSurvivesARestart(t *testing.T) {
	t.Parallel()
	config := cognitotest.Config{StateDir: t.TempDir(), AuthenticationLevels: true}
	before := withAda(t, config, stepUpPool)
	before.mfa(t, "OPTIONAL", everyFactor)
	before.tokens(t, "InitiateAuth", startAda)
	before.addTOTP(t)
	before.inChallenge(t, "InitiateAuth", choose("ada", toLevel4+with), "SOFTWARE_TOKEN_MFA")
	before.Close()
	after := newServer(startWith(t, config).Server)
	for name, value := range before.values {
		after.set(name[1:len(name)-1], value)
	}
	after.authenticated(t, "RespondToAuthChallenge", after.answerTOTP(t), level4, "pwd", "otp", "mfa")
}
