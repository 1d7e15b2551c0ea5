package test

import (
	"context"
	"testing"

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
