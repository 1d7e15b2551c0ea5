package cognitoidp_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/stretchr/testify/assert"
)

func identityProviderScenario(t *testing.T, l *login) {
	c, provider := t.Context(), aws.String("Google")
	must(l.CreateIdentityProvider(c, &idp.CreateIdentityProviderInput{UserPoolId: &l.pool, ProviderName: provider, ProviderType: "Google", ProviderDetails: map[string]string{"client_id": "1", "client_secret": "s", "authorize_scopes": "openid"}}))(t)
	must(l.UpdateIdentityProvider(c, &idp.UpdateIdentityProviderInput{UserPoolId: &l.pool, ProviderName: provider, ProviderDetails: map[string]string{"client_id": "2", "client_secret": "s", "authorize_scopes": "openid"}}))(t)
	google := must(l.DescribeIdentityProvider(c, &idp.DescribeIdentityProviderInput{UserPoolId: &l.pool, ProviderName: provider}))(t).IdentityProvider
	assert.Equal(t, "2", google.ProviderDetails["client_id"])
	assert.Len(t, must(l.ListIdentityProviders(c, &idp.ListIdentityProvidersInput{UserPoolId: &l.pool}))(t).Providers, 1)
	must(l.DeleteIdentityProvider(c, &idp.DeleteIdentityProviderInput{UserPoolId: &l.pool, ProviderName: provider}))(t)
}
