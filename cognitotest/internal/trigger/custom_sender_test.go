package trigger_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
)

// The event is as in the log of a live function, which has no response and null client metadata.
func TestCustomSenderEvent(t *testing.T) {
	for _, tt := range []struct {
		name, trigger, source, attribute, address, request string
		metadata                                           map[string]string
	}{
		{"email", "CustomEmailSender", "CustomEmailSender_SignUp", "email", "jo@example.com",
			`{"type":"customEmailSenderRequestV1","code":"AYAD","clientMetadata":null,"userAttributes":{"sub":"1","email":"jo@example.com","cognito:user_status":"CONFIRMED"}}`, nil},
		{"SMS with client metadata", "CustomSMSSender", "CustomSMSSender_Authentication", "phone_number", "+12065550123",
			`{"type":"customSMSSenderRequestV1","code":"AYAD","clientMetadata":{"a":"b"},"userAttributes":{"sub":"1","email":"jo@example.com","phone_number":"+12065550123","cognito:user_status":"CONFIRMED"}}`,
			map[string]string{"a": "b"}},
		{"address that is not verified yet", "CustomEmailSender", "CustomEmailSender_UpdateUserAttribute", "email", "new@example.com",
			`{"type":"customEmailSenderRequestV1","code":"AYAD","clientMetadata":null,"userAttributes":{"sub":"1","email":"new@example.com","cognito:user_status":"CONFIRMED"}}`, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			events := make(chan string, 1)
			i := invoker(func(_ context.Context, in []byte) ([]byte, error) { events <- string(in); return nil, nil })
			start, err := i.CustomSender(trigger.Call{Source: tt.source, Pool: pool(tt.trigger), ClientID: "app"}, jo, tt.attribute, tt.address, "AYAD", tt.metadata)
			require.NoError(t, err)
			assert.Empty(t, events)
			start()
			assert.JSONEq(t, `{"version":"1","triggerSource":"`+tt.source+`","region":"us-east-1","userPoolId":"us-east-1_AbCdEfGhI","userName":"jo",
				"callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"app"},"request":`+tt.request+`}`, <-events)
			i.Close()
		})
	}
}

func TestCustomSenderRequiresAFunction(t *testing.T) {
	i := &trigger.Invoker{}
	_, err := i.CustomSender(trigger.Call{Source: trigger.CustomEmailSenderSignUp, Pool: pool("CustomEmailSender")}, jo, "email", "", "", nil)
	require.EqualError(t, err, "UnexpectedLambdaException: CustomEmailSender invocation failed due to error ResourceNotFoundException: the emulator has no function "+arn+" in Config.Lambda.")
}

// lines is a log that sends each line to a channel.
type lines chan string

func (l lines) Write(line []byte) (int, error) {
	l <- string(line)
	return len(line), nil
}

// startSender starts a custom sender that is the function, and returns its invoker and its log.
func startSender(t *testing.T, f trigger.Function) (*trigger.Invoker, lines) {
	t.Helper()
	log := make(lines, 10)
	i := invoker(f)
	i.Log = slog.New(slog.NewTextHandler(log, nil))
	start, err := i.CustomSender(trigger.Call{Source: trigger.CustomSMSSenderSignUp, Pool: pool("CustomSMSSender")}, jo, "phone_number", "+1", "", nil)
	require.NoError(t, err)
	start()
	return i, log
}

func TestErrorOfACustomSenderIsLogged(t *testing.T) {
	_, log := startSender(t, func(context.Context, []byte) ([]byte, error) { return nil, errors.New("no mail today") })
	assert.Contains(t, <-log, `level=WARN msg="a Lambda function failed" trigger=CustomSMSSender error="no mail today"`)
	_, log = startSender(t, func(context.Context, []byte) ([]byte, error) { panic("oh") })
	assert.Contains(t, <-log, `error="panic: oh"`)
}

func TestResponseOfACustomSenderIsIgnored(t *testing.T) {
	for _, ignored := range []string{"", "null", "no JSON", "{}"} {
		returned := make(chan struct{})
		i, log := startSender(t, func(context.Context, []byte) ([]byte, error) {
			defer close(returned)
			return []byte(ignored), nil
		})
		<-returned
		i.Close()
		assert.Empty(t, log, ignored)
	}
}

func TestCloseEndsCustomSenders(t *testing.T) {
	started, ended := make(chan struct{}), make(chan error, 1)
	i, log := startSender(t, func(ctx context.Context, _ []byte) ([]byte, error) {
		close(started)
		<-ctx.Done()
		ended <- ctx.Err()
		return nil, ctx.Err()
	})
	<-started
	i.Close()
	require.ErrorIs(t, <-ended, context.Canceled)
	assert.Empty(t, log)
}

func TestClosedInvokerStartsNothing(t *testing.T) {
	started := make(chan struct{}, 1)
	i := invoker(func(context.Context, []byte) ([]byte, error) {
		started <- struct{}{}
		return nil, nil
	})
	start, err := i.CustomSender(trigger.Call{Source: trigger.CustomEmailSenderSignUp, Pool: pool("CustomEmailSender")}, jo, "email", "", "", nil)
	require.NoError(t, err)
	i.Close()
	start()
	i.Close()
	assert.Empty(t, started)
}
