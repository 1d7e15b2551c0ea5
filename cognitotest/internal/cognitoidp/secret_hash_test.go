package cognitoidp_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func confidential(in *idp.CreateUserPoolClientInput) { in.GenerateSecret = true }

// TestConfidentialClientRequiresSecretHash: a confidential client must send the right SECRET_HASH
// (pycognito#18, aws-sdk-net-extensions-cognito#75, captures).
func TestConfidentialClientRequiresSecretHash(t *testing.T) {
	s := startSDK(t, confidential)
	s.user(t, "ada", true)
	received := "Client " + s.client + " is configured with secret but SECRET_HASH was not received"
	wrong := "Unable to verify secret hash for client " + s.client
	tests := []struct {
		name, message string
		flow          types.AuthFlowType
		parameters    []string
	}{
		{"password, missing", received, "USER_PASSWORD_AUTH", []string{"USERNAME", "ada", "PASSWORD", password}},
		{"password, wrong", wrong, "USER_PASSWORD_AUTH", []string{"USERNAME", "ada", "PASSWORD", password, "SECRET_HASH", "d3Jvbmc="}},
		{"password, hash of another user", wrong, "USER_PASSWORD_AUTH", []string{"USERNAME", "ada", "PASSWORD", password, "SECRET_HASH", s.hash("bob")}},
		{"SRP, missing", received, "USER_SRP_AUTH", []string{"USERNAME", "ada", "SRP_A", "2"}},
		{"SRP, wrong", wrong, "USER_SRP_AUTH", []string{"USERNAME", "ada", "SRP_A", "2", "SECRET_HASH", "d3Jvbmc="}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := s.initiate(t, tt.flow, tt.parameters...)
			wantAPIError(t, err, "NotAuthorizedException", tt.message)
		})
	}
	token := *s.signIn(t, "ada").RefreshToken
	refreshes := []struct{ name, hash, message string }{
		{"refresh, missing", "", received},
		{"refresh, wrong", "d3Jvbmc=", "SecretHash does not match for the client: " + s.client},
	}
	for _, tt := range refreshes {
		t.Run(tt.name, func(t *testing.T) {
			_, err := s.initiate(t, "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN", token, "SECRET_HASH", tt.hash)
			wantAPIError(t, err, "NotAuthorizedException", tt.message)
		})
	}
	_, err := s.initiate(t, "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN", token, "SECRET_HASH", s.hash("ada"))
	assert.NoError(t, err)
}

// TestChallengeResponseRequiresSecretHash: the response to a challenge requires SECRET_HASH, too.
func TestChallengeResponseRequiresSecretHash(t *testing.T) {
	s := startSDK(t, confidential)
	s.user(t, "ada", false)
	out, err := s.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password, "SECRET_HASH", s.hash("ada"))
	require.NoError(t, err)
	_, err = s.respond(t, newPassword, out.Session, "USERNAME", "ada", "NEW_PASSWORD", "N3w!Password")
	wantAPIError(t, err, "NotAuthorizedException", "Client "+s.client+" is configured with secret but SECRET_HASH was not received")
	done, err := s.respond(t, newPassword, out.Session, "USERNAME", "ada", "NEW_PASSWORD", "N3w!Password", "SECRET_HASH", s.hash("ada"))
	require.NoError(t, err, "a wrong hash does not end the session")
	assert.NotNil(t, done.AuthenticationResult)
}

// TestRefreshSecretHashUsesInternalUsername: in a pool whose users sign in with their email
// address, SECRET_HASH of a refresh is computed from the sub (moto tests run on AWS).
func TestRefreshSecretHashUsesInternalUsername(t *testing.T) {
	s := startSDK(t, nil)
	pool, err := s.CreateUserPool(t.Context(), &idp.CreateUserPoolInput{PoolName: aws.String("by-email"), UsernameAttributes: []types.UsernameAttributeType{"email"}})
	require.NoError(t, err)
	s.pool = *pool.UserPool.Id
	client, err := s.CreateUserPoolClient(t.Context(), &idp.CreateUserPoolClientInput{
		UserPoolId: &s.pool, ClientName: aws.String("app"), GenerateSecret: true,
		ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"},
	})
	require.NoError(t, err)
	s.client, s.secret = *client.UserPoolClient.ClientId, *client.UserPoolClient.ClientSecret
	const email = "ada@shop.example"
	s.user(t, email, true)
	tokens := s.signIn(t, email)
	sub := claims(t, *tokens.AccessToken)["sub"].(string)
	assert.Equal(t, sub, claims(t, *tokens.AccessToken)["username"]) // moto tests run on AWS
	assert.Equal(t, email, claims(t, *tokens.IdToken)["email"])

	_, err = s.initiate(t, "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN", *tokens.RefreshToken, "SECRET_HASH", s.hash(email))
	wantAPIError(t, err, "NotAuthorizedException", "SecretHash does not match for the client: "+s.client)
	_, err = s.initiate(t, "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN", *tokens.RefreshToken, "SECRET_HASH", s.hash(sub))
	assert.NoError(t, err)
}
