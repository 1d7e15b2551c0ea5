package cognitoidp_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	cognitosrp "github.com/alexrudd/cognito-srp/v4"
	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// levels is the setting of an emulator with levels of authentication.
func levels() cognitotest.Config { return cognitotest.Config{AuthenticationLevels: true} }

// stepUpPool has MFA by every factor, which users turn on themselves. The user's addresses do not recover the account.
const stepUpPool = `"MfaConfiguration":"OFF","AccountRecoverySetting":{"RecoveryMechanisms":[{"Priority":1,"Name":"admin_only"}]},` + sesSender + `,` + smsSender

const everyFactor = smsFactor + `,"SoftwareTokenMfaConfiguration":{"Enabled":true},"EmailMfaConfiguration":{}`

// withLevels is withAda with levels of authentication and optional MFA by every factor.
func withLevels(t *testing.T) *server {
	t.Helper()
	s := withAda(t, levels(), stepUpPool)
	s.mfa(t, "OPTIONAL", everyFactor)
	return s
}

// addTOTP verifies a software token of ada, with {access}. It does not turn the token on.
func (s *server) addTOTP(t *testing.T) {
	t.Helper()
	secret := s.ok(t, "AssociateSoftwareToken", `{"AccessToken":"{access}"}`)["SecretCode"].(string)
	s.set("totp", secret)
	s.ok(t, "VerifySoftwareToken", `{"AccessToken":"{access}","UserCode":"`+s.nextTOTP(t)+`"}`)
}

// nextTOTP returns a code that the emulator has not seen: a code is valid once.
func (s *server) nextTOTP(t *testing.T) string {
	t.Helper()
	s.Advance(30 * time.Second)
	code, err := totp.GenerateCode(s.values["{totp}"], s.Now())
	require.NoError(t, err)
	return code
}

// turnOn turns one second factor of ada on.
func (s *server) turnOn(t *testing.T, settings string) {
	t.Helper()
	s.ok(t, "AdminSetUserMFAPreference", `{"UserPoolId":"{pool}","Username":"ada","`+settings+`":{"Enabled":true,"PreferredMfa":true}}`)
}

// authenticated requires acr and amr in both tokens of a response, as in the text of the tokens.
func (s *server) authenticated(t *testing.T, action, body, acr string, amr ...any) {
	t.Helper()
	access, id := s.tokens(t, action, body)
	for _, claims := range []map[string]any{access, id} {
		assert.Equal(t, acr, claims["acr"], claims["token_use"])
		assert.Equal(t, amr, claims["amr"], claims["token_use"])
	}
}

// inChallenge calls an action that must return a challenge of a name, and sets {session}.
func (s *server) inChallenge(t *testing.T, action, body, name string) map[string]any {
	t.Helper()
	got := s.ok(t, action, body)
	require.Equal(t, name, got["ChallengeName"], "%v", got)
	s.set("session", got["Session"].(string))
	return got
}

const (
	level1 = "urn:cognito:loa:1"
	level2 = "urn:cognito:loa:2"
	level3 = "urn:cognito:loa:3"
	level4 = "urn:cognito:loa:4"
)

func TestPasswordIsLevel1(t *testing.T) {
	t.Parallel()
	s := withLevels(t)
	s.authenticated(t, "InitiateAuth", startAda, level1, "pwd")
	s.authenticated(t, "AdminInitiateAuth", `{"UserPoolId":"{pool}","ClientId":"{client}","AuthFlow":"ADMIN_USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Str0ng!Pass"}}`, level1, "pwd")
	s.authenticated(t, "InitiateAuth", choose("ada", `,"PREFERRED_CHALLENGE":"PASSWORD","PASSWORD":"Str0ng!Pass"`), level1, "pwd")

	library, err := cognitosrp.NewCognitoSRP("ada", password, s.placeholders.Replace("{pool}"), s.placeholders.Replace("{client}"), nil)
	require.NoError(t, err)
	got := s.ok(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_SRP_AUTH","AuthParameters":{"USERNAME":"ada","SRP_A":"`+library.GetAuthParams()["SRP_A"]+`"}}`)
	parameters := map[string]string{}
	for name, value := range got["ChallengeParameters"].(map[string]any) {
		parameters[name] = value.(string)
	}
	claim, err := library.PasswordVerifierChallenge(parameters, s.Now())
	require.NoError(t, err)
	text, err := json.Marshal(claim)
	require.NoError(t, err)
	s.authenticated(t, "RespondToAuthChallenge", `{"ClientId":"{client}","ChallengeName":"PASSWORD_VERIFIER","ChallengeResponses":`+string(text)+`}`, level1, "pwd")

	s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"ada","Password":"Str0ng!Pass","Permanent":false}`)
	s.inChallenge(t, "InitiateAuth", startAda, "NEW_PASSWORD_REQUIRED")
	s.authenticated(t, "RespondToAuthChallenge", respond("NEW_PASSWORD_REQUIRED", `"NEW_PASSWORD":"Str0ng!Pass2"`), level1, "pwd")
}

func TestSecondFactorsRaiseTheLevel(t *testing.T) {
	t.Parallel()
	s := withLevels(t)
	s.tokens(t, "InitiateAuth", startAda)
	s.addTOTP(t)

	s.turnOn(t, "SoftwareTokenMfaSettings")
	s.inChallenge(t, "InitiateAuth", startAda, "SOFTWARE_TOKEN_MFA")
	s.authenticated(t, "RespondToAuthChallenge", respond("SOFTWARE_TOKEN_MFA", `"SOFTWARE_TOKEN_MFA_CODE":"`+s.nextTOTP(t)+`"`), level4, "pwd", "otp", "mfa")

	s.turnOn(t, "SMSMfaSettings")
	s.inChallenge(t, "InitiateAuth", startAda, "SMS_MFA")
	s.code(t)
	s.authenticated(t, "RespondToAuthChallenge", respond("SMS_MFA", `"SMS_MFA_CODE":"{code}"`), level3, "pwd", "sms", "mfa")

	s.turnOn(t, "EmailMfaSettings")
	s.inChallenge(t, "InitiateAuth", startAda, "EMAIL_OTP")
	s.code(t)
	s.authenticated(t, "RespondToAuthChallenge", respond("EMAIL_OTP", `"EMAIL_OTP_CODE":"{code}"`), level3, "pwd", "email_otp", "mfa")
}

func TestCodeAloneIsLevel2(t *testing.T) {
	t.Parallel()
	s := withAda(t, levels(), codesAllowed)
	s.inChallenge(t, "InitiateAuth", choose("ada", preferEmail), "EMAIL_OTP")
	s.code(t)
	s.authenticated(t, "RespondToAuthChallenge", respond("EMAIL_OTP", `"EMAIL_OTP_CODE":"{code}"`), level2, "email_otp")
	s.inChallenge(t, "InitiateAuth", choose("ada", `,"PREFERRED_CHALLENGE":"SMS_OTP"`), "SMS_OTP")
	s.code(t)
	s.authenticated(t, "RespondToAuthChallenge", respond("SMS_OTP", `"SMS_OTP_CODE":"{code}"`), level2, "sms")
}

// A software token that the user sets up in the sign-in counts (unspecified).
func TestTokenSetUpInTheSignInIsLevel4(t *testing.T) {
	t.Parallel()
	s := withAda(t, levels(), "")
	s.mfa(t, "ON", `"SoftwareTokenMfaConfiguration":{"Enabled":true}`)
	s.inChallenge(t, "InitiateAuth", startAda, "MFA_SETUP")
	associated := s.ok(t, "AssociateSoftwareToken", `{"Session":"{session}"}`)
	s.set("session", associated["Session"].(string))
	s.set("totp", associated["SecretCode"].(string))
	s.set("session", s.ok(t, "VerifySoftwareToken", `{"Session":"{session}","UserCode":"`+s.nextTOTP(t)+`"}`)["Session"].(string))
	s.authenticated(t, "RespondToAuthChallenge", `{"ClientId":"{client}","ChallengeName":"MFA_SETUP","Session":"{session}","ChallengeResponses":{"USERNAME":"ada"}}`, level4, "pwd", "otp", "mfa")
}

// A custom challenge is not a known method, so it reaches no level (unspecified).
func TestCustomChallengeReachesNoLevel(t *testing.T) {
	t.Parallel()
	f := &lambdaTriggers{responses: map[string][]string{
		"DefineAuthChallenge_Authentication":         {`{"challengeName":"CUSTOM_CHALLENGE","issueTokens":false,"failAuthentication":false}`, `{"issueTokens":true,"failAuthentication":false}`},
		"CreateAuthChallenge_Authentication":         {`{"publicChallengeParameters":{},"privateChallengeParameters":{}}`},
		"VerifyAuthChallengeResponse_Authentication": {`{"answerCorrect":true}`},
	}}
	config := f.config()
	config.AuthenticationLevels = true
	s := withAda(t, config, lambdaConfig("DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"))
	s.inChallenge(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"CUSTOM_AUTH","AuthParameters":{"USERNAME":"ada"}}`, "CUSTOM_CHALLENGE")
	for _, claims := range both(s.tokens(t, "RespondToAuthChallenge", respond("CUSTOM_CHALLENGE", `"ANSWER":"x"`))) {
		assert.NotContains(t, claims, "acr")
		assert.NotContains(t, claims, "amr")
	}
}

func both(access, id map[string]any) []map[string]any { return []map[string]any{access, id} }

// A refresh copies acr, amr and auth_time, on every way and also after the pool has renamed the level (developer guide,
// "Authentication levels with ACR and AMR claims").
func TestRefreshCopiesTheLevel(t *testing.T) {
	t.Parallel()
	s := withLevels(t)
	first, _ := s.tokens(t, "InitiateAuth", startAda)
	s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}",`+stepUpPool[len(`"MfaConfiguration":"OFF",`):]+`,"AcrConfiguration":{"Level1":{"AcrValue":"low"}}}`)
	for _, request := range []struct{ action, body string }{
		{"InitiateAuth", `{"ClientId":"{client}","AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":"{refresh}"}}`},
		{"GetTokensFromRefreshToken", `{"ClientId":"{client}","RefreshToken":"{refresh}"}`},
	} {
		s.Advance(time.Hour)
		for _, claims := range both(s.tokens(t, request.action, request.body)) {
			assert.Equal(t, []any{level1, []any{"pwd"}, first["auth_time"]}, []any{claims["acr"], claims["amr"], claims["auth_time"]})
			assert.Greater(t, claims["iat"], first["iat"])
		}
	}
	s.authenticated(t, "InitiateAuth", startAda, "low", "pwd")
}

// No trigger can add, change or suppress the claims (developer guide, "Authentication levels with ACR and AMR claims").
func TestTriggersCannotChangeTheLevel(t *testing.T) {
	t.Parallel()
	const change = `"claimsToAddOrOverride":{"acr":"urn:cognito:loa:4","amr":["otp"],"tier":"gold"},"claimsToSuppress":["acr","amr"]`
	for name, tt := range map[string]struct{ version, response string }{
		"V1": {"V1_0", `{"claimsOverrideDetails":{"claimsToAddOrOverride":{"acr":"urn:cognito:loa:4","amr":"otp","tier":"gold"},"claimsToSuppress":["acr","amr"]}}`},
		"V2": {"V2_0", `{"claimsAndScopeOverrideDetails":{"idTokenGeneration":{` + change + `},"accessTokenGeneration":{` + change + `}}}`},
	} {
		for setting, on := range map[string]bool{"on": true, "off": false} {
			t.Run(name+", "+setting, func(t *testing.T) {
				t.Parallel()
				f := &lambdaTriggers{responses: map[string][]string{"TokenGeneration_Authentication": {tt.response}}}
				config := f.config()
				config.AuthenticationLevels = on
				s := withAda(t, config, `"LambdaConfig":{"PreTokenGenerationConfig":{"LambdaArn":"`+functionARN+`","LambdaVersion":"`+tt.version+`"}}`)
				access, id := s.tokens(t, "InitiateAuth", startAda)
				assert.Equal(t, "gold", id["tier"], "the trigger has changed the token")
				for _, claims := range both(access, id) {
					if on {
						assert.Equal(t, []any{level1, []any{"pwd"}}, []any{claims["acr"], claims["amr"]})
						continue
					}
					assert.NotContains(t, claims, "acr")
					assert.NotContains(t, claims, "amr")
				}
			})
		}
	}
}

// Without the setting, which is the default, tokens have neither claim, and settings and parameters for levels are rejected by name.
func TestWithoutTheSettingThereAreNoLevels(t *testing.T) {
	t.Parallel()
	s := withAda(t, cognitotest.Config{}, "")
	for _, claims := range both(s.tokens(t, "InitiateAuth", startAda)) {
		assert.NotContains(t, claims, "acr")
		assert.NotContains(t, claims, "amr")
	}
	assert.NotContains(t, s.ok(t, "DescribeUserPool", `{"UserPoolId":"{pool}"}`)["UserPool"], "AcrConfiguration")
	const text = " requires the setting AuthenticationLevels of the emulator. Set Config.AuthenticationLevels, or use serve --authentication-levels."
	for _, tt := range []struct{ action, body, name string }{
		{"CreateUserPool", `{"PoolName":"q","AcrConfiguration":{"Level1":{"AcrValue":"low"}}}`, "AcrConfiguration of CreateUserPool"},
		{"UpdateUserPool", `{"UserPoolId":"{pool}","AcrConfiguration":{}}`, "AcrConfiguration of UpdateUserPool"},
		{"CreateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"shop","ProviderType":"OIDC","ProviderDetails":{},"AcrMapping":{"Level1":"low"}}`, "AcrMapping of CreateIdentityProvider"},
		{"UpdateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"shop","AcrMapping":{"Level1":"low"}}`, "AcrMapping of UpdateIdentityProvider"},
		{"InitiateAuth", choose("ada", `,"TARGET_ACR_VALUES":"urn:cognito:loa:1"`), "TARGET_ACR_VALUES"},
		{"InitiateAuth", choose("ada", `,"MAX_AGE":"60"`), "MAX_AGE"},
		{"InitiateAuth", choose("ada", `,"ACCESS_TOKEN":"{access}"`), "ACCESS_TOKEN"},
	} {
		s.fails(t, tt.action, tt.body, "InvalidParameterException", tt.name+text)
	}
	assert.Len(t, s.ok(t, "ListUserPools", `{"MaxResults":10}`)["UserPools"], 1)
}

// A machine has no level of authentication.
func TestMachineTokensHaveNoLevel(t *testing.T) {
	t.Parallel()
	s := withMachine(t, levels(), "")
	claims := s.machineToken(t, askMachine)
	assert.NotContains(t, claims, "acr")
	assert.NotContains(t, claims, "amr")
}

// A record of the sign-in is in the state directory: refreshes after a restart have the same claims, also if the sign-in was
// before the setting.
func TestLevelSurvivesARestart(t *testing.T) {
	t.Parallel()
	config := cognitotest.Config{StateDir: t.TempDir()}
	before := withAda(t, config, "")
	before.tokens(t, "InitiateAuth", startAda)
	before.Close()
	config.AuthenticationLevels = true
	after := startWith(t, config)
	for name, value := range before.values {
		after.set(strings.Trim(name, "{}"), value)
	}
	after.authenticated(t, "GetTokensFromRefreshToken", `{"ClientId":"{client}","RefreshToken":"{refresh}"}`, level1, "pwd")
}
