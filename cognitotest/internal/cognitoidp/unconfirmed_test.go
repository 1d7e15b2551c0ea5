package cognitoidp_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const (
	signUpBob = `{"ClientId":"{client}","Username":"bob","Password":"Str0ng!Pass","UserAttributes":[{"Name":"email","Value":"bob@shop.example"}]}`
	startBob  = `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"bob","PASSWORD":"Str0ng!Pass"}}`
)

// TestUnconfirmedUserIsRejectedWithAnyPassword: each flow rejects a user who has not confirmed the account with
// UserNotConfirmedException, whatever the password is. A wrong password is not counted as a failed
// attempt.
func TestUnconfirmedUserIsRejectedWithAnyPassword(t *testing.T) {
	for _, client := range []string{"", `"PreventUserExistenceErrors":"ENABLED",`} {
		f := &lambdaTriggers{responses: map[string][]string{defineSource: {custom}, createSource: {riddle}}}
		s := withAda(t, f.config(), `"AutoVerifiedAttributes":["email"],`+customTriggers)
		s.ok(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}",`+client+anyFlow+`}`)
		s.ok(t, "SignUp", signUpBob)
		s.code(t)
		const admin = `{"UserPoolId":"{pool}","ClientId":"{client}","AuthFlow":`
		s.srpClient(t, s.poolName(), password)
		for _, tt := range []struct{ name, action, body string }{
			{"right password", "InitiateAuth", startBob},
			{"wrong password", "InitiateAuth", strings.Replace(startBob, "Str0ng", "Wr0ng", 1)},
			{"right password, as an administrator", "AdminInitiateAuth", admin + `"ADMIN_USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"bob","PASSWORD":"Str0ng!Pass"}}`},
			{"wrong password, as an administrator", "AdminInitiateAuth", admin + `"ADMIN_NO_SRP_AUTH","AuthParameters":{"USERNAME":"bob","PASSWORD":"Wr0ng!Pass"}}`},
			{"SRP", "InitiateAuth", strings.Replace(startSRP, "ada", "bob", 1)},
			{"SRP, as an administrator", "AdminInitiateAuth", admin + `"USER_SRP_AUTH","AuthParameters":{"USERNAME":"bob","SRP_A":"{A}"}}`},
			{"right password with USER_AUTH", "InitiateAuth", choose("bob", `,"PREFERRED_CHALLENGE":"PASSWORD","PASSWORD":"Str0ng!Pass"`)},
			{"wrong password with USER_AUTH", "InitiateAuth", choose("bob", `,"PREFERRED_CHALLENGE":"PASSWORD","PASSWORD":"Wr0ng!Pass"`)},
			{"SRP with USER_AUTH", "InitiateAuth", choose("bob", `,"PREFERRED_CHALLENGE":"PASSWORD_SRP","SRP_A":"{A}"`)},
			{"custom flow", "InitiateAuth", strings.Replace(customStart, "ada", "bob", 1)},
			{"custom flow after SRP", "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"CUSTOM_AUTH","AuthParameters":{"USERNAME":"bob","CHALLENGE_NAME":"SRP_A","SRP_A":"{A}"}}`},
		} {
			t.Run(client+tt.name, func(t *testing.T) {
				for range 6 { // more than five failed attempts lock an account
					s.fails(t, tt.action, tt.body, "UserNotConfirmedException", "User is not confirmed.")
				}
			})
		}
		assert.Empty(t, f.requests(defineSource), "the Lambda triggers do not run")
		for _, answer := range []string{`"PASSWORD":"Wr0ng!Pass"`, `"PASSWORD":"Str0ng!Pass"`} {
			s.set("session", s.ok(t, "InitiateAuth", choose("bob", ""))["Session"].(string))
			s.fails(t, "RespondToAuthChallenge", strings.Replace(respond("PASSWORD", answer), "ada", "bob", 1), "UserNotConfirmedException", "User is not confirmed.")
		}
		s.ok(t, "AdminDisableUser", `{"UserPoolId":"{pool}","Username":"bob"}`)
		s.fails(t, "InitiateAuth", startBob, "UserNotConfirmedException", "User is not confirmed.")
		s.ok(t, "AdminEnableUser", `{"UserPoolId":"{pool}","Username":"bob"}`)

		s.ok(t, "ConfirmSignUp", `{"ClientId":"{client}","Username":"bob","ConfirmationCode":"{code}"}`)
		s.tokens(t, "InitiateAuth", startBob) // the account is not locked
	}
}

// TestUserStateIsReportedAfterRightPassword: only a right password gets the error that the user is disabled
// or must reset the password. A wrong one gets the error for a wrong password.
func TestUserStateIsReportedAfterRightPassword(t *testing.T) {
	for _, tt := range []struct{ name, action, body, exception, message string }{
		{"disabled", "AdminDisableUser", `{"UserPoolId":"{pool}","Username":"ada"}`, "NotAuthorizedException", "User is disabled."},
		{"password reset", "AdminResetUserPassword", `{"UserPoolId":"{pool}","Username":"ada"}`, "PasswordResetRequiredException", "Password reset required for the user"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := withAda(t, cognitotest.Config{}, "")
			s.ok(t, "AdminUpdateUserAttributes", `{"UserPoolId":"{pool}","Username":"ada","UserAttributes":[{"Name":"email_verified","Value":"true"}]}`)
			s.ok(t, tt.action, tt.body)
			wrongly := func(body string) string { return strings.Replace(body, "Str0ng", "Wr0ng", 1) }
			byChoice := choose("ada", `,"PREFERRED_CHALLENGE":"PASSWORD","PASSWORD":"Str0ng!Pass"`)
			byAdmin := `{"UserPoolId":"{pool}","ClientId":"{client}","AuthFlow":"ADMIN_USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Str0ng!Pass"}}`
			for body, action := range map[string]string{startAda: "InitiateAuth", byChoice: "InitiateAuth", byAdmin: "AdminInitiateAuth"} {
				s.fails(t, action, wrongly(body), "NotAuthorizedException", incorrect)
				s.fails(t, action, body, tt.exception, tt.message)
			}
			for secret, want := range map[string][2]string{"Wr0ng!Pass": {"NotAuthorizedException", incorrect}, password: {tt.exception, tt.message}} {
				c := s.srpClient(t, s.poolName(), secret)
				challenge := s.ok(t, "InitiateAuth", startSRP)
				require.Equal(t, "PASSWORD_VERIFIER", challenge["ChallengeName"])
				s.fails(t, "RespondToAuthChallenge", answerSRP(c.claim(t, challenge, "ada", now())), want[0], want[1])
			}
		})
	}
}
