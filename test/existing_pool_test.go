package test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/session"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// TestExistingPool deploys examples/existing-pool: a client on a pool that another configuration created.
func TestExistingPool(t *testing.T) {
	t.Parallel()
	env := target.New(t)
	pool, prefix := deploy.NewPool(t, env)

	// A subtest, so that the example is destroyed before the pool is inspected.
	t.Run("the client", func(t *testing.T) {
		d := deploy.Example(t, "existing-pool", deploy.In(env), deploy.WithExistingPool, deploy.WithVars(map[string]any{"user_pool_id": pool}))
		assert.Equal(t, pool, d.Outputs.UserPoolID)
		assert.Equal(t, "https://"+prefix+".auth."+env.Region+".amazoncognito.com", d.Outputs.LoginBaseURL)
		assert.Equal(t, map[string]deploy.RefreshContract{"spa": session.Contract(session.Hour, session.Day, true, 10)}, d.Outputs.RefreshContract)
		session.AssertContract(t, d, "spa", d.Application(t, "spa", "openid", "email"), d.CreateUser(t))
		t.Run("the sign-ins cause no drift", d.AssertEmptyPlan)
	})

	t.Run("the pool is unchanged", func(t *testing.T) {
		api := cognitoidentityprovider.NewFromConfig(env.AWS)
		_, err := api.DescribeUserPool(t.Context(), &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: aws.String(pool)})
		require.NoError(t, err)
		clients, err := api.ListUserPoolClients(t.Context(), &cognitoidentityprovider.ListUserPoolClientsInput{UserPoolId: aws.String(pool)})
		require.NoError(t, err)
		assert.Empty(t, clients.UserPoolClients)
	})
}
