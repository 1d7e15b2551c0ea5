package cognitoidp_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const (
	auditing     = `"UserPoolAddOns":{"AdvancedSecurityMode":"AUDIT"}`
	eventsOfAda  = `{"UserPoolId":"{pool}","Username":"ada"}`
	noProtection = "Threat protection is not enabled for the user pool."
	wrongAda     = `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Str0ng!Pasz"}}`
)

// history returns the events of a user, the newest first, each as "type response challenges".
func (s *server) history(t *testing.T, username string) []string {
	t.Helper()
	lines := []string{}
	for _, e := range s.ok(t, "AdminListUserAuthEvents", `{"UserPoolId":"{pool}","Username":"`+username+`"}`)["AuthEvents"].([]any) {
		line := fmt.Sprint(at(e, "EventType"), " ", at(e, "EventResponse"))
		for _, c := range at(e, "ChallengeResponses").([]any) {
			line += fmt.Sprint(" ", at(c, "ChallengeName"), ":", at(c, "ChallengeResponse"))
		}
		lines = append(lines, line)
	}
	return lines
}

// TestAuthEvent compares an event with the capture and the example of the developer guide, "Exporting threat protection user
// activity logs".
func TestAuthEvent(t *testing.T) {
	t.Parallel()
	s := withAda(t, cognitotest.Config{}, auditing)
	assert.Equal(t, `{"AuthEvents":[]}`, s.call(t, "AdminListUserAuthEvents", eventsOfAda).body)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://"+host+"/", strings.NewReader(s.placeholders.Replace(startAda)))
	require.NoError(t, err)
	request.Header = http.Header{
		"Content-Type": {"application/x-amz-json-1.1"}, "X-Amz-Target": {prefix + "InitiateAuth"},
		"User-Agent": {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"},
	}
	require.Equal(t, http.StatusOK, s.do(t, request).status)
	s.Advance(time.Minute)
	s.fails(t, "InitiateAuth", wrongAda, "NotAuthorizedException", "Incorrect username or password.")

	events := s.ok(t, "AdminListUserAuthEvents", eventsOfAda)["AuthEvents"].([]any)
	require.Len(t, events, 2)
	want := func(i int, response, challenge, device string) map[string]any {
		assert.Regexp(t, uuidPattern, at(events[i], "EventId"))
		return map[string]any{
			"EventId": at(events[i], "EventId"), "EventType": "SignIn", "CreationDate": at(events[i], "CreationDate"), "EventResponse": response,
			"EventRisk":          map[string]any{"RiskDecision": "NoRisk", "CompromisedCredentialsDetected": false},
			"ChallengeResponses": []any{map[string]any{"ChallengeName": "Password", "ChallengeResponse": challenge}},
			"EventContextData":   map[string]any{"IpAddress": "127.0.0.1", "DeviceName": device},
		}
	}
	assert.Equal(t, want(0, "Fail", "Failure", "Other, Other"), events[0])
	assert.Equal(t, want(1, "Pass", "Success", "Chrome 126, Windows 10"), events[1])
	assert.InDelta(t, float64(s.Now().UnixMilli())/1000, at(events[0], "CreationDate"), 30)
	assert.GreaterOrEqual(t, at(events[0], "CreationDate").(float64)-at(events[1], "CreationDate").(float64), 60.0)
}

// TestAuthEventsRequireThreatProtection: in another pool the three actions fail, and it has no history later.
func TestAuthEventsRequireThreatProtection(t *testing.T) {
	t.Parallel()
	for name, settings := range map[string]string{"never set": "", "off": `"UserPoolAddOns":{"AdvancedSecurityMode":"OFF"}`} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := withAda(t, cognitotest.Config{}, settings)
			s.signInAs(t, "ada", "Str0ng!Pass")
			s.ok(t, "ChangePassword", `{"AccessToken":"{token}","PreviousPassword":"Str0ng!Pass","ProposedPassword":"Str0ng!Pass"}`)
			const feedback = `{"UserPoolId":"{pool}","Username":"ada","EventId":"x","FeedbackValue":"Valid"}`
			s.fails(t, "AdminListUserAuthEvents", eventsOfAda, "UserPoolAddOnNotEnabledException", noProtection)
			s.fails(t, "AdminListUserAuthEvents", `{"UserPoolId":"{pool}","Username":"nobody"}`, "UserPoolAddOnNotEnabledException", noProtection)
			s.fails(t, "AdminUpdateAuthEventFeedback", feedback, "UserPoolAddOnNotEnabledException", noProtection)
			s.fails(t, "UpdateAuthEventFeedback", strings.Replace(feedback, `"Valid"`, `"Valid","FeedbackToken":"x"`, 1), "UserPoolAddOnNotEnabledException", noProtection)
			s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}","UserPoolTier":"PLUS","UserPoolAddOns":{"AdvancedSecurityMode":"ENFORCED"}}`)
			assert.Empty(t, s.history(t, "ada"))
			s.ok(t, "InitiateAuth", startAda)
			assert.Equal(t, []string{"SignIn Pass Password:Success"}, s.history(t, "ada"))
		})
	}
}

func TestAuthEventErrors(t *testing.T) {
	t.Parallel()
	s := withAda(t, cognitotest.Config{}, auditing)
	s.fails(t, "AdminListUserAuthEvents", `{"UserPoolId":"{pool}","Username":"nobody"}`, "UserNotFoundException", "User does not exist.")
	s.fails(t, "AdminListUserAuthEvents", `{"UserPoolId":"us-east-1_AbCdEfGhI","Username":"ada"}`, "ResourceNotFoundException", "User pool us-east-1_AbCdEfGhI does not exist.")
	s.fails(t, "AdminUpdateAuthEventFeedback", `{"UserPoolId":"{pool}","Username":"nobody","EventId":"x","FeedbackValue":"Valid"}`, "UserNotFoundException", "User does not exist.")
	s.fails(t, "AdminUpdateAuthEventFeedback", `{"UserPoolId":"{pool}","Username":"ada","EventId":"x","FeedbackValue":"Valid"}`, "ResourceNotFoundException", "Auth event does not exist.")
	s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"eve","MessageAction":"SUPPRESS"}`)
	s.ok(t, "InitiateAuth", startAda)
	s.event(t)
	s.fails(t, "AdminUpdateAuthEventFeedback", `{"UserPoolId":"{pool}","Username":"eve","EventId":"{event}","FeedbackValue":"Valid"}`, "ResourceNotFoundException", "Auth event does not exist.")
}

// event sets {event} to the id of ada's newest event and returns the event.
func (s *server) event(t *testing.T) any {
	t.Helper()
	newest := s.ok(t, "AdminListUserAuthEvents", eventsOfAda)["AuthEvents"].([]any)[0]
	s.set("event", at(newest, "EventId").(string))
	return newest
}

func TestAuthEventFeedback(t *testing.T) {
	t.Parallel()
	s := withAda(t, cognitotest.Config{}, auditing)
	s.ok(t, "InitiateAuth", startAda)
	assert.NotContains(t, s.event(t), "EventFeedback")
	given := func(value, provider string) {
		t.Helper()
		feedback := at(s.event(t), "EventFeedback").(map[string]any)
		assert.InDelta(t, float64(s.Now().UnixMilli())/1000, feedback["FeedbackDate"], 30)
		delete(feedback, "FeedbackDate")
		assert.Equal(t, map[string]any{"FeedbackValue": value, "Provider": provider}, feedback)
	}
	got := s.call(t, "AdminUpdateAuthEventFeedback", `{"UserPoolId":"{pool}","Username":"ada","EventId":"{event}","FeedbackValue":"Invalid"}`)
	assert.Equal(t, "{}", got.body)
	given("Invalid", "Admin")

	s.Advance(time.Hour)
	s.set("token", s.FeedbackToken(s.values["{pool}"], "ada", s.values["{event}"]))
	const byUser = `{"UserPoolId":"{pool}","Username":"ada","EventId":"{event}","FeedbackToken":"{token}","FeedbackValue":"Valid"}`
	unsigned := s.send(t, host, prefix+"UpdateAuthEventFeedback", "", byUser)
	assert.Equal(t, "{}", unsigned.body)
	given("Valid", "User")

	for name, token := range map[string]string{
		"no token of the server": "abc", "of another user": s.FeedbackToken(s.values["{pool}"], "eve", s.values["{event}"]),
		"of another event": s.FeedbackToken(s.values["{pool}"], "ada", "x"), "of another pool": s.FeedbackToken("us-east-1_AbCdEfGhI", "ada", s.values["{event}"]),
	} {
		s.set("token", token)
		require.Equal(t, `{"__type":"NotAuthorizedException","message":"Invalid feedback token."}`, s.call(t, "UpdateAuthEventFeedback", byUser).body, name)
	}
	s.fails(t, "UpdateAuthEventFeedback", strings.Replace(byUser, `"ada"`, `"nobody"`, 1), "NotAuthorizedException", "Invalid feedback token.")
	given("Valid", "User")
}

// TestSignInEvents: the events of each kind of sign-in. All requests of a sign-in have one event.
func TestSignInEvents(t *testing.T) {
	t.Parallel()
	const mfaPool = auditing + `,"MfaConfiguration":"OPTIONAL",` + smsSender
	for _, tt := range []struct {
		name, settings string
		run            func(*testing.T, *server)
		want           []string
	}{
		{"SRP", auditing, func(t *testing.T, s *server) {
			for _, password := range []string{"Str0ng!Pasz", "Str0ng!Pass"} {
				c := s.srpClient(t, s.poolName(), password)
				started := s.ok(t, "InitiateAuth", startSRP)
				s.call(t, "RespondToAuthChallenge", answerSRP(c.claim(t, started, "ada", now())))
				s.Advance(time.Second)
			}
		}, []string{"SignIn Pass Password:Success", "SignIn Fail Password:Failure"}},
		{"SRP that is only started", auditing, func(t *testing.T, s *server) {
			s.srpClient(t, s.poolName(), "x")
			s.ok(t, "InitiateAuth", startSRP)
		}, []string{}},
		{"choice of a factor", auditing, func(t *testing.T, s *server) {
			started := s.ok(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_AUTH","AuthParameters":{"USERNAME":"ada"}}`)
			s.set("session", started["Session"].(string))
			s.ok(t, "RespondToAuthChallenge", `{"ClientId":"{client}","Session":"{session}","ChallengeName":"PASSWORD","ChallengeResponses":{"USERNAME":"ada","PASSWORD":"Str0ng!Pass"}}`)
		}, []string{"SignIn Pass Password:Success"}},
		{"a new password", auditing, func(t *testing.T, s *server) {
			s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"ada","Password":"Str0ng!Pass","Permanent":false}`)
			s.set("session", s.ok(t, "InitiateAuth", startAda)["Session"].(string))
			assert.Equal(t, []string{"SignIn InProgress Password:Success"}, s.history(t, "ada"))
			s.ok(t, "RespondToAuthChallenge", `{"ClientId":"{client}","Session":"{session}","ChallengeName":"NEW_PASSWORD_REQUIRED","ChallengeResponses":{"USERNAME":"ada","NEW_PASSWORD":"An0ther!Pass"}}`)
		}, []string{"SignIn Pass Password:Success"}},
		{"a second factor", mfaPool, func(t *testing.T, s *server) {
			s.ok(t, "AdminSetUserMFAPreference", `{"UserPoolId":"{pool}","Username":"ada","SMSMfaSettings":{"Enabled":true,"PreferredMfa":true}}`)
			s.set("session", s.ok(t, "InitiateAuth", startAda)["Session"].(string))
			assert.Equal(t, []string{"SignIn InProgress Password:Success"}, s.history(t, "ada"))
			s.readMessage(t)
			const answer = `{"ClientId":"{client}","Session":"{session}","ChallengeName":"SMS_MFA","ChallengeResponses":{"USERNAME":"ada","SMS_MFA_CODE":"{wrong}"}}`
			s.fails(t, "RespondToAuthChallenge", answer, "CodeMismatchException", "Invalid code or auth state for the user.")
			assert.Equal(t, []string{"SignIn Fail Password:Success Mfa:Failure"}, s.history(t, "ada"))
			s.ok(t, "RespondToAuthChallenge", strings.Replace(answer, "{wrong}", "{code}", 1))
		}, []string{"SignIn Pass Password:Success Mfa:Failure Mfa:Success"}},
		{"a disabled user", auditing, func(t *testing.T, s *server) {
			s.ok(t, "AdminDisableUser", eventsOfAda)
			s.fails(t, "InitiateAuth", startAda, "NotAuthorizedException", "User is disabled.")
		}, []string{"SignIn Fail Password:Failure"}},
		{"an administrator", auditing, func(t *testing.T, s *server) {
			s.ok(t, "AdminInitiateAuth", `{"UserPoolId":"{pool}","ClientId":"{client}","AuthFlow":"ADMIN_USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Str0ng!Pass"}}`)
		}, []string{"SignIn Pass Password:Success"}},
		{"no event: an unknown user, a missing parameter, a refresh, a session that does not exist", auditing, func(t *testing.T, s *server) {
			s.call(t, "InitiateAuth", strings.Replace(startAda, "ada", "nobody", 1))
			s.call(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada"}}`)
			s.call(t, "RespondToAuthChallenge", `{"ClientId":"{client}","Session":"aaaaaaaaaaaaaaaaaaaaaaaa","ChallengeName":"SMS_MFA","ChallengeResponses":{"USERNAME":"ada","SMS_MFA_CODE":"1"}}`)
			s.tokens(t, "InitiateAuth", startAda)
			s.ok(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":"{refresh}"}}`)
		}, []string{"SignIn Pass Password:Success"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := withAda(t, cognitotest.Config{}, tt.settings)
			tt.run(t, s)
			assert.Equal(t, tt.want, s.history(t, "ada"))
		})
	}
}

// TestAccountEvents: sign-up, its code, a forgotten password and a changed one.
func TestAccountEvents(t *testing.T) {
	t.Parallel()
	s := withPoolAndClient(t, start(t), `{"PoolName":"p","AutoVerifiedAttributes":["email"],`+auditing+`}`, passwordClient)
	newest := func(want string) {
		t.Helper()
		assert.Equal(t, want, s.history(t, "jo")[0])
		s.Advance(time.Second)
	}
	s.ok(t, "SignUp", signUpJo)
	newest("SignUp InProgress")
	s.ok(t, "ResendConfirmationCode", `{"ClientId":"{client}","Username":"jo"}`)
	newest("ResendCode Pass")
	s.readMessage(t)
	s.fails(t, "ConfirmSignUp", `{"ClientId":"{client}","Username":"jo","ConfirmationCode":"{wrong}"}`, "CodeMismatchException", "Invalid verification code provided, please try again.")
	assert.Equal(t, []string{"ResendCode Pass", "SignUp Fail"}, s.history(t, "jo"))
	s.ok(t, "ConfirmSignUp", `{"ClientId":"{client}","Username":"jo","ConfirmationCode":"{code}"}`)
	newest("SignUp Pass")

	s.ok(t, "ForgotPassword", `{"ClientId":"{client}","Username":"jo"}`)
	newest("ForgotPassword InProgress")
	s.readMessage(t)
	s.ok(t, "ConfirmForgotPassword", `{"ClientId":"{client}","Username":"jo","ConfirmationCode":"{code}","Password":"An0ther!Pass"}`)
	newest("ForgotPassword Pass")
	s.ok(t, "ForgotPassword", `{"ClientId":"{client}","Username":"jo"}`)
	s.readMessage(t)
	s.fails(t, "ConfirmForgotPassword", `{"ClientId":"{client}","Username":"jo","ConfirmationCode":"{wrong}","Password":"An0ther!Pass"}`, "CodeMismatchException", "Invalid verification code provided, please try again.")
	newest("ForgotPassword Fail")

	s.signInAs(t, "jo", "An0ther!Pass")
	newest("SignIn Pass Password:Success")
	s.fails(t, "ChangePassword", `{"AccessToken":"{token}","PreviousPassword":"x","ProposedPassword":"Th1rd!Pass"}`, "NotAuthorizedException", "Incorrect username or password.")
	newest("PasswordChange Fail")
	s.ok(t, "ChangePassword", `{"AccessToken":"{token}","PreviousPassword":"An0ther!Pass","ProposedPassword":"Th1rd!Pass"}`)
	newest("PasswordChange Pass")
	assert.Len(t, s.history(t, "jo"), 8)

	s.ok(t, "AdminDeleteUser", `{"UserPoolId":"{pool}","Username":"jo"}`)
	s.ok(t, "SignUp", signUpJo)
	assert.Equal(t, []string{"SignUp InProgress"}, s.history(t, "jo"), "another user of the same name")
}

func TestAuthEventPages(t *testing.T) {
	t.Parallel()
	s := withAda(t, cognitotest.Config{}, auditing)
	var want []any
	for range 5 {
		s.ok(t, "InitiateAuth", startAda)
		want = append([]any{s.event(t)}, want...)
		s.Advance(time.Second)
	}
	first := s.ok(t, "AdminListUserAuthEvents", `{"UserPoolId":"{pool}","Username":"ada","MaxResults":3}`)
	s.set("next", first["NextToken"].(string))
	second := s.ok(t, "AdminListUserAuthEvents", `{"UserPoolId":"{pool}","Username":"ada","MaxResults":3,"NextToken":"{next}"}`)
	assert.NotContains(t, second, "NextToken")
	assert.Equal(t, want, append(first["AuthEvents"].([]any), second["AuthEvents"].([]any)...))
	for range 56 {
		s.ok(t, "InitiateAuth", startAda)
	}
	for _, body := range []string{eventsOfAda, `{"UserPoolId":"{pool}","Username":"ada","MaxResults":0}`} {
		page := s.ok(t, "AdminListUserAuthEvents", body)
		assert.Len(t, page["AuthEvents"], 60)
		assert.Contains(t, page, "NextToken")
	}
	s.Advance(2*365*24*time.Hour + time.Hour)
	s.ok(t, "InitiateAuth", startAda) // a change removes expired records
	assert.Len(t, s.history(t, "ada"), 1)
}
