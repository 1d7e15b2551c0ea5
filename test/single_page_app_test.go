package test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/session"
)

// TestSinglePageApp deploys examples/single-page-app: a public client with the defaults of its application type.
func TestSinglePageApp(t *testing.T) {
	t.Parallel()
	d := deploy.Example(t, "single-page-app")
	spa := d.Application(t, "spa", "openid", "email")
	ada := d.CreateUser(t)

	t.Run("the application type sets the defaults", func(t *testing.T) {
		assert.Equal(t, map[string]deploy.RefreshContract{"spa": session.Contract(session.Hour, session.Day, true, 10)}, d.Outputs.RefreshContract)
		assert.Empty(t, d.Outputs.ClientSecrets)
		client := d.DescribeClient(t, "spa")
		assert.Empty(t, aws.ToString(client.ClientSecret))
		assert.Equal(t, []types.OAuthFlowType{types.OAuthFlowTypeCode}, client.AllowedOAuthFlows, "no implicit grant")
		assert.Equal(t, types.PreventUserExistenceErrorTypesEnabled, client.PreventUserExistenceErrors)
	})

	session.AssertContract(t, d, "spa", spa, ada)

	t.Run("a code without its verifier is rejected", func(t *testing.T) {
		callback, err := spa.NewBrowser().SignIn(t.Context(), ada.Credentials)
		require.NoError(t, err)
		for _, verifier := range []string{"", "not-the-verifier-of-the-sent-code-challenge-0001"} {
			resp, err := spa.Exchange(t.Context(), callback.Code, verifier)
			require.NoError(t, err)
			session.AssertInferredError(t, d.Target, resp, 400, "invalid_grant")
		}
	})

	t.Run("the sign-ins cause no drift", d.AssertEmptyPlan)
}
