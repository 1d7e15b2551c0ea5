package message_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

const arn = "arn:aws:lambda:us-east-1:123456789012:function:words"

// send sends a message with a code to the user jo and returns the stored message.
func send(t *testing.T, kept map[string]string, n message.Notice, functions map[string]trigger.Function) (userpool.Message, message.Delivery, error) {
	t.Helper()
	store := userpool.NewStore("123456789012")
	p := userpool.Pool{Name: "p"}
	p.Kept = map[string][]byte{}
	for member, raw := range kept {
		p.Kept[member] = []byte(raw)
	}
	if functions != nil {
		p.Triggers.Functions = map[string]string{"CustomMessage": arn}
	}
	p.Email, p.SMS = n.Pool.Email, n.Pool.SMS
	p, err := store.CreatePool("us-east-1", p)
	require.NoError(t, err)
	n.Pool, n.Code = p, "123456"
	n.User = userpool.User{Username: "jo", Attributes: []userpool.Attribute{{Name: "email", Value: "jo@example.com"}, {Name: "phone_number", Value: "+12065550123"}}}
	delivery, err := (&message.Sender{Store: store, Triggers: &trigger.Invoker{Functions: functions}}).Send(t.Context(), n)
	if err != nil {
		assert.Empty(t, store.Messages(), "a failed Send stores no message")
		return userpool.Message{}, delivery, err
	}
	require.Len(t, store.Messages(), 1)
	return store.Messages()[0], delivery, nil
}

// poolWithSMS returns a pool that sends SMS messages.
func poolWithSMS() (p userpool.Pool) {
	p.SMS = &userpool.SMSSender{CallerARN: "arn:aws:iam::123456789012:role/sms"}
	return p
}

func TestSMSRequiresAnSMSConfiguration(t *testing.T) {
	_, _, err := send(t, nil, message.Notice{Source: trigger.CustomMessageAuthentication, Medium: "SMS"}, nil)
	require.EqualError(t, err, "InvalidParameterException: User pool does not have SMS configuration to send messages.")
}

func TestMessageUsesTheTemplateOfThePool(t *testing.T) {
	const verification = `{"EmailSubject":"Verify","EmailMessage":"Code {####}","SmsMessage":"Text {####}"}`
	for _, test := range []struct {
		name, source, medium   string
		kept                   map[string]string
		subject, body, address string
	}{
		{"sign-up", trigger.CustomMessageSignUp, "EMAIL", nil, "Your verification code", "Your confirmation code is 123456", "jo@example.com"},
		{"sign-up by SMS", trigger.CustomMessageSignUp, "SMS", nil, "", "Your confirmation code is 123456", "+12065550123"},
		{"reset", trigger.CustomMessageForgotPassword, "EMAIL", nil, "Your verification code", "Your password reset code is 123456", "jo@example.com"},
		{"invitation", trigger.CustomMessageAdminCreateUser, "EMAIL", nil, "Your temporary password", "Your username is jo and temporary password is 123456.", "jo@example.com"},
		{"MFA", trigger.CustomMessageAuthentication, "SMS", nil, "", "Your authentication code is 123456.", "+12065550123"},
		{"verification template of the pool", trigger.CustomMessageVerifyUserAttribute, "EMAIL", map[string]string{"VerificationMessageTemplate": verification}, "Verify", "Code 123456", "jo@example.com"},
		{"verification template of the pool for a reset", trigger.CustomMessageForgotPassword, "SMS", map[string]string{"VerificationMessageTemplate": verification}, "", "Text 123456", "+12065550123"},
		{"legacy members for email", trigger.CustomMessageSignUp, "EMAIL", map[string]string{"EmailVerificationSubject": `"S"`, "EmailVerificationMessage": `"M {####}"`}, "S", "M 123456", "jo@example.com"},
		{"legacy member for SMS", trigger.CustomMessageSignUp, "SMS", map[string]string{"SmsVerificationMessage": `"T {####}"`}, "", "T 123456", "+12065550123"},
		{"MFA template of the pool", trigger.CustomMessageAuthentication, "SMS", map[string]string{"SmsAuthenticationMessage": `"In: {####}"`}, "", "In: 123456", "+12065550123"},
		{"invitation template of the pool", trigger.CustomMessageAdminCreateUser, "SMS", map[string]string{"AdminCreateUserConfig.InviteMessageTemplate": `{"SMSMessage":"{username}/{####}"}`}, "", "jo/123456", "+12065550123"},
		{"a reset has no link", trigger.CustomMessageForgotPassword, "EMAIL", map[string]string{"VerificationMessageTemplate": `{"DefaultEmailOption":"CONFIRM_WITH_LINK"}`}, "Your verification code", "Your password reset code is 123456", "jo@example.com"},
		{"an SMS has no link", trigger.CustomMessageSignUp, "SMS", map[string]string{"VerificationMessageTemplate": `{"DefaultEmailOption":"CONFIRM_WITH_LINK"}`}, "", "Your confirmation code is 123456", "+12065550123"},
	} {
		t.Run(test.name, func(t *testing.T) {
			m, _, err := send(t, test.kept, message.Notice{Source: test.source, Medium: test.medium, ClientID: "app", Pool: poolWithSMS()}, nil)
			require.NoError(t, err)
			want := userpool.Message{
				PoolID: m.PoolID, ClientID: "app", Username: "jo", Source: test.source, Medium: test.medium,
				To: test.address, Subject: test.subject, Body: test.body, Code: "123456", Time: m.Time,
			}
			if test.medium == "EMAIL" {
				want.From = "no-reply@verificationemail.com"
			}
			assert.Equal(t, want, m)
		})
	}
}

func TestConfirmationLinkRequiresADomain(t *testing.T) {
	store := userpool.NewStore("123456789012")
	p := userpool.Pool{Name: "p"}
	p.Kept = map[string][]byte{"VerificationMessageTemplate": []byte(`{"DefaultEmailOption":"CONFIRM_WITH_LINK","EmailMessageByLink":"Do {##click##}."}`)}
	p, err := store.CreatePool("us-east-1", p)
	require.NoError(t, err)
	sender := &message.Sender{Store: store, Triggers: &trigger.Invoker{}}
	n := message.Notice{Source: trigger.CustomMessageResendCode, Pool: p, ClientID: "app", Medium: "EMAIL", Code: "123456", User: userpool.User{Username: "j&o"}}
	_, err = sender.Send(t.Context(), n)
	require.EqualError(t, err, "CodeDeliveryFailureException: A domain must be associated with this user pool to verify with a link.")

	_, err = store.CreateDomain(userpool.Domain{PoolID: p.ID, Name: "orders"})
	require.NoError(t, err)
	_, err = sender.Send(t.Context(), n)
	require.NoError(t, err)
	assert.Equal(t, "Do <a href=https://orders.auth.us-east-1.amazoncognito.com/confirmUser?client_id=app&confirmation_code=123456&user_name=j%26o>click</a>.", store.Messages()[0].Body)
	assert.Equal(t, "Your verification link", store.Messages()[0].Subject)
}

func TestMaskHidesTheDestination(t *testing.T) {
	for _, test := range []struct{ medium, to, want string }{
		{"EMAIL", "alice@example.com", "a***@e***"},
		{"EMAIL", "é@ü.com", "é***@ü***"},
		{"SMS", "+12065550123", "+*******0123"},
		{"SMS", "+919876544114", "+********4114"},
		{"SMS", "+123", "+123"},
	} {
		assert.Equal(t, test.want, message.Mask(test.medium, test.to), test.to)
	}
}

func TestCustomMessageTriggerReplacesTheText(t *testing.T) {
	own := poolWithSMS()
	own.Email = userpool.EmailSender{Account: "DEVELOPER", SourceARN: "arn:aws:ses:us-east-1:123456789012:identity/a@example.com", From: "a@example.com"}
	const pattern = `[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*`
	for _, test := range []struct {
		name, source, medium string
		pool                 userpool.Pool
		response             string
		body, want           string
	}{
		{"email", trigger.CustomMessageSignUp, "EMAIL", own, `{"emailMessage":"Mine {####}","emailSubject":"Hi"}`, "Mine 123456", ""},
		{"SMS", trigger.CustomMessageSignUp, "SMS", poolWithSMS(), `{"smsMessage":"Mine {####}"}`, "Mine 123456", ""},
		{"empty response", trigger.CustomMessageSignUp, "EMAIL", userpool.Pool{}, `{}`, "Your confirmation code is 123456", ""},
		{"email text for a pool without its own sender", trigger.CustomMessageSignUp, "EMAIL", userpool.Pool{}, `{"emailMessage":"Mine {####}"}`, "", "InvalidLambdaResponseException: emailMessage and emailSubject need a user pool whose EmailSendingAccount is DEVELOPER."},
		{"code placeholder is missing", trigger.CustomMessageSignUp, "EMAIL", own, `{"emailMessage":"Foo"}`, "", "InvalidParameterException: 1 validation error detected: Value 'Foo' at 'emailBody' failed to satisfy constraint: Member must satisfy regular expression pattern: " + pattern + `\{####\}` + pattern},
		{"username placeholder is missing", trigger.CustomMessageAdminCreateUser, "SMS", own, `{"smsMessage":"{####}"}`, "", "InvalidParameterException: 1 validation error detected: Value '{####}' at 'smsMessage' failed to satisfy constraint: Member must satisfy regular expression pattern: " + pattern + `\{username\}` + pattern},
		{"text is too long", trigger.CustomMessageSignUp, "SMS", own, `{"smsMessage":"{####}` + strings.Repeat("x", 140) + `"}`, "", "InvalidParameterException: 1 validation error detected: Value at 'smsMessage' failed to satisfy constraint: Member must have length less than or equal to 140"},
	} {
		t.Run(test.name, func(t *testing.T) {
			function := func(_ context.Context, in []byte) ([]byte, error) {
				head, _, _ := strings.Cut(string(in), `"response":`)
				return []byte(head + `"response":` + test.response + "}"), nil
			}
			m, _, err := send(t, nil, message.Notice{Source: test.source, Medium: test.medium, Pool: test.pool}, map[string]trigger.Function{arn: function})
			if test.want != "" {
				require.EqualError(t, err, test.want)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, test.body, m.Body)
			if test.medium == "EMAIL" && test.pool.Email.From != "" {
				assert.Equal(t, "Hi from a@example.com", m.Subject+" from "+m.From)
			}
		})
	}
}

func TestMessageToAnUnverifiedAddress(t *testing.T) {
	m, delivery, err := send(t, nil, message.Notice{Source: trigger.CustomMessageUpdateUserAttribute, Medium: "EMAIL", To: "new@other.org"}, nil)
	require.NoError(t, err)
	assert.Equal(t, "new@other.org", m.To)
	assert.Equal(t, message.Delivery{Destination: "n***@o***", Medium: "EMAIL", Attribute: "email"}, delivery)
}
