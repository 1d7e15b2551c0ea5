package cognitoidp_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

const (
	preSource    = "PreAuthentication_Authentication"
	postSource   = "PostAuthentication_Authentication"
	tokenSource  = "TokenGeneration_Authentication"
	moveSource   = "UserMigration_Authentication"
	startWithA   = `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Str0ng!Pass"},"ClientMetadata":{"a":"start"}}`
	startUnknown = `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"eve","PASSWORD":"old password"},"ClientMetadata":{"a":"start"}}`
)

// TestSignInTriggers: their order, and what of ClientMetadata reaches them (API_InitiateAuth,
// API_RespondToAuthChallenge).
func TestSignInTriggers(t *testing.T) {
	f := &functions{}
	s := withAda(t, f.config(), triggers("PreAuthentication", "PostAuthentication", "PreTokenGeneration"))
	access, _ := s.tokens(t, "InitiateAuth", startWithA)
	user := `"userAttributes":{"cognito:user_status":"CONFIRMED","email":"ada@shop.example","phone_number":"+15550101234","sub":"` + access["sub"].(string) + `"}`
	noGroups := `"groupConfiguration":{"groupsToOverride":[],"iamRolesToOverride":[],"preferredRole":null}`
	assert.JSONEq(t, `{`+user+`,"validationData":{"a":"start"}}`, f.asked(preSource)[0])
	assert.JSONEq(t, `{`+user+`,"newDeviceUsed":false}`, f.asked(postSource)[0])
	assert.JSONEq(t, `{`+user+`,`+noGroups+`}`, f.asked(tokenSource)[0])
	assert.Equal(t, []string{preSource, postSource, tokenSource}, f.order())

	s.mfa(t, "ON", smsFactor)
	got := s.ok(t, "InitiateAuth", startWithA)
	s.name("session", got["Session"].(string))
	s.code(t)
	s.tokens(t, "RespondToAuthChallenge", `{"ClientId":"{client}","ChallengeName":"SMS_MFA","Session":"{session}","ChallengeResponses":{"USERNAME":"ada","SMS_MFA_CODE":"{code}"},"ClientMetadata":{"a":"answer"}}`)
	assert.Contains(t, f.asked(postSource)[0], `"clientMetadata":{"a":"answer"}`)
	assert.Contains(t, f.asked(tokenSource)[0], `"clientMetadata":{"a":"answer"}`)
	assert.Equal(t, []string{preSource, postSource, tokenSource}, f.order())

	s.tokens(t, "GetTokensFromRefreshToken", `{"ClientId":"{client}","RefreshToken":"{refresh}","ClientMetadata":{"a":"refresh"}}`)
	assert.Contains(t, f.asked("TokenGeneration_RefreshTokens")[0], `"clientMetadata":{"a":"refresh"}`)
	assert.Equal(t, []string{"TokenGeneration_RefreshTokens"}, f.order())
}

// TestTokenGenerationSources: why tokens are made.
func TestTokenGenerationSources(t *testing.T) {
	f := &functions{}
	s := withAda(t, f.config(), triggers("PreTokenGeneration")+","+tracked)
	s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"ada","Password":"Str0ng!Pass","Permanent":false}`)
	got := s.ok(t, "InitiateAuth", startAda)
	s.name("session", got["Session"].(string))
	s.tokens(t, "RespondToAuthChallenge", respond("NEW_PASSWORD_REQUIRED", `"NEW_PASSWORD":"Str0ng!Pass"`))
	s.confirmDevice(t)
	s.challenge(t, "InitiateAuth", startDevice, askDevice)
	s.tokens(t, "RespondToAuthChallenge", s.proveDevice(t, devicePass, true))
	assert.Equal(t, []string{"TokenGeneration_NewPasswordChallenge", "TokenGeneration_AuthenticateDevice"}, f.order())
}

// TestFailedTriggers: each stops the sign-in, and no token comes of it.
func TestFailedTriggers(t *testing.T) {
	for trigger, source := range map[string]string{"PreAuthentication": preSource, "PostAuthentication": postSource, "PreTokenGeneration": tokenSource} {
		t.Run(trigger, func(t *testing.T) {
			f := &functions{responses: map[string][]string{source: {"!no"}}}
			s := withAda(t, f.config(), triggers(trigger))
			s.fails(t, "InitiateAuth", startAda, "UserLambdaValidationException", trigger+" failed with error no.")
		})
	}
}

// TestPreAuthenticationOfAnUnknownUser runs where the client hides that the user is unknown.
func TestPreAuthenticationOfAnUnknownUser(t *testing.T) {
	f := &functions{}
	s := withAda(t, f.config(), triggers("PreAuthentication"))
	s.fails(t, "InitiateAuth", startUnknown, "UserNotFoundException", "User does not exist.")
	assert.Empty(t, f.order())
	s.ok(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}","PreventUserExistenceErrors":"ENABLED",`+anyFlow+`}`)
	s.fails(t, "InitiateAuth", startUnknown, "NotAuthorizedException", incorrect)
	assert.JSONEq(t, `{"userAttributes":{},"validationData":{"a":"start"},"userNotFound":true}`, f.asked(preSource)[0])
	s.tokens(t, "InitiateAuth", startAda)
	assert.Contains(t, f.asked(preSource)[1], `"userNotFound":false`)
}

// TestUserMigration takes a user over with the password of the sign-in, which the pool's
// policy does not concern (developer guide, "Migrate user Lambda trigger").
func TestUserMigration(t *testing.T) {
	f := &functions{responses: map[string][]string{moveSource: {
		"!Bad password", `{}`, `{"userAttributes":{"email":"eve@shop.example","email_verified":"true"},"finalUserStatus":"CONFIRMED","messageAction":"SUPPRESS"}`,
	}}}
	s := withAda(t, f.config(), triggers("UserMigration"))
	s.fails(t, "InitiateAuth", startUnknown, "UserLambdaValidationException", "UserMigration failed with error Bad password.")
	s.fails(t, "InitiateAuth", startUnknown, "UserNotFoundException", "User does not exist.")
	_, id := s.tokens(t, "InitiateAuth", startUnknown)
	assert.Equal(t, "eve@shop.example", id["email"])
	assert.Equal(t, true, id["email_verified"])
	assert.JSONEq(t, `{"password":"old password","validationData":{"a":"start"}}`, f.asked(moveSource)[0])
	s.tokens(t, "InitiateAuth", startUnknown)
	assert.Len(t, f.order(), 3, "the user is the pool's now")
}

// TestUserMigrationThatResets: without CONFIRMED the user has to choose a new password.
func TestUserMigrationThatResets(t *testing.T) {
	f := &functions{responses: map[string][]string{moveSource: {`{"userAttributes":{"email":"eve@shop.example"}}`}}}
	s := withAda(t, f.config(), triggers("UserMigration"))
	s.fails(t, "InitiateAuth", startUnknown, "PasswordResetRequiredException", "Password reset required for the user")
	assert.Equal(t, "RESET_REQUIRED", s.ok(t, "AdminGetUser", `{"UserPoolId":"{pool}","Username":"eve"}`)["UserStatus"])
}
