package cognitoidp_test

import (
	"testing"

	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const (
	totpRequired = `{"ChallengeName":"SOFTWARE_TOKEN_MFA","ChallengeParameters":{"USER_ID_FOR_SRP":"ada"}}`
	totpSetUp    = `{"ChallengeName":"MFA_SETUP","ChallengeParameters":{"MFAS_CAN_SETUP":"[\"SOFTWARE_TOKEN_MFA\"]","USER_ID_FOR_SRP":"ada"}}`
)

// registerTOTP gives ada a verified software token, which she prefers. It names the current code {app}.
func (s *server) registerTOTP(t *testing.T) {
	t.Helper()
	s.tokens(t, "InitiateAuth", startAda)
	secret := s.ok(t, "AssociateSoftwareToken", `{"AccessToken":"{access}"}`)["SecretCode"].(string)
	code, err := totp.GenerateCode(secret, s.Now())
	require.NoError(t, err)
	s.set("app", code)
	s.ok(t, "VerifySoftwareToken", `{"AccessToken":"{access}","UserCode":"{app}"}`)
	s.ok(t, "SetUserMFAPreference", `{"AccessToken":"{access}","SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true}}`)
}

// TestAdminDeleteSoftwareToken: the user can no longer sign in with TOTP, and can register a new one (API_AdminDeleteSoftwareToken).
func TestAdminDeleteSoftwareToken(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, "")
	s.mfa(t, "OPTIONAL", totpFactor)
	s.fails(t, "AdminDeleteSoftwareToken", adaRequest, "ResourceNotFoundException", "User has no software token.")
	s.registerTOTP(t)
	assert.JSONEq(t, `{"Username":"ada","PreferredMfaSetting":"SOFTWARE_TOKEN_MFA","UserMFASettingList":["SOFTWARE_TOKEN_MFA"],"ConfiguredUserAuthFactors":["PASSWORD","SOFTWARE_TOKEN"]}`,
		s.call(t, "AdminGetUserAuthFactors", adaRequest).body)
	s.challenge(t, "InitiateAuth", startAda, totpRequired)

	assert.Equal(t, `{}`, s.call(t, "AdminDeleteSoftwareToken", adaRequest).body)
	s.fails(t, "RespondToAuthChallenge", respond("SOFTWARE_TOKEN_MFA", `"SOFTWARE_TOKEN_MFA_CODE":"{app}"`),
		"CodeMismatchException", "Invalid code received for user") // the sign-in that waits for a code
	s.fails(t, "AdminDeleteSoftwareToken", adaRequest, "ResourceNotFoundException", "User has no software token.")
	assert.JSONEq(t, `{"Username":"ada","ConfiguredUserAuthFactors":["PASSWORD"]}`, s.call(t, "AdminGetUserAuthFactors", adaRequest).body)
	s.tokens(t, "InitiateAuth", startAda) // the pool does not require a second factor
	s.fails(t, "SetUserMFAPreference", `{"AccessToken":"{access}","SoftwareTokenMfaSettings":{"Enabled":true}}`,
		"InvalidParameterException", "User has not verified software token mfa")

	s.registerTOTP(t)
	s.challenge(t, "InitiateAuth", startAda, totpRequired)
}

// TestAdminDeleteSoftwareTokenWhereMFAIsRequired: the next sign-in sets up a new token.
func TestAdminDeleteSoftwareTokenWhereMFAIsRequired(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, "")
	s.mfa(t, "OPTIONAL", totpFactor)
	s.registerTOTP(t)
	s.mfa(t, "ON", totpFactor)
	s.ok(t, "AdminDeleteSoftwareToken", adaRequest)
	s.challenge(t, "InitiateAuth", startAda, totpSetUp)
}

// TestAdminDeleteSoftwareTokenKeepsOtherFactors: other second factors stay, and so does a preference for one of them.
func TestAdminDeleteSoftwareTokenKeepsOtherFactors(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, "")
	s.mfa(t, "OPTIONAL", smsFactor+","+totpFactor)
	s.registerTOTP(t)
	s.ok(t, "SetUserMFAPreference", `{"AccessToken":"{access}","SMSMfaSettings":{"Enabled":true,"PreferredMfa":true}}`)
	s.ok(t, "AdminDeleteSoftwareToken", adaRequest)
	assert.JSONEq(t, `{"Username":"ada","PreferredMfaSetting":"SMS_MFA","UserMFASettingList":["SMS_MFA"],"ConfiguredUserAuthFactors":["PASSWORD"]}`,
		s.call(t, "AdminGetUserAuthFactors", adaRequest).body)
}

func TestAdminDeleteSoftwareTokenErrors(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, "")
	s.mfa(t, "OPTIONAL", totpFactor)
	s.ok(t, "SignUp", signUpBob)
	s.tokens(t, "InitiateAuth", startAda)
	s.ok(t, "AssociateSoftwareToken", `{"AccessToken":"{access}"}`) // not verified
	for _, tt := range []struct{ name, body, exception, message string }{
		{"token without verification", adaRequest, "ResourceNotFoundException", "User has no software token."},
		{"unconfirmed user", `{"UserPoolId":"{pool}","Username":"bob"}`, "UserNotConfirmedException", "User is not confirmed."},
		{"unknown user", `{"UserPoolId":"{pool}","Username":"eve"}`, "UserNotFoundException", "User does not exist."},
		{"unknown pool", `{"UserPoolId":"us-east-1_AbCdEfGhI","Username":"ada"}`, "ResourceNotFoundException", "User pool us-east-1_AbCdEfGhI does not exist."},
		{"pool of another region", `{"UserPoolId":"eu-west-1_AbCdEfGhI","Username":"ada"}`, "ResourceNotFoundException", "User pool eu-west-1_AbCdEfGhI does not exist."},
		{"no user name", `{"UserPoolId":"{pool}"}`, "InvalidParameterException", "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must not be null"},
	} {
		t.Run(tt.name, func(t *testing.T) { s.fails(t, "AdminDeleteSoftwareToken", tt.body, tt.exception, tt.message) })
	}
	got := s.send(t, host, prefix+"AdminDeleteSoftwareToken", "", adaRequest)
	assert.Equal(t, `{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}`, got.body)
}

// TestAdminGetUserAuthFactors returns what GetUserAuthFactors returns, for users without tokens, too.
func TestAdminGetUserAuthFactors(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, codesAllowed)
	s.tokens(t, "InitiateAuth", startAda)
	const own = `{"AccessToken":"{access}"}`
	all := `{"Username":"ada","ConfiguredUserAuthFactors":["PASSWORD","EMAIL_OTP","SMS_OTP"]}`
	assert.Equal(t, all, s.call(t, "AdminGetUserAuthFactors", adaRequest).body)
	assert.Equal(t, all, s.call(t, "GetUserAuthFactors", own).body)
	assert.Equal(t, all, s.call(t, "AdminGetUserAuthFactors", `{"UserPoolId":"{pool}","Username":"`+s.attribute(t, "sub")+`"}`).body, "by sub")
	s.ok(t, "AdminDisableUser", adaRequest)
	assert.Equal(t, all, s.call(t, "AdminGetUserAuthFactors", adaRequest).body, "a user who cannot sign in")
	s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"kim","MessageAction":"SUPPRESS"}`)
	assert.Equal(t, `{"Username":"kim","ConfiguredUserAuthFactors":["PASSWORD"]}`, s.call(t, "AdminGetUserAuthFactors", `{"UserPoolId":"{pool}","Username":"kim"}`).body)

	s.fails(t, "AdminGetUserAuthFactors", `{"UserPoolId":"{pool}","Username":"eve"}`, "UserNotFoundException", "User does not exist.")
	s.fails(t, "AdminGetUserAuthFactors", `{"UserPoolId":"eu-west-1_AbCdEfGhI","Username":"ada"}`, "ResourceNotFoundException", "User pool eu-west-1_AbCdEfGhI does not exist.")
	s.fails(t, "AdminGetUserAuthFactors", `{"UserPoolId":"{pool}"}`, "InvalidParameterException", "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must not be null")
}

// TestAuthFactorsOfAPoolThatDropsSoftwareTokens: the list has a verified token while the pool has MFA.
func TestAuthFactorsOfAPoolThatDropsSoftwareTokens(t *testing.T) {
	s := withAda(t, cognitotest.Config{}, "")
	s.mfa(t, "OPTIONAL", smsFactor+","+totpFactor)
	s.registerTOTP(t)
	s.mfa(t, "OPTIONAL", smsFactor)
	assert.Equal(t, []any{"PASSWORD", "SOFTWARE_TOKEN"}, s.ok(t, "AdminGetUserAuthFactors", adaRequest)["ConfiguredUserAuthFactors"])
	s.ok(t, "SetUserPoolMfaConfig", `{"UserPoolId":"{pool}","MfaConfiguration":"OFF"}`)
	assert.Equal(t, []any{"PASSWORD"}, s.ok(t, "AdminGetUserAuthFactors", adaRequest)["ConfiguredUserAuthFactors"])
	assert.Equal(t, `{}`, s.call(t, "AdminDeleteSoftwareToken", adaRequest).body, "the pool does not matter")
}
