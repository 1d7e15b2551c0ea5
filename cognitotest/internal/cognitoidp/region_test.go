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

// irelandHost is the endpoint of another region than the server's.
const irelandHost = "cognito-idp.eu-west-1.amazonaws.com"

// poolInIreland starts a server and creates a pool in another region than the server's. It sets {pool},
// {client}, {access} and {refresh} of a signed-in user, and {session} of a sign-in that must set up a
// second factor.
func poolInIreland(t *testing.T, config cognitotest.Config) *server {
	t.Helper()
	s := startWith(t, config)
	ok := func(action, body string) map[string]any {
		t.Helper()
		return decode(t, s.send(t, irelandHost, prefix+action, credential, body))
	}
	s.set("pool", at(ok("CreateUserPool", `{"PoolName":"p"}`), "UserPool", "Id").(string))
	require.True(t, strings.HasPrefix(s.values["{pool}"], "eu-west-1_"))
	s.set("client", at(ok("CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"c","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"]}`), "UserPoolClient", "ClientId").(string))
	for _, name := range []string{"ada", "bob"} {
		ok("AdminCreateUser", `{"UserPoolId":"{pool}","Username":"`+name+`","MessageAction":"SUPPRESS"}`)
		ok("AdminSetUserPassword", `{"UserPoolId":"{pool}","Username":"`+name+`","Password":"Passw0rd!","Permanent":true}`)
	}
	signIn := `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Passw0rd!"}}`
	result := at(ok("InitiateAuth", signIn), "AuthenticationResult")
	s.set("access", at(result, "AccessToken").(string))
	s.set("refresh", at(result, "RefreshToken").(string))
	ok("SetUserPoolMfaConfig", `{"UserPoolId":"{pool}","MfaConfiguration":"ON","SoftwareTokenMfaConfiguration":{"Enabled":true}}`)
	s.set("session", ok("InitiateAuth", strings.Replace(signIn, "ada", "bob", 1))["Session"].(string))
	return s
}

func decode(t *testing.T, r httpResponse) (decoded map[string]any) {
	t.Helper()
	require.Equal(t, http.StatusOK, r.status, r.body)
	require.NoError(t, json.Unmarshal([]byte(r.body), &decoded))
	return decoded
}

// plainCall posts an action to the plain endpoint.
func (s *server) plainCall(t *testing.T, action, authorization, body string) httpResponse {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/", strings.NewReader(s.placeholders.Replace(body)))
	require.NoError(t, err)
	request.Header = apiHeader(action, authorization)
	plain := &http.Client{Transport: &http.Transport{}}
	defer plain.CloseIdleConnections()
	return do(t, plain, request)
}

// TestPlainEndpointFindsRegionOfUnsignedRequest: the client, the access token or the session of an unsigned
// request determines the region.
func TestPlainEndpointFindsRegionOfUnsignedRequest(t *testing.T) {
	s := poolInIreland(t, cognitotest.Config{})
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
			assert.Equal(t, http.StatusOK, got.status, got.body)
		})
	}
	// The errors for unknown ids are the same as on a regional endpoint. The region of a signature has
	// precedence.
	got := s.plainCall(t, "InitiateAuth", "", `{"ClientId":"abc","AuthFlow":"USER_PASSWORD_AUTH"}`)
	assert.Contains(t, got.body, "User pool client abc does not exist.")
	got = s.plainCall(t, "GetUser", "", `{"AccessToken":"a.b.c"}`)
	assert.Contains(t, got.body, "Invalid Access Token")
	got = s.plainCall(t, "AssociateSoftwareToken", "", `{"Session":"`+strings.Repeat("x", 30)+`"}`)
	assert.Contains(t, got.body, "Invalid session for the user.")
	got = s.plainCall(t, "InitiateAuth", credential, `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH"}`)
	assert.Contains(t, got.body, "does not exist.", "the signature is for us-east-1")
	got = s.plainCall(t, "DescribeUserPool", credential, `{"UserPoolId":"{pool}"}`)
	assert.Contains(t, got.body, "does not exist.", "a signed action runs in the region of its signature")
}

// TestUnsignedRequestToAnotherRegionIsRejected: the endpoint of a region rejects clients, access tokens and
// sessions of other regions.
func TestUnsignedRequestToAnotherRegionIsRejected(t *testing.T) {
	s := poolInIreland(t, cognitotest.Config{})
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
			assert.Equal(t, s.placeholders.Replace(tt.want), s.send(t, host, prefix+tt.action, "", tt.body).body)
		})
	}
	// The rejected requests revoked no token and used no session.
	assert.Equal(t, http.StatusOK, s.send(t, irelandHost, prefix+"GetUser", "", `{"AccessToken":"{access}"}`).status)
	assert.Equal(t, http.StatusOK, s.send(t, irelandHost, prefix+"AssociateSoftwareToken", "", `{"Session":"{session}"}`).status)
}
