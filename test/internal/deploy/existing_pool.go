package deploy

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/provider"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// NewPool creates a pool with a domain through the API, as another team would, and deletes both when the test ends.
func NewPool(t *testing.T, e *target.Target) (id, prefix string) {
	t.Helper()
	api := cognitoidentityprovider.NewFromConfig(e.AWS)
	unique := target.UniqueName(t)
	prefix = "signin-" + unique
	created, err := api.CreateUserPool(t.Context(), &cognitoidentityprovider.CreateUserPoolInput{
		PoolName: aws.String("cognitokit-" + unique), UsernameAttributes: []types.UsernameAttributeType{types.UsernameAttributeTypeEmail},
		AutoVerifiedAttributes: []types.VerifiedAttributeType{types.VerifiedAttributeTypeEmail},
	})
	require.NoError(t, err)
	id = aws.ToString(created.UserPool.Id)
	t.Cleanup(func() {
		ctx := cleanupContext(t)
		_, err := api.DeleteUserPoolDomain(ctx, &cognitoidentityprovider.DeleteUserPoolDomainInput{UserPoolId: &id, Domain: &prefix})
		assert.NoError(t, err)
		_, err = api.DeleteUserPool(ctx, &cognitoidentityprovider.DeleteUserPoolInput{UserPoolId: &id})
		assert.NoError(t, err, "user pool %s was not deleted", id)
	})
	_, err = api.CreateUserPoolDomain(t.Context(), &cognitoidentityprovider.CreateUserPoolDomainInput{UserPoolId: &id, Domain: &prefix})
	require.NoError(t, err)
	provider.RoutePool(t, e, id)
	return id, prefix
}
