package cognitoidp_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const ireland = "cognito-idp.eu-west-1.amazonaws.com"

// abroad creates a pool in another region than the server's, with a client and a user whose sign-in
// must set up a second factor: {client}, {access}, {session}.
func abroad(t *testing.T, config cognitotest.Config) *server {
	t.Helper()
	s := startWith(t, config)
	ok := func(action, body string) map[string]any {
		t.Helper()
		return decode(t, s.send(t, ireland, prefix+action, credential, body))
	}
	s.name("pool", at(ok("CreateUserPool", `{"PoolName":"p"}`), "UserPool", "Id").(string))
	require.True(t, strings.HasPrefix(s.ids["{pool}"], "eu-west-1_"))
	s.name("client", at(ok("CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"c","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"]}`), "UserPoolClient", "ClientId").(string))
	for _, name := range []string{"ada", "bob"} {
		ok("AdminCreateUser", `{"UserPoolId":"{pool}","Username":"`+name+`","MessageAction":"SUPPRESS"}`)
		ok("AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"`+name+`","Password":"Passw0rd!","Permanent":true}`)
	}
	signIn := `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Passw0rd!"}}`
	result := at(ok("InitiateAuth", signIn), "AuthenticationResult")
	s.name("access", at(result, "AccessToken").(string))
	s.name("refresh", at(result, "RefreshToken").(string))
	ok("SetUserPoolMfaConfig", `{"UserPoolId":"{pool}","MfaConfiguration":"ON","SoftwareTokenMfaConfiguration":{"Enabled":true}}`)
	s.name("session", ok("InitiateAuth", strings.Replace(signIn, "ada", "bob", 1))["Session"].(string))
	return s
}

func decode(t *testing.T, a answer) (decoded map[string]any) {
	t.Helper()
	require.Equal(t, http.StatusOK, a.status, a.body)
	require.NoError(t, json.Unmarshal([]byte(a.body), &decoded))
	return decoded
}

// plainCall posts an action to the plain endpoint.
func (s *server) plainCall(t *testing.T, action, authorization, body string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/", strings.NewReader(s.names.Replace(body)))
	require.NoError(t, err)
	request.Header = apiHeader(action, authorization)
	plain := &http.Client{Transport: &http.Transport{}}
	defer plain.CloseIdleConnections()
	return do(t, plain, request)
}

// TestUnsignedOnThePlainEndpoint: a client, an access token or a session selects the region.
func TestUnsignedOnThePlainEndpoint(t *testing.T) {
	s := abroad(t, cognitotest.Config{})
	for _, tt := range []struct{ action, body string }{
		{"SignUp", `{"ClientId":"{client}","Username":"eve","Password":"Passw0rd!","UserAttributes":[{"Name":"email","Value":"eve@example.com"}]}`},
		{"GetUser", `{"AccessToken":"{access}"}`},
		{"UpdateUserAttributes", `{"AccessToken":"{access}","UserAttributes":[{"Name":"name","Value":"Ada"}]}`},
		{"InitiateAuth", `{"ClientId":"{client}","AuthFlow":"REFRESH_TOKEN_AUTH","AuthParameters":{"REFRESH_TOKEN":"{refresh}"}}`},
		{"AssociateSoftwareToken", `{"AccessToken":"{access}"}`},
		{"AssociateSoftwareToken", `{"Session":"{session}"}`},
		{"ChangePassword", `{"AccessToken":"{access}","PreviousPassword":"Passw0rd!","ProposedPassword":"An0ther!Pass"}`},
		{"GetTokensFromRefreshToken", `{"ClientId":"{client}","RefreshToken":"{refresh}"}`},
		{"RevokeToken", `{"ClientId":"{client}","Token":"{refresh}"}`},
	} {
		t.Run(tt.action, func(t *testing.T) {
			got := s.plainCall(t, tt.action, "", tt.body)
			if tt.action == "GetTokensFromRefreshToken" { // it has another error for an unknown client
				assert.NotContains(t, got.body, "ResourceNotFoundException")
				return
			}
			assert.Equal(t, http.StatusOK, got.status, got.body)
		})
	}
	// The errors for unknown ids stay the same, and the region of a signature has precedence.
	got := s.plainCall(t, "InitiateAuth", "", `{"ClientId":"abc","AuthFlow":"USER_PASSWORD_AUTH"}`)
	assert.Contains(t, got.body, "User pool client abc does not exist.")
	got = s.plainCall(t, "GetUser", "", `{"AccessToken":"a.b.c"}`)
	assert.Contains(t, got.body, "Invalid Access Token")
	got = s.plainCall(t, "AssociateSoftwareToken", "", `{"Session":"`+strings.Repeat("x", 30)+`"}`)
	assert.Contains(t, got.body, "Invalid session for the user.")
	got = s.plainCall(t, "InitiateAuth", credential, `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH"}`)
	assert.Contains(t, got.body, "does not exist.", "signed for us-east-1")
	got = s.plainCall(t, "DescribeUserPool", credential, `{"UserPoolId":"{pool}"}`)
	assert.Contains(t, got.body, "does not exist.", "a signed action has the region of its signature")
}

// TestUnsignedOnTheHostOfAnotherRegion: a host knows only the resources of its region.
func TestUnsignedOnTheHostOfAnotherRegion(t *testing.T) {
	s := abroad(t, cognitotest.Config{})
	const noClient = `{"__type":"ResourceNotFoundException","message":"User pool client {client} does not exist."}`
	const noToken = `{"__type":"NotAuthorizedException","message":"Invalid Access Token"}`
	for _, tt := range []struct{ action, body, want string }{
		{"SignUp", `{"ClientId":"{client}","Username":"eve","Password":"Passw0rd!"}`, noClient},
		{"ForgotPassword", `{"ClientId":"{client}","Username":"ada"}`, noClient},
		{"InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH"}`, noClient},
		{"RespondToAuthChallenge", `{"ClientId":"{client}","ChallengeName":"MFA_SETUP","Session":"{session}"}`, noClient},
		{"GetTokensFromRefreshToken", `{"ClientId":"{client}","RefreshToken":"{refresh}"}`, noClient},
		{"GetUser", `{"AccessToken":"{access}"}`, noToken},
		{"DeleteUser", `{"AccessToken":"{access}"}`, noToken},
		{"ListDevices", `{"AccessToken":"{access}"}`, noToken},
		{"AssociateSoftwareToken", `{"AccessToken":"{access}"}`, noToken},
		{"AssociateSoftwareToken", `{"Session":"{session}"}`, `{"__type":"NotAuthorizedException","message":"Invalid session for the user."}`},
	} {
		t.Run(tt.action, func(t *testing.T) {
			assert.Equal(t, s.names.Replace(tt.want), s.send(t, host, prefix+tt.action, "", tt.body).body)
		})
	}
	// The requests changed and consumed nothing.
	assert.Equal(t, http.StatusOK, s.send(t, ireland, prefix+"GetUser", "", `{"AccessToken":"{access}"}`).status)
	assert.Equal(t, http.StatusOK, s.send(t, ireland, prefix+"AssociateSoftwareToken", "", `{"Session":"{session}"}`).status)
}
