package cognitoidp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

const (
	preSource       = "PreAuthentication_Authentication"
	postSource      = "PostAuthentication_Authentication"
	tokenSource     = "TokenGeneration_Authentication"
	migrationSource = "UserMigration_Authentication"
	startWithA      = `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Str0ng!Pass"},"ClientMetadata":{"a":"start"}}`
	startUnknown    = `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"eve","PASSWORD":"old password"},"ClientMetadata":{"a":"start"}}`
)

// TestSignInTriggers checks the order of the Lambda triggers, and which of them get ClientMetadata
// (API_InitiateAuth, API_RespondToAuthChallenge).
func TestSignInTriggers(t *testing.T) {
	f := &lambdaTriggers{}
	s := withAda(t, f.config(), lambdaConfig("PreAuthentication", "PostAuthentication", "PreTokenGeneration"))
	access, _ := s.tokens(t, "InitiateAuth", startWithA)
	user := `"userAttributes":{"cognito:user_status":"CONFIRMED","email":"ada@shop.example","phone_number":"+15550101234","sub":"` + access["sub"].(string) + `"}`
	noGroups := `"groupConfiguration":{"groupsToOverride":[],"iamRolesToOverride":[],"preferredRole":null}`
	assert.JSONEq(t, `{`+user+`,"validationData":{"a":"start"}}`, f.requests(preSource)[0])
	assert.JSONEq(t, `{`+user+`,"newDeviceUsed":false}`, f.requests(postSource)[0])
	assert.JSONEq(t, `{`+user+`,`+noGroups+`}`, f.requests(tokenSource)[0])
	assert.Equal(t, []string{preSource, postSource, tokenSource}, f.drainSources())

	s.mfa(t, "ON", smsFactor)
	got := s.ok(t, "InitiateAuth", startWithA)
	s.set("session", got["Session"].(string))
	s.code(t)
	s.tokens(t, "RespondToAuthChallenge", `{"ClientId":"{client}","ChallengeName":"SMS_MFA","Session":"{session}","ChallengeResponses":{"USERNAME":"ada","SMS_MFA_CODE":"{code}"},"ClientMetadata":{"a":"answer"}}`)
	assert.Contains(t, f.requests(postSource)[0], `"clientMetadata":{"a":"answer"}`)
	assert.Contains(t, f.requests(tokenSource)[0], `"clientMetadata":{"a":"answer"}`)
	assert.Equal(t, []string{preSource, postSource, tokenSource}, f.drainSources())

	s.tokens(t, "GetTokensFromRefreshToken", `{"ClientId":"{client}","RefreshToken":"{refresh}","ClientMetadata":{"a":"refresh"}}`)
	assert.Contains(t, f.requests("TokenGeneration_RefreshTokens")[0], `"clientMetadata":{"a":"refresh"}`)
	assert.Equal(t, []string{"TokenGeneration_RefreshTokens"}, f.drainSources())
}

// TestTokenGenerationSources: the trigger source states why the tokens are generated.
func TestTokenGenerationSources(t *testing.T) {
	f := &lambdaTriggers{}
	s := withAda(t, f.config(), lambdaConfig("PreTokenGeneration")+","+tracked)
	s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"ada","Password":"Str0ng!Pass","Permanent":false}`)
	got := s.ok(t, "InitiateAuth", startAda)
	s.set("session", got["Session"].(string))
	s.tokens(t, "RespondToAuthChallenge", respond("NEW_PASSWORD_REQUIRED", `"NEW_PASSWORD":"Str0ng!Pass"`))
	s.confirmDevice(t)
	s.challenge(t, "InitiateAuth", startDevice, deviceChallenge)
	s.tokens(t, "RespondToAuthChallenge", s.proveDevice(t, devicePassword, true))
	assert.Equal(t, []string{"TokenGeneration_NewPasswordChallenge", "TokenGeneration_AuthenticateDevice"}, f.drainSources())
}

// TestFailedTriggerStopsSignIn: if a Lambda trigger fails, the sign-in fails and returns no tokens.
func TestFailedTriggerStopsSignIn(t *testing.T) {
	for trigger, source := range map[string]string{"PreAuthentication": preSource, "PostAuthentication": postSource, "PreTokenGeneration": tokenSource} {
		t.Run(trigger, func(t *testing.T) {
			f := &lambdaTriggers{responses: map[string][]string{source: {"!no"}}}
			s := withAda(t, f.config(), lambdaConfig(trigger))
			s.fails(t, "InitiateAuth", startAda, "UserLambdaValidationException", trigger+" failed with error no.")
		})
	}
}

// TestPreAuthenticationRunsForHiddenUnknownUser: the pre authentication trigger runs for an unknown user
// only if the client hides unknown users.
func TestPreAuthenticationRunsForHiddenUnknownUser(t *testing.T) {
	f := &lambdaTriggers{}
	s := withAda(t, f.config(), lambdaConfig("PreAuthentication"))
	s.fails(t, "InitiateAuth", startUnknown, "UserNotFoundException", "User does not exist.")
	assert.Empty(t, f.drainSources())
	s.ok(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}","PreventUserExistenceErrors":"ENABLED",`+anyFlow+`}`)
	s.fails(t, "InitiateAuth", startUnknown, "NotAuthorizedException", incorrect)
	assert.JSONEq(t, `{"userAttributes":{},"validationData":{"a":"start"},"userNotFound":true}`, f.requests(preSource)[0])
	s.tokens(t, "InitiateAuth", startAda)
	assert.Contains(t, f.requests(preSource)[1], `"userNotFound":false`)
}

// TestSignInMigratesUser: the trigger migrates a user with the password of the sign-in. The password policy of
// the pool does not apply to it (developer guide, "Migrate user Lambda trigger").
func TestSignInMigratesUser(t *testing.T) {
	f := &lambdaTriggers{responses: map[string][]string{migrationSource: {
		"!Bad password", `{}`, `{"userAttributes":{"email":"eve@shop.example","email_verified":"true"},"finalUserStatus":"CONFIRMED","messageAction":"SUPPRESS"}`,
	}}}
	s := withAda(t, f.config(), lambdaConfig("UserMigration"))
	s.fails(t, "InitiateAuth", startUnknown, "UserLambdaValidationException", "UserMigration failed with error Bad password.")
	s.fails(t, "InitiateAuth", startUnknown, "UserNotFoundException", "User does not exist.")
	_, id := s.tokens(t, "InitiateAuth", startUnknown)
	assert.Equal(t, "eve@shop.example", id["email"])
	assert.Equal(t, true, id["email_verified"])
	assert.JSONEq(t, `{"password":"old password","validationData":{"a":"start"}}`, f.requests(migrationSource)[0])
	s.tokens(t, "InitiateAuth", startUnknown)
	assert.Len(t, f.drainSources(), 3, "the second sign-in does not run the trigger")
}

// TestMigrationWithoutConfirmedRequiresReset: if the trigger does not return CONFIRMED, the user must set a
// new password.
func TestMigrationWithoutConfirmedRequiresReset(t *testing.T) {
	f := &lambdaTriggers{responses: map[string][]string{migrationSource: {`{"userAttributes":{"email":"eve@shop.example"}}`}}}
	s := withAda(t, f.config(), lambdaConfig("UserMigration"))
	s.fails(t, "InitiateAuth", startUnknown, "PasswordResetRequiredException", "Password reset required for the user")
	assert.Equal(t, "RESET_REQUIRED", s.ok(t, "AdminGetUser", `{"UserPoolId":"{pool}","Username":"eve"}`)["UserStatus"])
}
