// Package orders tests a Terraform root on the emulator of Amazon Cognito: no AWS account, and a
// refresh token of eight hours that expires at once.
package orders

import (
	"io"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/gruntwork-io/terratest/modules/terraform"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

func TestRefreshTokensRotateAndExpire(t *testing.T) {
	server := cognitotest.NewServer()
	t.Cleanup(server.Close)
	root := &terraform.Options{TerraformDir: "infra", NoColor: true}
	terraform.InitContext(t, t.Context(), root) // downloads the provider
	root.EnvVars = server.Env()                 // from here on only the emulator can be reached
	defer terraform.DestroyContext(t, t.Context(), root)
	terraform.ApplyContext(t, t.Context(), root)
	pool, client := terraform.OutputContext(t, t.Context(), root, "user_pool_id"), terraform.OutputContext(t, t.Context(), root, "client_id")
	endpoint := terraform.OutputContext(t, t.Context(), root, "token_endpoint")

	api := idp.NewFromConfig(aws.Config{Region: "eu-west-1", HTTPClient: server.Client(), Credentials: credentials.NewStaticCredentialsProvider("key", "secret", "")})
	user, password := "ada@example.com", "Correct-horse-7-battery"
	_, err := api.AdminCreateUser(t.Context(), &idp.AdminCreateUserInput{UserPoolId: &pool, Username: &user, MessageAction: "SUPPRESS"})
	require.NoError(t, err)
	_, err = api.AdminSetUserPassword(t.Context(), &idp.AdminSetUserPasswordInput{UserPoolId: &pool, Username: &user, Password: &password, Permanent: true})
	require.NoError(t, err)
	signedIn, err := api.AdminInitiateAuth(t.Context(), &idp.AdminInitiateAuthInput{UserPoolId: &pool, ClientId: &client, AuthFlow: "ADMIN_USER_PASSWORD_AUTH", AuthParameters: map[string]string{"USERNAME": user, "PASSWORD": password}})
	require.NoError(t, err)

	for _, tt := range []struct {
		later  time.Duration // after the step before
		status int
		body   string
	}{{7 * time.Hour, http.StatusOK, `"refresh_token":`}, {2 * time.Hour, http.StatusBadRequest, `{"error":"invalid_grant"}`}} {
		server.Advance(tt.later)
		answer, err := server.Client().PostForm(endpoint, url.Values{"grant_type": {"refresh_token"}, "client_id": {client}, "refresh_token": {*signedIn.AuthenticationResult.RefreshToken}})
		require.NoError(t, err)
		body, err := io.ReadAll(answer.Body)
		require.NoError(t, err)
		require.Equal(t, tt.status, answer.StatusCode)
		require.Contains(t, string(body), tt.body)
	}
}
