package cognitoidp_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// The requests that create a pool which verifies email addresses, clients that sign in with a password,
// and the user jo. hidingClient hides whether a user exists.
const (
	verifyingPool  = `{"PoolName":"p","AutoVerifiedAttributes":["email"]}`
	passwordClient = `{"UserPoolId":"{pool}","ClientName":"c","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"]}`
	hidingClient   = `{"UserPoolId":"{pool}","ClientName":"c","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"],"PreventUserExistenceErrors":"ENABLED"}`

	signUpJo = `{"ClientId":"{client}","Username":"jo","Password":"Passw0rd!","UserAttributes":[{"Name":"email","Value":"jo@example.com"}]}`
)

// withPoolAndClient creates a pool and an app client from the bodies of their requests.
func withPoolAndClient(t *testing.T, s *server, pool, client string) *server {
	t.Helper()
	s.pool(t, pool)
	s.client(t, client)
	return s
}

// readMessage sets {code} to the code in the last message and {wrong} to another code. It returns the
// trigger source of the message.
func (s *server) readMessage(t *testing.T) string {
	t.Helper()
	outbox := s.Outbox()
	require.NotEmpty(t, outbox)
	last := outbox[len(outbox)-1]
	s.set("code", last.Code)
	wrong := "000000"
	if last.Code == wrong {
		wrong = "000001"
	}
	s.set("wrong", wrong)
	return last.TriggerSource
}

// signUpAndConfirm signs jo up and confirms the account.
func (s *server) signUpAndConfirm(t *testing.T) {
	t.Helper()
	s.ok(t, "SignUp", signUpJo)
	s.readMessage(t)
	s.ok(t, "ConfirmSignUp", `{"ClientId":"{client}","Username":"jo","ConfirmationCode":"{code}"}`)
}

// signInAs signs a user in with a password and sets {token} to the access token.
func (s *server) signInAs(t *testing.T, username, password string) {
	t.Helper()
	out := s.ok(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"`+username+`","PASSWORD":"`+password+`"}}`)
	s.set("token", at(out, "AuthenticationResult", "AccessToken").(string))
}

// attributes returns the attributes of a user except the sub. The key "" has the user's status.
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
