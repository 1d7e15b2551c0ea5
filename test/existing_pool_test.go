package test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestExistingPool judges examples/existing-pool: a client is added to a pool that was made elsewhere.
func TestExistingPool(t *testing.T) {
	t.Parallel()
	env := newEnvironment(t)
	pool, prefix := env.makePool(t)

	// In a test of its own, so that the example is destroyed before the pool is looked at again.
	t.Run("the client", func(t *testing.T) {
		d := deploy(t, "existing-pool", in(env), onAnotherPool, withVars(map[string]any{"user_pool_id": pool}))
		assert.Equal(t, pool, d.outputs.UserPoolID)
		assert.Equal(t, "https://"+prefix+".auth."+env.region+".amazoncognito.com", d.outputs.LoginBaseURL)
		assert.Equal(t, map[string]refreshContract{"spa": contractOf(hour, day, true, 10)}, d.outputs.RefreshContract)
		d.keepsItsContract(t, "spa", d.application(t, "spa", "openid", "email"), d.createUser(t))
		t.Run("it is no drift", d.planIsEmpty)
	})

	t.Run("the pool is as it was", func(t *testing.T) {
		api := cognitoidentityprovider.NewFromConfig(env.aws)
		_, err := api.DescribeUserPool(t.Context(), &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: aws.String(pool)})
		require.NoError(t, err)
		clients, err := api.ListUserPoolClients(t.Context(), &cognitoidentityprovider.ListUserPoolClientsInput{UserPoolId: aws.String(pool)})
		require.NoError(t, err)
		assert.Empty(t, clients.UserPoolClients)
	})
}

// makePool makes a pool with a domain by the API, as another team would, and removes both when the test ends.
func (e *environment) makePool(t *testing.T) (id, prefix string) {
	t.Helper()
	api := cognitoidentityprovider.NewFromConfig(e.aws)
	unique := lowerCaseName(t)
	prefix = "signin-" + unique
	created, err := api.CreateUserPool(t.Context(), &cognitoidentityprovider.CreateUserPoolInput{
		PoolName: aws.String("cognitokit-" + unique), UsernameAttributes: []types.UsernameAttributeType{types.UsernameAttributeTypeEmail},
		AutoVerifiedAttributes: []types.VerifiedAttributeType{types.VerifiedAttributeTypeEmail},
	})
	require.NoError(t, err)
	id = aws.ToString(created.UserPool.Id)
	t.Cleanup(func() {
		ctx := afterTest(t)
		_, err := api.DeleteUserPoolDomain(ctx, &cognitoidentityprovider.DeleteUserPoolDomainInput{UserPoolId: &id, Domain: &prefix})
		assert.NoError(t, err)
		_, err = api.DeleteUserPool(ctx, &cognitoidentityprovider.DeleteUserPoolInput{UserPoolId: &id})
		assert.NoError(t, err, "user pool %s stays behind", id)
	})
	_, err = api.CreateUserPoolDomain(t.Context(), &cognitoidentityprovider.CreateUserPoolDomainInput{UserPoolId: &id, Domain: &prefix})
	require.NoError(t, err)
	if e.url != nil {
		theFront(t).adopt(id, e.url)
	}
	return id, prefix
}
