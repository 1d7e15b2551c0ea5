package deploy

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/require"
)

// ChangeClient changes a client as the console does: it sends all settings of the client.
func (d *Deployment) ChangeClient(t *testing.T, key string, change func(*cognitoidentityprovider.UpdateUserPoolClientInput)) {
	t.Helper()
	c := d.DescribeClient(t, key)
	in := &cognitoidentityprovider.UpdateUserPoolClientInput{
		UserPoolId: c.UserPoolId, ClientId: c.ClientId, ClientName: c.ClientName,
		AccessTokenValidity: c.AccessTokenValidity, IdTokenValidity: c.IdTokenValidity, RefreshTokenValidity: c.RefreshTokenValidity, TokenValidityUnits: c.TokenValidityUnits,
		RefreshTokenRotation: c.RefreshTokenRotation, EnableTokenRevocation: c.EnableTokenRevocation, AuthSessionValidity: c.AuthSessionValidity,
		ExplicitAuthFlows: c.ExplicitAuthFlows, PreventUserExistenceErrors: c.PreventUserExistenceErrors,
		AllowedOAuthFlowsUserPoolClient: aws.ToBool(c.AllowedOAuthFlowsUserPoolClient), AllowedOAuthFlows: c.AllowedOAuthFlows, AllowedOAuthScopes: c.AllowedOAuthScopes,
		CallbackURLs: c.CallbackURLs, LogoutURLs: c.LogoutURLs, DefaultRedirectURI: c.DefaultRedirectURI, SupportedIdentityProviders: c.SupportedIdentityProviders,
		ReadAttributes: c.ReadAttributes, WriteAttributes: c.WriteAttributes,
	}
	change(in)
	_, err := d.API().UpdateUserPoolClient(t.Context(), in)
	require.NoError(t, err, key)
}

// API returns a client of the Cognito API for the target.
func (d *Deployment) API() *cognitoidentityprovider.Client {
	return cognitoidentityprovider.NewFromConfig(d.Target.AWS)
}

// DescribeClient returns the deployed settings of an app client.
func (d *Deployment) DescribeClient(t *testing.T, key string) *types.UserPoolClientType {
	t.Helper()
	described, err := d.API().DescribeUserPoolClient(t.Context(), &cognitoidentityprovider.DescribeUserPoolClientInput{
		UserPoolId: aws.String(d.Outputs.UserPoolID),
		ClientId:   aws.String(d.Outputs.ClientIDs[key]),
	})
	require.NoError(t, err)
	require.NotNil(t, described.UserPoolClient)
	return described.UserPoolClient
}

// DescribePool returns the deployed settings of the user pool.
func (d *Deployment) DescribePool(t *testing.T) *types.UserPoolType {
	t.Helper()
	described, err := d.API().DescribeUserPool(t.Context(), &cognitoidentityprovider.DescribeUserPoolInput{
		UserPoolId: aws.String(d.Outputs.UserPoolID),
	})
	require.NoError(t, err)
	require.NotNil(t, described.UserPool)
	return described.UserPool
}

// SecretHash returns the SECRET_HASH that proves the client secret to the API: HMAC-SHA256 over user name and client ID
// ("Signing up and confirming user accounts" in the developer guide).
func SecretHash(username, clientID, clientSecret string) string {
	mac := hmac.New(sha256.New, []byte(clientSecret))
	mac.Write([]byte(username + clientID))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
