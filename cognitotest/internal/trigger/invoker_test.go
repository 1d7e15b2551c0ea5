package trigger_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

const arn = "arn:aws:lambda:us-east-1:123456789012:function:f"

func pool(triggers ...string) userpool.Pool {
	p := userpool.Pool{ID: "us-east-1_AbCdEfGhI"}
	p.Triggers.Functions = map[string]string{}
	for _, name := range triggers {
		p.Triggers.Functions[name] = arn
	}
	return p
}

func invoker(f trigger.Function) *trigger.Invoker {
	return &trigger.Invoker{Functions: map[string]trigger.Function{arn: f}, Timeout: time.Minute}
}

// recorder returns the event unchanged and stores it.
func recorder(event *string) trigger.Function {
	return func(_ context.Context, in []byte) ([]byte, error) {
		*event = string(in)
		return in, nil
	}
}

// responding returns the event with the given response.
func responding(response string) trigger.Function {
	return func(_ context.Context, in []byte) ([]byte, error) {
		head, _, _ := strings.Cut(string(in), `"response":`)
		return []byte(head + `"response":` + response + "}"), nil
	}
}

var jo = userpool.User{Username: "jo", Status: "CONFIRMED", Attributes: []userpool.Attribute{{Name: "sub", Value: "1"}, {Name: "email", Value: "jo@example.com"}}}

func TestEventsHaveTheDocumentedJSON(t *testing.T) {
	const head = `"version":"1","region":"us-east-1","userPoolId":"us-east-1_AbCdEfGhI","userName":"jo",
		"callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"app"},`
	const user = `"userAttributes":{"sub":"1","email":"jo@example.com","cognito:user_status":"CONFIRMED"}`
	metadata := map[string]string{"a": "b"}
	yes := true
	for _, test := range []struct {
		name, trigger string
		run           func(*trigger.Invoker, trigger.Call) error
		want          string // without the members in head
	}{
		{"pre sign-up", "PreSignUp", func(i *trigger.Invoker, c trigger.Call) error {
			c.Source = trigger.PreSignUp
			_, err := i.PreSignUp(t.Context(), c, trigger.PreSignUpRequest{UserAttributes: trigger.Attributes(jo.Attributes[1:])})
			return err
		}, `"triggerSource":"PreSignUp_SignUp","request":{"userAttributes":{"email":"jo@example.com"},"validationData":null},
			"response":{"autoConfirmUser":false,"autoVerifyEmail":false,"autoVerifyPhone":false}`},
		{"post confirmation", "PostConfirmation", func(i *trigger.Invoker, c trigger.Call) error {
			c.Source = trigger.PostConfirmationSignUp
			return i.PostConfirmation(t.Context(), c, jo, metadata)
		}, `"triggerSource":"PostConfirmation_ConfirmSignUp","request":{` + user + `,"clientMetadata":{"a":"b"}},"response":{}`},
		{"custom message", "CustomMessage", func(i *trigger.Invoker, c trigger.Call) error {
			c.Source = trigger.CustomMessageSignUp
			_, err := i.CustomMessage(t.Context(), c, jo, nil)
			return err
		}, `"triggerSource":"CustomMessage_SignUp","request":{` + user + `,"codeParameter":"{####}","linkParameter":"{##Click Here##}","usernameParameter":null},
			"response":{"smsMessage":null,"emailMessage":null,"emailSubject":null}`},
		{"custom message of an invitation", "CustomMessage", func(i *trigger.Invoker, c trigger.Call) error {
			c.Source = trigger.CustomMessageAdminCreateUser
			_, err := i.CustomMessage(t.Context(), c, jo, nil)
			return err
		}, `"triggerSource":"CustomMessage_AdminCreateUser","request":{` + user + `,"codeParameter":"{####}","linkParameter":"{##Click Here##}","usernameParameter":"{username}"},
			"response":{"smsMessage":null,"emailMessage":null,"emailSubject":null}`},
		{"user migration", "UserMigration", func(i *trigger.Invoker, c trigger.Call) error {
			c.Source, c.Username = trigger.UserMigrationAuthentication, "jo"
			_, _, err := i.UserMigration(t.Context(), c, trigger.UserMigrationRequest{Password: "pw"})
			return err
		}, `"triggerSource":"UserMigration_Authentication","request":{"password":"pw","validationData":null},
			"response":{"userAttributes":null,"finalUserStatus":null,"messageAction":null,"desiredDeliveryMediums":null,"forceAliasCreation":null,"enableSMSMFA":null}`},
		{"pre authentication", "PreAuthentication", func(i *trigger.Invoker, c trigger.Call) error {
			c.Source = trigger.PreAuthentication
			return i.PreAuthentication(t.Context(), c, trigger.PreAuthenticationRequest{UserAttributes: map[string]string{}, ValidationData: metadata, UserNotFound: &yes})
		}, `"triggerSource":"PreAuthentication_Authentication","request":{"userAttributes":{},"validationData":{"a":"b"},"userNotFound":true},"response":{}`},
		{"post authentication", "PostAuthentication", func(i *trigger.Invoker, c trigger.Call) error {
			c.Source = trigger.PostAuthentication
			return i.PostAuthentication(t.Context(), c, jo, false, nil)
		}, `"triggerSource":"PostAuthentication_Authentication","request":{` + user + `,"newDeviceUsed":false},"response":{}`},
		{"define auth challenge", "DefineAuthChallenge", func(i *trigger.Invoker, c trigger.Call) error {
			c.Source = trigger.DefineAuthChallenge
			_, err := i.DefineAuthChallenge(t.Context(), c, trigger.DefineAuthChallengeRequest{
				UserAttributes: map[string]string{}, Session: []trigger.ChallengeResult{{ChallengeName: "SRP_A", ChallengeResult: true}},
			})
			return err
		}, `"triggerSource":"DefineAuthChallenge_Authentication","request":{"userAttributes":{},"session":[{"challengeName":"SRP_A","challengeResult":true,"challengeMetadata":null}],"userNotFound":false},
			"response":{"challengeName":null,"issueTokens":null,"failAuthentication":null}`},
		{"create auth challenge", "CreateAuthChallenge", func(i *trigger.Invoker, c trigger.Call) error {
			c.Source = trigger.CreateAuthChallenge
			_, err := i.CreateAuthChallenge(t.Context(), c, trigger.CreateAuthChallengeRequest{
				UserAttributes: map[string]string{}, ChallengeName: "CUSTOM_CHALLENGE", Session: []trigger.ChallengeResult{},
			})
			return err
		}, `"triggerSource":"CreateAuthChallenge_Authentication","request":{"userAttributes":{},"challengeName":"CUSTOM_CHALLENGE","session":[],"userNotFound":false},
			"response":{"publicChallengeParameters":null,"privateChallengeParameters":null,"challengeMetadata":null}`},
		{"verify auth challenge response", "VerifyAuthChallengeResponse", func(i *trigger.Invoker, c trigger.Call) error {
			c.Source = trigger.VerifyAuthChallenge
			_, err := i.VerifyAuthChallenge(t.Context(), c, trigger.VerifyAuthChallengeRequest{
				UserAttributes: map[string]string{}, PrivateChallengeParameters: metadata, ChallengeAnswer: "x",
			})
			return err
		}, `"triggerSource":"VerifyAuthChallengeResponse_Authentication","request":{"userAttributes":{},"privateChallengeParameters":{"a":"b"},"challengeAnswer":"x","userNotFound":false},
			"response":{"answerCorrect":null}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			var event string
			require.NoError(t, test.run(invoker(recorder(&event)), trigger.Call{Pool: pool(test.trigger), ClientID: "app", Username: "jo"}))
			assert.JSONEq(t, "{"+head+test.want+"}", event)
			require.NoError(t, test.run(&trigger.Invoker{}, trigger.Call{Pool: pool(), ClientID: "app"}), "a pool without the trigger")
		})
	}
}

func TestResponsesAreDecoded(t *testing.T) {
	ctx := t.Context()
	call := trigger.Call{Source: trigger.PreSignUp, Pool: pool("PreSignUp")}
	signUp, err := invoker(responding(`{"autoConfirmUser":true,"autoVerifyEmail":true}`)).PreSignUp(ctx, call, trigger.PreSignUpRequest{})
	require.NoError(t, err)
	assert.Equal(t, trigger.PreSignUpResponse{AutoConfirmUser: true, AutoVerifyEmail: true}, signUp)

	call = trigger.Call{Source: trigger.UserMigrationForgotPassword, Pool: pool("UserMigration")}
	_, found, err := invoker(responding(`{"finalUserStatus":"CONFIRMED"}`)).UserMigration(ctx, call, trigger.UserMigrationRequest{})
	require.NoError(t, err)
	assert.False(t, found, "a response without attributes means that the user is unknown")
	user, found, err := invoker(responding(`{"userAttributes":{"email":"jo@example.com","username":"jo"},"messageAction":"SUPPRESS"}`)).UserMigration(ctx, call, trigger.UserMigrationRequest{})
	require.NoError(t, err)
	assert.True(t, found)
	assert.Equal(t, []userpool.Attribute{{Name: "email", Value: "jo@example.com"}}, user.Attributes())
	assert.Equal(t, trigger.Text("SUPPRESS"), user.MessageAction)

	call = trigger.Call{Source: trigger.VerifyAuthChallenge, Pool: pool("VerifyAuthChallengeResponse")}
	for response, want := range map[string]bool{`{"answerCorrect":true}`: true, `{"answerCorrect":false}`: false, `{}`: false} {
		correct, err := invoker(responding(response)).VerifyAuthChallenge(ctx, call, trigger.VerifyAuthChallengeRequest{})
		require.NoError(t, err)
		assert.Equal(t, want, correct, response)
	}
}

func TestRunReportsErrorsOfTheFunction(t *testing.T) {
	failing := func(_ context.Context, _ []byte) ([]byte, error) { return nil, errors.New("not this code") }
	completeEvent := `{"version":"1","triggerSource":"x","region":"x","userPoolId":"x","userName":"x","callerContext":{},"request":{},"response":{}}`
	returning := func(out string) trigger.Function {
		return func(context.Context, []byte) ([]byte, error) { return []byte(out), nil }
	}
	const unrecognizable = "InvalidLambdaResponseException: Unrecognizable lambda output"
	for _, test := range []struct {
		name, source string
		function     trigger.Function
		want         string
	}{
		{"function returns an error", "PreSignUp_SignUp", failing, "UserLambdaValidationException: PreSignUp failed with error not this code."},
		{"verify auth challenge function returns an error", "VerifyAuthChallengeResponse_Authentication", failing, "UserLambdaValidationException: VerifyAuthChallengeResponse failed with error not this code."},
		{"pre token generation function returns an error", "TokenGeneration_RefreshTokens", failing, "UserLambdaValidationException: PreTokenGeneration failed with error not this code."},
		{"function panics", "PreSignUp_SignUp", func(context.Context, []byte) ([]byte, error) { panic("no") }, "UserLambdaValidationException: PreSignUp failed with error panic: no."},
		{"function ends its goroutine", "PreSignUp_SignUp", func(context.Context, []byte) ([]byte, error) { runtime.Goexit(); return nil, nil }, "UserLambdaValidationException: PreSignUp failed with error the function ended its goroutine."},
		{"output is not JSON", "PreSignUp_SignUp", returning("yes!"), "InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON"},
		{"output is empty", "PreSignUp_SignUp", returning(""), "InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON"},
		{"output is null", "PreSignUp_SignUp", returning("null"), unrecognizable},
		{"output is a string", "PreSignUp_SignUp", returning(`"ok"`), unrecognizable},
		{"output has only the response", "PreSignUp_SignUp", returning(`{"response":{"autoConfirmUser":true}}`), unrecognizable},
		{"response is missing", "PreSignUp_SignUp", returning(strings.Replace(completeEvent, `,"response":{}`, "", 1)), unrecognizable},
		{"request is missing", "PreSignUp_SignUp", returning(strings.Replace(completeEvent, `"request":{},`, "", 1)), unrecognizable},
		{"callerContext is missing", "PreSignUp_SignUp", returning(strings.Replace(completeEvent, `"callerContext":{},`, "", 1)), unrecognizable},
		{"response is null", "PreSignUp_SignUp", returning(strings.Replace(completeEvent, `"response":{}`, `"response":null`, 1)), unrecognizable},
		{"response member has the wrong type", "PreSignUp_SignUp", responding(`{"autoConfirmUser":"yes"}`), unrecognizable},
		{"output is nested two million levels deep", "PreSignUp_SignUp", returning(strings.Repeat("[", 2_000_000)), "InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON"},
		{"response is nested deeper than the parser accepts", "PreSignUp_SignUp", responding(strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000)), "InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON"},
		{"number is out of range", "PreSignUp_SignUp", responding(`{"autoConfirmUser":1e999999999}`), unrecognizable},
		{"output has the maximum size", "PreSignUp_SignUp", returning(completeEvent + strings.Repeat(" ", trigger.MaxResponse-len(completeEvent))), ""},
		{"output exceeds the maximum size by one byte", "PreSignUp_SignUp", returning(completeEvent + strings.Repeat(" ", trigger.MaxResponse+1-len(completeEvent))), "UserLambdaValidationException: PreSignUp failed with error the function answered more than 6291456 bytes."},
		{"output is the complete event", "PreSignUp_SignUp", returning(completeEvent), ""},
		{"response has an unknown member", "PreSignUp_SignUp", responding(`{"autoConfirmUser":null,"more":1}`), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var response trigger.PreSignUpResponse
			ran, err := invoker(test.function).Run(t.Context(), trigger.Call{Source: test.source, Pool: pool("PreSignUp", "VerifyAuthChallengeResponse", "PreTokenGeneration"), Request: struct{}{}}, &response)
			assert.True(t, ran)
			if test.want == "" {
				require.NoError(t, err)
				return
			}
			require.EqualError(t, err, test.want)
		})
	}
}

func TestUnregisteredFunctionIsAnError(t *testing.T) {
	i := invoker(recorder(new(string)))
	p := pool("PreSignUp")
	p.Triggers.Functions["PreSignUp"] = arn + ":live" // the ARN of an alias does not match the function
	_, err := i.Run(t.Context(), trigger.Call{Source: trigger.PreSignUp, Pool: p}, &struct{}{})
	require.EqualError(t, err, "UnexpectedLambdaException: PreSignUp invocation failed due to error ResourceNotFoundException: the emulator has no function "+arn+":live in Config.Lambda.")
}

func TestSlowFunctionTimesOut(t *testing.T) {
	ended := make(chan struct{})
	i := invoker(func(ctx context.Context, _ []byte) ([]byte, error) {
		<-ctx.Done()
		close(ended)
		return nil, nil
	})
	i.Timeout = time.Millisecond
	_, err := i.Run(t.Context(), trigger.Call{Source: trigger.PreSignUp, Pool: pool("PreSignUp")}, &struct{}{})
	require.EqualError(t, err, "UnexpectedLambdaException: PreSignUp failed with error Socket timeout while invoking Lambda function.")
	<-ended
	assert.Equal(t, 5*time.Second, trigger.DefaultTimeout)
}

func TestEventHasTheConfiguredVersion(t *testing.T) {
	for version, want := range map[string]string{"V1_0": `"version":"1"`, "V2_0": `"version":"2"`, "V3_0": `"version":"3"`} {
		p := pool("PreTokenGeneration")
		p.Triggers.PreTokenVersioned, p.Triggers.PreTokenVersion = arn, version
		var event string
		_, err := invoker(recorder(&event)).Run(t.Context(), trigger.Call{Source: "TokenGeneration_Authentication", Pool: p, Request: struct{}{}}, &struct{}{})
		require.NoError(t, err)
		assert.Contains(t, event, want)
		assert.Contains(t, event, `"clientId":"CLIENT_ID_NOT_APPLICABLE"`)
	}
}
