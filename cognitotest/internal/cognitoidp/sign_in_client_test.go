package cognitoidp_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// Settings and request bodies of sign-in tests. smsSender and sesSender are the senders of a pool.
const (
	smsSender = `"SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms","ExternalId":"x"}`
	sesSender = `"EmailConfiguration":{"EmailSendingAccount":"DEVELOPER","SourceArn":"arn:aws:ses:us-east-1:123456789012:identity/shop.example"}`
	anyFlow   = `"ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_USER_SRP_AUTH","ALLOW_ADMIN_USER_PASSWORD_AUTH","ALLOW_USER_AUTH","ALLOW_CUSTOM_AUTH","ALLOW_REFRESH_TOKEN_AUTH"]`
	adaBody   = `{"UserPoolId":"{pool}","Username":"ada","MessageAction":"SUPPRESS","UserAttributes":[{"Name":"email","Value":"ada@shop.example"},{"Name":"phone_number","Value":"+15550101234"}]}`
	startAda  = `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Str0ng!Pass"}}`
)

// withAda starts a server with a pool, an app client that allows every flow, and the user ada with an
// email address and a phone number. settings are further members of CreateUserPool, or "".
func withAda(t testing.TB, config cognitotest.Config, settings string) *server {
	t.Helper()
	s := startWith(t, config)
	if settings != "" {
		settings = "," + settings
	}
	s.pool(t, `{"PoolName":"p"`+settings+`}`)
	s.client(t, `{"UserPoolId":"{pool}","ClientName":"c",`+anyFlow+`}`)
	s.ok(t, "AdminCreateUser", adaBody)
	s.ok(t, "AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"ada","Password":"Str0ng!Pass","Permanent":true}`)
	return s
}

// mfa sets the MFA configuration of the pool. mode is OPTIONAL or ON.
func (s *server) mfa(t *testing.T, mode, factors string) {
	t.Helper()
	s.ok(t, "SetUserPoolMfaConfig", `{"UserPoolId":"{pool}","MfaConfiguration":"`+mode+`",`+factors+`}`)
}

// challenge calls an action that must return a challenge. It sets {session} and compares the response
// without the session.
func (s *server) challenge(t *testing.T, action, body, want string) {
	t.Helper()
	got := s.ok(t, action, body)
	session, _ := got["Session"].(string)
	require.Len(t, session, 128, "%v", got)
	s.set("session", session)
	delete(got, "Session")
	text, err := json.Marshal(got)
	require.NoError(t, err)
	require.JSONEq(t, s.placeholders.Replace(want), string(text))
}

// tokens calls an action that must return tokens, and returns the claims of the access and the ID token.
// It sets {access} and, if the response has them, {refresh}, {device} and {group}.
func (s *server) tokens(t *testing.T, action, body string) (access, id map[string]any) {
	t.Helper()
	got := s.ok(t, action, body)
	result, ok := got["AuthenticationResult"].(map[string]any)
	require.True(t, ok, "%v", got)
	s.set("access", result["AccessToken"].(string))
	if refresh, ok := result["RefreshToken"].(string); ok {
		s.set("refresh", refresh)
	}
	if device, ok := result["NewDeviceMetadata"].(map[string]any); ok {
		s.set("device", device["DeviceKey"].(string))
		s.set("group", device["DeviceGroupKey"].(string))
	}
	return claims(t, result["AccessToken"].(string)), claims(t, result["IdToken"].(string))
}

// code returns the last message and sets {code} to its code.
func (s *server) code(t *testing.T) cognitotest.Message {
	t.Helper()
	sent := s.Outbox()
	require.NotEmpty(t, sent)
	last := sent[len(sent)-1]
	s.set("code", last.Code)
	return last
}

// attribute returns the value of an attribute of ada, or "".
func (s *server) attribute(t *testing.T, name string) string {
	t.Helper()
	for _, a := range s.ok(t, "AdminGetUser", `{"UserPoolId":"{pool}","Username":"ada"}`)["UserAttributes"].([]any) {
		if a := a.(map[string]any); a["Name"] == name {
			return a["Value"].(string)
		}
	}
	return ""
}

// respond returns the body of ada's response to a challenge. responses are further members of
// ChallengeResponses.
func respond(name, responses string) string {
	return `{"ClientId":"{client}","ChallengeName":"` + name + `","Session":"{session}","ChallengeResponses":{"USERNAME":"ada",` + responses + `}}`
}
