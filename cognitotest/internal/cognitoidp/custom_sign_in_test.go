package cognitoidp_test

import (
	"testing"

	cognitosrp "github.com/alexrudd/cognito-srp/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	defineSource    = "DefineAuthChallenge_Authentication"
	createSource    = "CreateAuthChallenge_Authentication"
	verifySource    = "VerifyAuthChallengeResponse_Authentication"
	customStart     = `{"ClientId":"{client}","AuthFlow":"CUSTOM_AUTH","AuthParameters":{"USERNAME":"ada"},"ClientMetadata":{"a":"start"}}`
	customAnswer    = `{"ClientId":"{client}","ChallengeName":"CUSTOM_CHALLENGE","Session":"{session}","ChallengeResponses":{"USERNAME":"ada","ANSWER":"5"},"ClientMetadata":{"a":"answer"}}`
	custom          = `{"challengeName":"CUSTOM_CHALLENGE","issueTokens":false,"failAuthentication":false}`
	issue           = `{"challengeName":null,"issueTokens":true,"failAuthentication":false}`
	fail            = `{"challengeName":null,"issueTokens":false,"failAuthentication":true}`
	riddle          = `{"publicChallengeParameters":{"captchaUrl":"url/123.jpg"},"privateChallengeParameters":{"answer":"5"},"challengeMetadata":"CAPTCHA"}`
	riddleChallenge = `{"ChallengeName":"CUSTOM_CHALLENGE","ChallengeParameters":{"USERNAME":"ada","captchaUrl":"url/123.jpg"}}`
)

var customTriggers = lambdaConfig("DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse")

// TestCustomSignInRunsChallengesUntilTokens: the user answers the first of two challenges wrongly and the
// second one rightly. The events of the Lambda triggers are those in the developer guide ("Custom
// authentication challenge Lambda triggers").
func TestCustomSignInRunsChallengesUntilTokens(t *testing.T) {
	f := &lambdaTriggers{responses: map[string][]string{
		defineSource: {custom, custom, issue}, createSource: {riddle}, verifySource: {`{"answerCorrect":false}`, `{"answerCorrect":true}`},
	}}
	s := withAda(t, f.config(), customTriggers)
	s.challenge(t, "InitiateAuth", customStart, riddleChallenge)
	s.fails(t, "RespondToAuthChallenge", respond("CUSTOM_CHALLENGE", `"X":"5"`), "InvalidParameterException", "Missing required parameter ANSWER")
	s.challenge(t, "RespondToAuthChallenge", customAnswer, riddleChallenge)
	access, _ := s.tokens(t, "RespondToAuthChallenge", customAnswer)
	assert.Equal(t, "ada", access["username"])

	user := `"userAttributes":{"cognito:user_status":"CONFIRMED","email":"ada@shop.example","phone_number":"+15550101234","sub":"` + access["sub"].(string) + `"}`
	wrong := `{"challengeMetadata":"CAPTCHA","challengeName":"CUSTOM_CHALLENGE","challengeResult":false}`
	right := `{"challengeMetadata":"CAPTCHA","challengeName":"CUSTOM_CHALLENGE","challengeResult":true}`
	for source, want := range map[string][]string{
		defineSource: {
			`{` + user + `,"session":[],"userNotFound":false}`, // without the ClientMetadata of InitiateAuth
			`{"clientMetadata":{"a":"answer"},` + user + `,"session":[` + wrong + `],"userNotFound":false}`,
			`{"clientMetadata":{"a":"answer"},` + user + `,"session":[` + wrong + `,` + right + `],"userNotFound":false}`,
		},
		createSource: {
			`{"challengeName":"CUSTOM_CHALLENGE",` + user + `,"session":[],"userNotFound":false}`,
			`{"challengeName":"CUSTOM_CHALLENGE","clientMetadata":{"a":"answer"},` + user + `,"session":[` + wrong + `],"userNotFound":false}`,
		},
		verifySource: {
			`{"challengeAnswer":"5","clientMetadata":{"a":"answer"},"privateChallengeParameters":{"answer":"5"},` + user + `,"userNotFound":false}`,
			`{"challengeAnswer":"5","clientMetadata":{"a":"answer"},"privateChallengeParameters":{"answer":"5"},` + user + `,"userNotFound":false}`,
		},
	} {
		got := f.requests(source)
		require.Len(t, got, len(want), source)
		for i := range want {
			assert.JSONEq(t, want[i], got[i], source)
		}
	}
}

func TestCustomSignInErrors(t *testing.T) {
	for _, tt := range []struct{ name, define, exception, message string }{
		{"the trigger denies the sign-in", fail, "NotAuthorizedException", incorrect},
		{"the trigger fails", "!boom", "UserLambdaValidationException", "DefineAuthChallenge failed with error boom."},
		{"the trigger returns an empty response", "", "InvalidLambdaResponseException", "Unrecognizable lambda output"},
		{"PASSWORD_VERIFIER before SRP_A", `{"challengeName":"PASSWORD_VERIFIER"}`, "InvalidLambdaResponseException", "Unrecognizable lambda output"},
		{"a challenge that the trigger cannot request", `{"challengeName":"SOFTWARE_TOKEN_MFA"}`, "InvalidLambdaResponseException", "Unrecognizable lambda output"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := &lambdaTriggers{responses: map[string][]string{defineSource: {tt.define}}}
			s := withAda(t, f.config(), customTriggers)
			s.fails(t, "InitiateAuth", customStart, tt.exception, tt.message)
		})
	}
	f := &lambdaTriggers{responses: map[string][]string{defineSource: {custom}}}
	s := withAda(t, f.config(), lambdaConfig("DefineAuthChallenge"))
	s.fails(t, "InitiateAuth", customStart, "InvalidParameterException", "Custom auth lambda trigger is not configured for the user pool.")
}

// TestCustomSignInHidesUnknownUser: if the client hides unknown users, the Lambda triggers run for them,
// too. Whatever the triggers return, the sign-in returns no tokens.
func TestCustomSignInHidesUnknownUser(t *testing.T) {
	f := &lambdaTriggers{responses: map[string][]string{defineSource: {custom, issue}, createSource: {riddle}, verifySource: {`{"answerCorrect":true}`}}}
	s := withAda(t, f.config(), customTriggers)
	const start = `{"ClientId":"{client}","AuthFlow":"CUSTOM_AUTH","AuthParameters":{"USERNAME":"eve"}}`
	s.fails(t, "InitiateAuth", start, "UserNotFoundException", "User does not exist.")
	assert.Empty(t, f.drainSources())
	s.ok(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}","PreventUserExistenceErrors":"ENABLED",`+anyFlow+`}`)
	s.challenge(t, "InitiateAuth", start, `{"ChallengeName":"CUSTOM_CHALLENGE","ChallengeParameters":{"USERNAME":"eve","captchaUrl":"url/123.jpg"}}`)
	s.fails(t, "RespondToAuthChallenge", `{"ClientId":"{client}","ChallengeName":"CUSTOM_CHALLENGE","Session":"{session}","ChallengeResponses":{"USERNAME":"eve","ANSWER":"5"}}`, "NotAuthorizedException", incorrect)
	assert.JSONEq(t, `{"userAttributes":{},"session":[],"userNotFound":true}`, f.requests(defineSource)[0])
}

// TestCustomSignInWithSRPFirst: the custom challenge follows the password, a new password if the password
// is temporary, and a second factor if the user has one.
func TestCustomSignInWithSRPFirst(t *testing.T) {
	const verify = `{"challengeName":"PASSWORD_VERIFIER","issueTokens":false,"failAuthentication":false}`
	passed := func(name string) string {
		return `{"challengeMetadata":null,"challengeName":"` + name + `","challengeResult":true}`
	}
	for _, tt := range []struct {
		name              string
		temporary, second bool
		define            []string
		last              string // the session of the last define event
	}{
		{"password", false, false, []string{verify, custom, issue}, passed("SRP_A") + "," + passed("PASSWORD_VERIFIER")},
		{"temporary password", true, false, []string{verify, `{"challengeName":"NEW_PASSWORD_REQUIRED"}`, custom, issue}, passed("SRP_A") + "," + passed("PASSWORD_VERIFIER") + "," + passed("NEW_PASSWORD_REQUIRED")},
		{"second factor", false, true, []string{verify, custom, issue}, passed("SRP_A") + "," + passed("PASSWORD_VERIFIER") + "," + passed("SMS_MFA")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := &lambdaTriggers{responses: map[string][]string{defineSource: tt.define, createSource: {riddle}, verifySource: {`{"answerCorrect":true}`}}}
			s := withAda(t, f.config(), customTriggers)
			if tt.temporary {
				s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"ada","Password":"Str0ng!Pass","Permanent":false}`)
			}
			if tt.second {
				s.mfa(t, "ON", smsFactor)
			}
			library, err := cognitosrp.NewCognitoSRP("ada", password, s.placeholders.Replace("{pool}"), s.placeholders.Replace("{client}"), nil)
			require.NoError(t, err)
			s.set("A", library.GetAuthParams()["SRP_A"])
			got := s.ok(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"CUSTOM_AUTH","AuthParameters":{"USERNAME":"ada","CHALLENGE_NAME":"SRP_A","SRP_A":"{A}"}}`)
			require.Equal(t, "PASSWORD_VERIFIER", got["ChallengeName"])
			s.set("session", got["Session"].(string))
			parameters := map[string]string{}
			for name, value := range got["ChallengeParameters"].(map[string]any) {
				parameters[name] = value.(string)
			}
			claim, err := library.PasswordVerifierChallenge(parameters, s.Now())
			require.NoError(t, err)
			got = s.ok(t, "RespondToAuthChallenge", respond("PASSWORD_VERIFIER", `"TIMESTAMP":"`+claim["TIMESTAMP"]+`","PASSWORD_CLAIM_SECRET_BLOCK":"`+claim["PASSWORD_CLAIM_SECRET_BLOCK"]+`","PASSWORD_CLAIM_SIGNATURE":"`+claim["PASSWORD_CLAIM_SIGNATURE"]+`"`))
			s.set("session", got["Session"].(string))
			if tt.temporary {
				require.Equal(t, "NEW_PASSWORD_REQUIRED", got["ChallengeName"])
				got = s.ok(t, "RespondToAuthChallenge", respond("NEW_PASSWORD_REQUIRED", `"NEW_PASSWORD":"N3w!Password"`))
			}
			if tt.second {
				require.Equal(t, "SMS_MFA", got["ChallengeName"])
				s.code(t)
				got = s.ok(t, "RespondToAuthChallenge", respond("SMS_MFA", `"SMS_MFA_CODE":"{code}"`))
			}
			require.Equal(t, "CUSTOM_CHALLENGE", got["ChallengeName"])
			s.set("session", got["Session"].(string))
			s.tokens(t, "RespondToAuthChallenge", customAnswer)
			last := f.requests(defineSource)
			assert.Contains(t, last[len(last)-1], `"session":[`+tt.last+`,{"challengeMetadata":"CAPTCHA","challengeName":"CUSTOM_CHALLENGE","challengeResult":true}]`)
		})
	}
}
