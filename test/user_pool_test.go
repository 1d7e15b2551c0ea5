package test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func (d *deployment) sdk() *cognitoidentityprovider.Client {
	return cognitoidentityprovider.NewFromConfig(d.env.aws)
}

// describeClient asks Cognito how an app client is configured.
func (d *deployment) describeClient(t *testing.T, key string) *types.UserPoolClientType {
	t.Helper()
	described, err := d.sdk().DescribeUserPoolClient(t.Context(), &cognitoidentityprovider.DescribeUserPoolClientInput{
		UserPoolId: aws.String(d.outputs.UserPoolID),
		ClientId:   aws.String(d.outputs.ClientIDs[key]),
	})
	require.NoError(t, err)
	require.NotNil(t, described.UserPoolClient)
	return described.UserPoolClient
}

// describePool asks Cognito how the user pool is configured.
func (d *deployment) describePool(t *testing.T) *types.UserPoolType {
	t.Helper()
	described, err := d.sdk().DescribeUserPool(t.Context(), &cognitoidentityprovider.DescribeUserPoolInput{
		UserPoolId: aws.String(d.outputs.UserPoolID),
	})
	require.NoError(t, err)
	require.NotNil(t, described.UserPool)
	return described.UserPool
}

// secretHash proves the client secret to the API: HMAC-SHA256 over user and client ("Signing up and confirming user
// accounts" in the developer guide).
func secretHash(username, clientID, clientSecret string) string {
	mac := hmac.New(sha256.New, []byte(clientSecret))
	mac.Write([]byte(username + clientID))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// afterTest is a context for what a test cleans up: its own is cancelled by then.
func afterTest(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// assertNothingLeft sees by the SDK, not by the state, that the pool and its domain are gone.
func (d *deployment) assertNothingLeft(t *testing.T, ctx context.Context) {
	t.Helper()
	if d.outputs.UserPoolID != "" { // empty if the apply failed before there were outputs
		_, err := d.sdk().DescribeUserPool(ctx, &cognitoidentityprovider.DescribeUserPoolInput{
			UserPoolId: aws.String(d.outputs.UserPoolID),
		})
		var gone *types.ResourceNotFoundException
		assert.ErrorAs(t, err, &gone, "user pool %s is still there", d.outputs.UserPoolID)
	}

	domain, err := d.sdk().DescribeUserPoolDomain(ctx, &cognitoidentityprovider.DescribeUserPoolDomainInput{
		Domain: aws.String(d.prefix),
	})
	// An unknown domain is no error but an empty description.
	if assert.NoError(t, err) && domain.DomainDescription != nil {
		assert.Empty(t, aws.ToString(domain.DomainDescription.UserPoolId), "domain %s is still there", d.prefix)
	}

	pages := cognitoidentityprovider.NewListUserPoolsPaginator(d.sdk(), &cognitoidentityprovider.ListUserPoolsInput{
		MaxResults: aws.Int32(60),
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if !assert.NoError(t, err) {
			return
		}
		for _, pool := range page.UserPools {
			assert.NotEqual(t, d.name, aws.ToString(pool.Name), "the list of user pools still holds %s", d.name)
		}
	}
}
