package lifecycle

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// UserPoolClient applies an app client, a managed client that another service created, and a resource server.
func UserPoolClient(t *testing.T) {
	l := start(t, "user-pool-client")
	pool := func() *string { return aws.String(l.id("aws_cognito_user_pool.this")) }
	client := func(address string) *types.UserPoolClientType {
		described, err := l.API().DescribeUserPoolClient(t.Context(), &cognitoidentityprovider.DescribeUserPoolClientInput{UserPoolId: pool(), ClientId: aws.String(l.id(address))})
		require.NoError(t, err)
		return described.UserPoolClient
	}
	const own, managed = "aws_cognito_user_pool_client.this", "aws_cognito_managed_user_pool_client.this"

	l.step(t, minimal)
	id := l.id(own)
	assert.NotEmpty(t, client(own).ClientSecret)
	assert.Equal(t, "AmazonOpenSearchService-orders", aws.ToString(client(managed).ClientName))

	l.step(t, allArguments)
	for _, address := range []string{own, managed} {
		described := client(address)
		assert.ElementsMatch(t, []string{"openid", "https://orders.example.com/read", "https://orders.example.com/write"}, described.AllowedOAuthScopes, address)
		assert.Equal(t, types.FeatureTypeEnabled, described.RefreshTokenRotation.Feature, address)
		assert.EqualValues(t, 10, aws.ToInt32(described.RefreshTokenRotation.RetryGracePeriodSeconds), address)
		assert.EqualValues(t, 30, aws.ToInt32(described.AccessTokenValidity), address)
		assert.Equal(t, types.TimeUnitsTypeMinutes, described.TokenValidityUnits.AccessToken, address)
		assert.Equal(t, "https://app.example.com/callback", aws.ToString(described.DefaultRedirectURI), address)
		assert.Equal(t, types.PreventUserExistenceErrorTypesEnabled, described.PreventUserExistenceErrors, address)
		assert.True(t, aws.ToBool(described.EnablePropagateAdditionalUserContextData), address)
		assert.Equal(t, "1a2b3c4d5e6f", aws.ToString(described.AnalyticsConfiguration.ApplicationId), address)
	}
	scopes := func() []types.ResourceServerScopeType {
		described, err := l.API().DescribeResourceServer(t.Context(), &cognitoidentityprovider.DescribeResourceServerInput{UserPoolId: pool(), Identifier: aws.String("https://orders.example.com")})
		require.NoError(t, err)
		return described.ResourceServer.Scopes
	}
	assert.Len(t, scopes(), 2)

	l.step(t, changed)
	assert.Equal(t, id, l.id(own), "the client is never replaced")
	assert.Equal(t, "site", aws.ToString(client(own).ClientName))
	for _, address := range []string{own, managed} {
		described := client(address)
		assert.ElementsMatch(t, []string{"COGNITO", "Company"}, described.SupportedIdentityProviders, address)
		assert.Equal(t, []types.OAuthFlowType{types.OAuthFlowTypeImplicit}, described.AllowedOAuthFlows, address)
		assert.False(t, aws.ToBool(described.EnableTokenRevocation), address)
		assert.EqualValues(t, 7, described.RefreshTokenValidity, address)
		assert.Equal(t, types.FeatureTypeDisabled, described.RefreshTokenRotation.Feature, address)
	}
	if assert.Len(t, scopes(), 1) {
		assert.Equal(t, "Read all orders", aws.ToString(scopes()[0].ScopeDescription))
	}

	l.assertReplacements(t)
	// After an import, the state of the managed client has an ID and no pattern, as the provider's documentation states. The
	// next apply is therefore an update, which may change the role of the service.
	l.assertImports(t, map[string][]string{
		"aws_cognito_managed_user_pool_client":         {"name_prefix", "name_pattern"},
		"aws_cognito_managed_user_pool_client.pattern": {"analytics_configuration"},
	})

	l.step(t, removed)
	assert.Equal(t, id, l.id(own), "the client is never replaced")
	assert.Empty(t, scopes())
}
