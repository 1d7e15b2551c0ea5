package lifecycle

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/provider"
)

// SignInPages applies the domains, the branding and the risk configurations of a pool, and reads them with the data
// sources.
func SignInPages(t *testing.T) {
	l := start(t, "sign-in-pages")
	provider.RouteList(t, l.Target)
	pool := func() *string { return aws.String(l.id("aws_cognito_user_pool.this")) }
	client := func() *string { return aws.String(l.id("aws_cognito_user_pool_client.this")) }
	domain := func(name string) *types.DomainDescriptionType {
		described, err := l.API().DescribeUserPoolDomain(t.Context(), &cognitoidentityprovider.DescribeUserPoolDomainInput{Domain: aws.String(name)})
		require.NoError(t, err)
		return described.DomainDescription
	}
	branding := func(client *string) *types.UICustomizationType {
		got, err := l.API().GetUICustomization(t.Context(), &cognitoidentityprovider.GetUICustomizationInput{UserPoolId: pool(), ClientId: client})
		require.NoError(t, err)
		return got.UICustomization
	}
	risk := func(client *string) *types.RiskConfigurationType {
		described, err := l.API().DescribeRiskConfiguration(t.Context(), &cognitoidentityprovider.DescribeRiskConfigurationInput{UserPoolId: pool(), ClientId: client})
		require.NoError(t, err)
		return described.RiskConfiguration
	}

	l.step(t, minimal)
	custom := "login." + l.Prefix + ".example.com"
	assert.EqualValues(t, 1, aws.ToInt32(domain(l.Prefix).ManagedLoginVersion))
	assert.Contains(t, aws.ToString(domain(custom).CustomDomainConfig.CertificateArn), "11111111")

	l.step(t, allArguments)
	for _, name := range []string{l.Prefix, custom} {
		assert.EqualValues(t, 2, aws.ToInt32(domain(name).ManagedLoginVersion), name)
	}
	assert.NotEmpty(t, aws.ToString(branding(nil).ImageUrl))
	assert.Contains(t, aws.ToString(branding(client()).CSS), "700")
	for _, client := range []*string{nil, client()} {
		got := risk(client)
		assert.Equal(t, types.AccountTakeoverEventActionTypeBlock, got.AccountTakeoverRiskConfiguration.Actions.HighAction.EventAction)
		assert.Equal(t, "A sign-in needs a code", aws.ToString(got.AccountTakeoverRiskConfiguration.NotifyConfiguration.MfaEmail.Subject))
		assert.Equal(t, []types.EventFilterType{types.EventFilterTypeSignIn}, got.CompromisedCredentialsRiskConfiguration.EventFilter)
		assert.Equal(t, []string{"192.0.2.0/24"}, got.RiskExceptionConfiguration.SkippedIPRangeList)
	}

	l.step(t, changed)
	assert.EqualValues(t, 1, aws.ToInt32(domain(l.Prefix).ManagedLoginVersion))
	assert.Contains(t, aws.ToString(domain(custom).CustomDomainConfig.CertificateArn), "22222222")
	assert.Contains(t, aws.ToString(branding(client()).CSS), "800")
	assert.Equal(t, types.AccountTakeoverEventActionTypeMfaRequired, risk(nil).AccountTakeoverRiskConfiguration.Actions.HighAction.EventAction)

	t.Run("the data sources", func(t *testing.T) {
		data := l.output(t, "data")
		pool, client := *pool(), *client()
		assert.Equal(t, pool, data["pool"].(map[string]any)["id"])
		assert.Equal(t, custom, data["pool"].(map[string]any)["custom_domain"])
		assert.Equal(t, []any{pool}, data["pools"].(map[string]any)["ids"])
		assert.Equal(t, "web", data["client"])
		assert.Equal(t, []any{client}, data["clients"].(map[string]any)["client_ids"])
		assert.NotEmpty(t, data["certificate"])
	})

	l.assertReplacements(t)
	// image_file is write-only: Cognito returns the URL of the image.
	l.assertImports(t, map[string][]string{"aws_cognito_user_pool_ui_customization": {"image_file"}})

	l.step(t, removed)
	assert.Contains(t, aws.ToString(branding(client()).CSS), "400", "the client inherits the branding of the pool")
	assert.Nil(t, risk(nil).AccountTakeoverRiskConfiguration)
	_, err := l.API().DescribeRiskConfiguration(t.Context(), &cognitoidentityprovider.DescribeRiskConfigurationInput{UserPoolId: pool(), ClientId: client()})
	var none *types.ResourceNotFoundException
	require.ErrorAs(t, err, &none)

	t.Run("a deleted risk configuration is in the next plan", func(t *testing.T) { // like the provider's acceptance test _disappears
		_, err := l.API().SetRiskConfiguration(t.Context(), &cognitoidentityprovider.SetRiskConfigurationInput{UserPoolId: pool()})
		require.NoError(t, err)
		var changed []string
		for _, change := range l.Plan(t, nil).ResourceChanges {
			if !change.Change.Actions.NoOp() {
				changed = append(changed, change.Address)
			}
		}
		assert.Equal(t, []string{"aws_cognito_risk_configuration.all"}, changed)
	})
}
