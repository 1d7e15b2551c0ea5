package cognitoidp_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// verifying is a pool that verifies email addresses, with a client that signs in with a password.
const (
	verifying      = `{"PoolName":"p","AutoVerifiedAttributes":["email"]}`
	passwordClient = `{"UserPoolId":"{pool}","ClientName":"c","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"]}`
	hidingClient   = `{"UserPoolId":"{pool}","ClientName":"c","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"],"PreventUserExistenceErrors":"ENABLED"}`

	signUpJo = `{"ClientId":"{client}","Username":"jo","Password":"Passw0rd!","UserAttributes":[{"Name":"email","Value":"jo@example.com"}]}`
)

// apps creates a pool with a client.
func apps(t *testing.T, s *server, pool, client string) *server {
	t.Helper()
	s.pool(t, pool)
	s.client(t, client)
	return s
}

// mail names the code of the last message {code} and a wrong code {wrong}, and returns the trigger source of the message.
func (s *server) mail(t *testing.T) string {
	t.Helper()
	outbox := s.Outbox()
	require.NotEmpty(t, outbox)
	last := outbox[len(outbox)-1]
	s.name("code", last.Code)
	wrong := "000000"
	if last.Code == wrong {
		wrong = "000001"
	}
	s.name("wrong", wrong)
	return last.TriggerSource
}

// confirmed signs jo up and confirms.
func (s *server) confirmed(t *testing.T) {
	t.Helper()
	s.ok(t, "SignUp", signUpJo)
	s.mail(t)
	s.ok(t, "ConfirmSignUp", `{"ClientId":"{client}","Username":"jo","ConfirmationCode":"{code}"}`)
}

// token signs a user in and names the access token {token}.
func (s *server) token(t *testing.T, username, password string) {
	t.Helper()
	out := s.ok(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"`+username+`","PASSWORD":"`+password+`"}}`)
	s.name("token", at(out, "AuthenticationResult", "AccessToken").(string))
}

// attributes returns the attributes of a user except the sub, and the status under "".
func (s *server) attributes(t *testing.T, username string) map[string]string {
	t.Helper()
	user := s.ok(t, "AdminGetUser", `{"UserPoolId":"{pool}","Username":"`+username+`"}`)
	found := map[string]string{"": user["UserStatus"].(string)}
	for _, a := range user["UserAttributes"].([]any) {
		if name := at(a, "Name").(string); name != "sub" {
			found[name] = at(a, "Value").(string)
		}
	}
	return found
}
