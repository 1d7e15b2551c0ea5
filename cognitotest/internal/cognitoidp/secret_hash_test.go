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
	l := newLogin(t, confidential)
	l.user(t, "ada", true)
	received := "Client " + l.client + " is configured with secret but SECRET_HASH was not received"
	wrong := "Unable to verify secret hash for client " + l.client
	tests := []struct {
		name, message string
		flow          types.AuthFlowType
		parameters    []string
	}{
		{"password, missing", received, "USER_PASSWORD_AUTH", []string{"USERNAME", "ada", "PASSWORD", password}},
		{"password, wrong", wrong, "USER_PASSWORD_AUTH", []string{"USERNAME", "ada", "PASSWORD", password, "SECRET_HASH", "d3Jvbmc="}},
		{"password, hash of another user", wrong, "USER_PASSWORD_AUTH", []string{"USERNAME", "ada", "PASSWORD", password, "SECRET_HASH", l.hash("bob")}},
		{"SRP, missing", received, "USER_SRP_AUTH", []string{"USERNAME", "ada", "SRP_A", "2"}},
		{"SRP, wrong", wrong, "USER_SRP_AUTH", []string{"USERNAME", "ada", "SRP_A", "2", "SECRET_HASH", "d3Jvbmc="}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := l.initiate(t, tt.flow, tt.parameters...)
			wantAPIError(t, err, "NotAuthorizedException", tt.message)
		})
	}
	token := *l.signIn(t, "ada").RefreshToken
	refreshes := []struct{ name, hash, message string }{
		{"refresh, missing", "", received},
		{"refresh, wrong", "d3Jvbmc=", "SecretHash does not match for the client: " + l.client},
	}
	for _, tt := range refreshes {
		t.Run(tt.name, func(t *testing.T) {
			_, err := l.initiate(t, "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN", token, "SECRET_HASH", tt.hash)
			wantAPIError(t, err, "NotAuthorizedException", tt.message)
		})
	}
	_, err := l.initiate(t, "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN", token, "SECRET_HASH", l.hash("ada"))
	assert.NoError(t, err)
}

// TestChallengeResponseRequiresSecretHash: the response to a challenge requires SECRET_HASH, too.
func TestChallengeResponseRequiresSecretHash(t *testing.T) {
	l := newLogin(t, confidential)
	l.user(t, "ada", false)
	out, err := l.initiate(t, "USER_PASSWORD_AUTH", "USERNAME", "ada", "PASSWORD", password, "SECRET_HASH", l.hash("ada"))
	require.NoError(t, err)
	_, err = l.respond(t, newPassword, out.Session, "USERNAME", "ada", "NEW_PASSWORD", "N3w!Password")
	wantAPIError(t, err, "NotAuthorizedException", "Client "+l.client+" is configured with secret but SECRET_HASH was not received")
	done, err := l.respond(t, newPassword, out.Session, "USERNAME", "ada", "NEW_PASSWORD", "N3w!Password", "SECRET_HASH", l.hash("ada"))
	require.NoError(t, err, "a wrong hash does not end the session")
	assert.NotNil(t, done.AuthenticationResult)
}

// TestRefreshSecretHashUsesInternalUsername: in a pool whose users sign in with their email
// address, SECRET_HASH of a refresh is computed from the sub (moto tests run on AWS).
func TestRefreshSecretHashUsesInternalUsername(t *testing.T) {
	l := newLogin(t, nil)
	pool, err := l.CreateUserPool(t.Context(), &idp.CreateUserPoolInput{PoolName: aws.String("by-email"), UsernameAttributes: []types.UsernameAttributeType{"email"}})
	require.NoError(t, err)
	l.pool = *pool.UserPool.Id
	client, err := l.CreateUserPoolClient(t.Context(), &idp.CreateUserPoolClientInput{
		UserPoolId: &l.pool, ClientName: aws.String("app"), GenerateSecret: true,
		ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"},
	})
	require.NoError(t, err)
	l.client, l.secret = *client.UserPoolClient.ClientId, *client.UserPoolClient.ClientSecret
	const email = "ada@shop.example"
	l.user(t, email, true)
	tokens := l.signIn(t, email)
	sub := claims(t, *tokens.AccessToken)["sub"].(string)
	assert.Equal(t, sub, claims(t, *tokens.AccessToken)["username"]) // moto tests run on AWS
	assert.Equal(t, email, claims(t, *tokens.IdToken)["email"])

	_, err = l.initiate(t, "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN", *tokens.RefreshToken, "SECRET_HASH", l.hash(email))
	wantAPIError(t, err, "NotAuthorizedException", "SecretHash does not match for the client: "+l.client)
	_, err = l.initiate(t, "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN", *tokens.RefreshToken, "SECRET_HASH", l.hash(sub))
	assert.NoError(t, err)
}
