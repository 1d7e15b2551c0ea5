package cognitoidp_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const lambdaARN = "arn:aws:lambda:us-east-1:123456789012:function:trigger"

// lambda is a Lambda function that records its events and returns configured responses.
type lambda struct {
	mu     sync.Mutex
	events []map[string]any
	answer map[string]any // the response by triggerSource; without an entry the function returns the event unchanged
	err    error
}

func (l *lambda) run(_ context.Context, in []byte) ([]byte, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var event map[string]any
	if err := json.Unmarshal(in, &event); err != nil {
		return nil, err
	}
	l.events = append(l.events, event)
	if l.err != nil {
		return nil, l.err
	}
	if response, ok := l.answer[event["triggerSource"].(string)]; ok {
		event["response"] = response
	}
	return json.Marshal(event)
}

// sources returns the trigger sources of the recorded events.
func (l *lambda) sources() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var list []string
	for _, e := range l.events {
		list = append(list, e["triggerSource"].(string))
	}
	return list
}

// startWithTriggers starts a server with a pool that verifies email addresses and runs l for the
// triggers.
func startWithTriggers(t *testing.T, l *lambda, triggers ...string) *server {
	t.Helper()
	s := startWith(t, cognitotest.Config{Lambda: map[string]cognitotest.LambdaFunc{lambdaARN: l.run}})
	var members []string
	for _, name := range triggers {
		members = append(members, `"`+name+`":"`+lambdaARN+`"`)
	}
	return withPoolAndClient(t, s, `{"PoolName":"p","AutoVerifiedAttributes":["email"],"LambdaConfig":{`+strings.Join(members, ",")+`}}`, passwordClient)
}

func TestSignUpTriggers(t *testing.T) {
	l := &lambda{}
	s := startWithTriggers(t, l, "PreSignUp", "PostConfirmation", "CustomMessage")
	s.ok(t, "SignUp", `{"ClientId":"{client}","Username":"jo","Password":"Passw0rd!","UserAttributes":[{"Name":"email","Value":"jo@example.com"}],"ValidationData":[{"Name":"v","Value":"1"}],"ClientMetadata":{"m":"2"}}`)
	s.readMessage(t)
	s.ok(t, "ConfirmSignUp", `{"ClientId":"{client}","Username":"jo","ConfirmationCode":"{code}","ClientMetadata":{"m":"3"}}`)
	s.ok(t, "ForgotPassword", forgotJo)
	s.readMessage(t)
	s.ok(t, "ConfirmForgotPassword", confirmForgot)
	assert.Equal(t, []string{
		"PreSignUp_SignUp", "CustomMessage_SignUp", "PostConfirmation_ConfirmSignUp", "CustomMessage_ForgotPassword", "PostConfirmation_ConfirmForgotPassword",
	}, l.sources())
	assert.Equal(t, map[string]any{
		"userAttributes": map[string]any{"email": "jo@example.com"}, "validationData": map[string]any{"v": "1"}, "clientMetadata": map[string]any{"m": "2"},
	}, l.events[0]["request"])
	assert.Equal(t, s.values["{client}"], at(l.events[0], "callerContext", "clientId"))
	assert.Equal(t, "CONFIRMED", at(l.events[2], "request", "userAttributes", "cognito:user_status"))
	assert.Equal(t, "true", at(l.events[2], "request", "userAttributes", "email_verified"))
	assert.Equal(t, map[string]any{"m": "3"}, at(l.events[2], "request", "clientMetadata"))
}

// TestPreSignUpTriggerConfirmsUser: if the pre sign-up trigger confirms a user, no code is sent, and the
// response reports the user as confirmed.
func TestPreSignUpTriggerConfirmsUser(t *testing.T) {
	l := &lambda{answer: map[string]any{"PreSignUp_SignUp": map[string]any{"autoConfirmUser": true, "autoVerifyEmail": true}}}
	s := startWithTriggers(t, l, "PreSignUp", "PostConfirmation")
	out := s.ok(t, "SignUp", signUpJo)
	assert.Equal(t, true, out["UserConfirmed"])
	assert.NotContains(t, out, "CodeDeliveryDetails")
	assert.Equal(t, map[string]string{"": "CONFIRMED", "email": "jo@example.com", "email_verified": "true"}, s.attributes(t, "jo"))
	assert.Equal(t, []string{"PreSignUp_SignUp", "PostConfirmation_ConfirmSignUp"}, l.sources())
	s.fails(t, "SignUp", `{"ClientId":"{client}","Username":"ada","Password":"Passw0rd!"}`, "InvalidLambdaResponseException", "Cannot verify email: the user has none.")
	s.fails(t, "AdminGetUser", `{"UserPoolId":"{pool}","Username":"ada"}`, "UserNotFoundException", "User does not exist.")
}

func TestFailedTriggerRejectsSignUp(t *testing.T) {
	l := &lambda{err: errors.New("not you")}
	s := startWithTriggers(t, l, "PreSignUp")
	s.fails(t, "SignUp", signUpJo, "UserLambdaValidationException", "PreSignUp failed with error not you.")
	s.fails(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"jo"}`, "UserLambdaValidationException", "PreSignUp failed with error not you.")
	s.fails(t, "AdminGetUser", `{"UserPoolId":"{pool}","Username":"jo"}`, "UserNotFoundException", "User does not exist.")

	l = &lambda{err: errors.New("too late")}
	s = startWithTriggers(t, l, "PostConfirmation")
	s.ok(t, "SignUp", signUpJo)
	s.readMessage(t)
	s.fails(t, "ConfirmSignUp", confirmJo, "UserLambdaValidationException", "PostConfirmation failed with error too late.")
	assert.Equal(t, "CONFIRMED", s.attributes(t, "jo")[""], "the error does not undo the confirmation (aws-amplify/amplify-cli#2735)")
}

// TestAdminCreateUserTriggers: the pre sign-up trigger cannot confirm a user that an administrator
// creates. The event has no app client.
func TestAdminCreateUserTriggers(t *testing.T) {
	l := &lambda{answer: map[string]any{"PreSignUp_AdminCreateUser": map[string]any{"autoConfirmUser": true, "autoVerifyEmail": true}}}
	s := startWithTriggers(t, l, "PreSignUp", "CustomMessage", "PostConfirmation")
	s.ok(t, "AdminCreateUser", `{"UserPoolId":"{pool}","Username":"jo","DesiredDeliveryMediums":["EMAIL"],"UserAttributes":[{"Name":"email","Value":"jo@example.com"}],"ValidationData":[{"Name":"v","Value":"1"}]}`)
	assert.Equal(t, map[string]string{"": "FORCE_CHANGE_PASSWORD", "email": "jo@example.com"}, s.attributes(t, "jo"))
	assert.Equal(t, []string{"PreSignUp_AdminCreateUser", "CustomMessage_AdminCreateUser"}, l.sources())
	assert.Equal(t, "CLIENT_ID_NOT_APPLICABLE", at(l.events[0], "callerContext", "clientId"))
	assert.Equal(t, map[string]any{"v": "1"}, at(l.events[0], "request", "validationData"))
	assert.Equal(t, "{username}", at(l.events[1], "request", "usernameParameter"))
}

// TestLambdaTriggerMayCallServer: a Lambda trigger may call the emulator, because the store is not locked
// while the trigger runs.
func TestLambdaTriggerMayCallServer(t *testing.T) {
	var s *server
	var found string
	s = startWith(t, cognitotest.Config{Lambda: map[string]cognitotest.LambdaFunc{lambdaARN: func(_ context.Context, in []byte) ([]byte, error) {
		found = s.attributes(t, "jo")[""]
		return in, nil
	}}})
	withPoolAndClient(t, s, `{"PoolName":"p","LambdaConfig":{"PostConfirmation":"`+lambdaARN+`"}}`, passwordClient)
	s.ok(t, "SignUp", signUpJo)
	s.ok(t, "AdminConfirmSignUp", `{"UserPoolId":"{pool}","Username":"jo"}`)
	assert.Equal(t, "CONFIRMED", found)
}

func TestForgotPasswordMigratesUser(t *testing.T) {
	known := map[string]any{"userAttributes": map[string]any{"email": "jo@example.com", "email_verified": "true"}, "messageAction": "SUPPRESS"}
	l := &lambda{answer: map[string]any{"UserMigration_ForgotPassword": known}}
	s := startWithTriggers(t, l, "UserMigration")
	s.ok(t, "ForgotPassword", forgotJo)
	assert.NotContains(t, l.events[0]["request"], "password")
	assert.Equal(t, "jo", l.events[0]["userName"])
	assert.Equal(t, map[string]string{"": "RESET_REQUIRED", "email": "jo@example.com", "email_verified": "true"}, s.attributes(t, "jo"))
	s.readMessage(t)
	s.ok(t, "ConfirmForgotPassword", confirmForgot)
	s.signInAs(t, "jo", "N3w!Password")

	l.answer = nil
	s.fails(t, "ForgotPassword", `{"ClientId":"{client}","Username":"nobody"}`, "UserNotFoundException", "User does not exist.")
	l.err = errors.New("Bad user")
	s.fails(t, "ForgotPassword", `{"ClientId":"{client}","Username":"nobody"}`, "UserLambdaValidationException", "UserMigration failed with error Bad user.")
	assert.Equal(t, slices.Repeat([]string{"UserMigration_ForgotPassword"}, 3), l.sources())
}
