package cognitoidp_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
)

func identityProviderScenario(t *testing.T, s *sdkServer) {
	c, provider := t.Context(), aws.String("Google")
	must(s.CreateIdentityProvider(c, &idp.CreateIdentityProviderInput{UserPoolId: &s.pool, ProviderName: provider, ProviderType: "Google", ProviderDetails: map[string]string{"client_id": "1", "client_secret": "s", "authorize_scopes": "openid"}}))(t)
	must(s.UpdateIdentityProvider(c, &idp.UpdateIdentityProviderInput{UserPoolId: &s.pool, ProviderName: provider, ProviderDetails: map[string]string{"client_id": "2", "client_secret": "s", "authorize_scopes": "openid"}}))(t)
	google := must(s.DescribeIdentityProvider(c, &idp.DescribeIdentityProviderInput{UserPoolId: &s.pool, ProviderName: provider}))(t).IdentityProvider
	assert.Equal(t, "2", google.ProviderDetails["client_id"])
	assert.Len(t, must(s.ListIdentityProviders(c, &idp.ListIdentityProvidersInput{UserPoolId: &s.pool}))(t).Providers, 1)
	must(s.DeleteIdentityProvider(c, &idp.DeleteIdentityProviderInput{UserPoolId: &s.pool, ProviderName: provider}))(t)
}
