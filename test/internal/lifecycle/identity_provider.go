package lifecycle

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// IdentityProvider applies an identity provider of each type.
func IdentityProvider(t *testing.T) {
	l := start(t, "identity-provider")
	provider := func(name string) *types.IdentityProviderType {
		described, err := l.API().DescribeIdentityProvider(t.Context(), &cognitoidentityprovider.DescribeIdentityProviderInput{
			UserPoolId: aws.String(l.id("aws_cognito_user_pool.this")), ProviderName: aws.String(name),
		})
		require.NoError(t, err)
		return described.IdentityProvider
	}

	l.step(t, minimal)
	for name, kind := range map[string]types.IdentityProviderTypeType{
		"Google": "Google", "Facebook": "Facebook", "LoginWithAmazon": "LoginWithAmazon", "SignInWithApple": "SignInWithApple", "Company": "OIDC", "Partner": "SAML",
	} {
		assert.Equal(t, kind, provider(name).ProviderType)
	}

	l.step(t, allArguments)
	assert.Equal(t, "v21.0", provider("Facebook").ProviderDetails["api_version"])
	assert.Equal(t, "https://login.company.example/token", provider("Company").ProviderDetails["token_url"])
	assert.Equal(t, "rsa-sha256", provider("Partner").ProviderDetails["RequestSigningAlgorithm"])
	assert.Equal(t, []string{"apple.example"}, provider("SignInWithApple").IdpIdentifiers)

	l.step(t, changed)
	assert.Equal(t, "billing", provider("Company").ProviderDetails["client_id"])
	assert.Equal(t, "POST", provider("Company").ProviderDetails["attributes_request_method"])
	assert.Equal(t, map[string]string{"name": "name", "username": "sub"}, provider("Google").AttributeMapping)
	assert.Equal(t, []string{"oidc.example", "oidc.example.org"}, provider("Company").IdpIdentifiers)
	assert.Equal(t, "https://partner.example/other.xml", provider("Partner").ProviderDetails["MetadataURL"])

	l.assertReplacements(t)
	l.assertImports(t, nil)

	l.step(t, removed)
	assert.Empty(t, provider("Company").IdpIdentifiers)
	assert.NotContains(t, provider("Company").ProviderDetails, "token_url")
}
