package test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/session"
)

// TestPasskeys deploys examples/passkeys: a passkey can replace the password. The classic pages do not support
// passkeys, so the test signs in with a password.
func TestPasskeys(t *testing.T) {
	t.Parallel()
	d := deploy.Example(t, "passkeys")
	web := d.Application(t, "web", "openid", "email")
	ada := d.CreateUser(t)

	t.Run("Cognito accepts passkeys for the domain", func(t *testing.T) {
		policies := d.DescribePool(t).Policies
		require.NotNil(t, policies.SignInPolicy)
		assert.ElementsMatch(t, []types.AuthFactorType{types.AuthFactorTypePassword, types.AuthFactorTypeWebAuthn}, policies.SignInPolicy.AllowedFirstAuthFactors)
		config, err := d.API().GetUserPoolMfaConfig(t.Context(), &cognitoidentityprovider.GetUserPoolMfaConfigInput{
			UserPoolId: aws.String(d.Outputs.UserPoolID),
		})
		require.NoError(t, err)
		require.NotNil(t, config.WebAuthnConfiguration)
		assert.Equal(t, "example.com", aws.ToString(config.WebAuthnConfiguration.RelyingPartyId))
		assert.Equal(t, types.UserVerificationTypeRequired, config.WebAuthnConfiguration.UserVerification)
		assert.Contains(t, d.DescribeClient(t, "web").ExplicitAuthFlows, types.ExplicitAuthFlowsTypeAllowUserAuth)
	})

	t.Run("a password still works", func(t *testing.T) { session.AssertContract(t, d, "web", web, ada) })

	t.Run("the sign-ins cause no drift", d.AssertEmptyPlan)
}
