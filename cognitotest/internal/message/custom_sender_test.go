package message_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

const keyARN = "arn:aws:kms:us-east-1:123456789012:key/1"

// withSenders returns a sender for a pool with triggers, all by one function, whose events are in the channel.
func withSenders(t *testing.T, triggers ...string) (*message.Sender, userpool.Pool, chan []byte) {
	t.Helper()
	p := poolWithSMS()
	p.Name, p.Triggers.KMSKeyARN, p.Triggers.Functions = "p", keyARN, map[string]string{}
	for _, name := range triggers {
		p.Triggers.Functions[name] = arn
	}
	store := userpool.NewStore("123456789012")
	p, err := store.CreatePool("us-east-1", p)
	require.NoError(t, err)
	events := make(chan []byte, 10)
	invoker := &trigger.Invoker{Functions: map[string]trigger.Function{arn: func(_ context.Context, in []byte) ([]byte, error) {
		events <- in
		return in, nil
	}}}
	t.Cleanup(invoker.Close)
	return &message.Sender{Store: store, Triggers: invoker}, p, events
}

func notice(p userpool.Pool, source, medium string) message.Notice {
	jo := userpool.User{Username: "jo", Attributes: []userpool.Attribute{{Name: "email", Value: "jo@example.com"}, {Name: "phone_number", Value: "+12065550123"}}}
	return message.Notice{Source: source, Pool: p, ClientID: "app", User: jo, Medium: medium, Code: "654321"}
}

// Every message goes to the custom sender of its medium, and to the outbox without texts.
func TestCustomSenderReceivesEveryMessage(t *testing.T) {
	for _, reason := range []string{"SignUp", "AdminCreateUser", "ResendCode", "ForgotPassword", "UpdateUserAttribute", "VerifyUserAttribute", "Authentication"} {
		for medium, name := range map[string]string{"EMAIL": "CustomEmailSender", "SMS": "CustomSMSSender"} {
			t.Run(name+"_"+reason, func(t *testing.T) {
				sender, p, events := withSenders(t, "CustomEmailSender", "CustomSMSSender", "CustomMessage")
				delivery, err := sender.Send(t.Context(), notice(p, "CustomMessage_"+reason, medium))
				require.NoError(t, err)
				var event struct {
					TriggerSource string
					Request       struct{ Code string }
				}
				require.NoError(t, json.Unmarshal(<-events, &event))
				assert.Equal(t, name+"_"+reason, event.TriggerSource)
				code, err := base64.StdEncoding.DecodeString(event.Request.Code)
				require.NoError(t, err)
				assert.Equal(t, "\x01\x80\x03\x78", string(code[:4]))
				assert.NotContains(t, string(code), "654321")

				sender.Triggers.Close()
				assert.Empty(t, events, "the custom message trigger does not run")
				stored := sender.Store.Messages()
				require.Len(t, stored, 1)
				to, masked := "jo@example.com", "j***@e***"
				if medium == "SMS" {
					to, masked = "+12065550123", "+*******0123"
				}
				want := userpool.Message{PoolID: p.ID, ClientID: "app", Username: "jo", Source: name + "_" + reason, Medium: medium, To: to, Code: "654321", Time: stored[0].Time}
				assert.Equal(t, want, stored[0])
				assert.Equal(t, masked, delivery.Destination)
			})
		}
	}
}

func TestCustomSenderIsForItsMedium(t *testing.T) {
	sender, p, events := withSenders(t, "CustomEmailSender")
	_, err := sender.Send(t.Context(), notice(p, trigger.CustomMessageSignUp, "SMS"))
	require.NoError(t, err)
	sender.Triggers.Close()
	assert.Empty(t, events)
	assert.Equal(t, "Your confirmation code is 654321", sender.Store.Messages()[0].Body)
}

func TestCustomSMSSenderRequiresAnSMSConfiguration(t *testing.T) {
	sender, p, events := withSenders(t, "CustomSMSSender")
	p.SMS = nil
	_, err := sender.Send(t.Context(), notice(p, trigger.CustomMessageSignUp, "SMS"))
	require.EqualError(t, err, "InvalidParameterException: User pool does not have SMS configuration to send messages.")
	sender.Triggers.Close()
	assert.Empty(t, events)
}

// A custom sender may use the code at once, so the code is stored before it starts.
func TestCodeIsSavedBeforeTheCustomSenderStarts(t *testing.T) {
	sender, p, events := withSenders(t, "CustomEmailSender")
	n := notice(p, trigger.CustomMessageSignUp, "EMAIL")
	saved := false
	n.Save = func() error {
		sender.Triggers.Close() // waits for a function that started too early
		saved = true
		assert.Empty(t, events)
		assert.Empty(t, sender.Store.Messages())
		return nil
	}
	_, err := sender.Send(t.Context(), n)
	require.NoError(t, err)
	assert.True(t, saved)
	assert.Len(t, sender.Store.Messages(), 1)
}

func TestFailedSendStartsNoCustomSender(t *testing.T) {
	sender, p, events := withSenders(t, "CustomEmailSender")
	n := notice(p, trigger.CustomMessageSignUp, "EMAIL")
	n.Save = func() error { return errors.New("the user is gone") }
	_, err := sender.Send(t.Context(), n)
	require.EqualError(t, err, "the user is gone")

	n.Save = func() error { assert.Fail(t, "a code that is not sent is stored"); return nil }
	n.Pool.Triggers.Functions = map[string]string{"CustomEmailSender": arn + ":live"}
	_, err = sender.Send(t.Context(), n)
	require.ErrorContains(t, err, "UnexpectedLambdaException: CustomEmailSender invocation failed")

	sender.Triggers.Close()
	assert.Empty(t, events)
	assert.Empty(t, sender.Store.Messages())
}
