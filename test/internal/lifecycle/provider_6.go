package lifecycle

import (
	"encoding/json"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/document"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/hashicorp/go-version"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/provider"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// Provider6 applies the resources that version 5 of the provider does not have.
func Provider6(t *testing.T) {
	installed, err := version.NewVersion(provider.Engine(t).ProviderVersion())
	require.NoError(t, err)
	if installed.LessThan(version.Must(version.NewVersion("6.13.0"))) {
		t.Skipf("aws_cognito_managed_login_branding needs hashicorp/aws 6.13, and the installed provider is %s: TestCallsOfProvider6 sends its API calls", installed)
	}
	l := start(t, "provider-6")
	pool := func() *string { return aws.String(l.id("aws_cognito_user_pool.this")) }
	style := func() *types.ManagedLoginBrandingType {
		got, err := l.API().DescribeManagedLoginBrandingByClient(t.Context(), &cognitoidentityprovider.DescribeManagedLoginBrandingByClientInput{
			UserPoolId: pool(), ClientId: aws.String(l.id("aws_cognito_user_pool_client.this")),
		})
		require.NoError(t, err)
		return got.ManagedLoginBranding
	}
	logs := func() []types.LogConfigurationType {
		got, err := l.API().GetLogDeliveryConfiguration(t.Context(), &cognitoidentityprovider.GetLogDeliveryConfigurationInput{UserPoolId: pool()})
		require.NoError(t, err)
		return got.LogDeliveryConfiguration.LogConfigurations
	}

	l.step(t, minimal)
	assert.True(t, style().UseCognitoProvidedValues)
	assert.Len(t, logs(), 1)

	l.step(t, allArguments)
	assert.JSONEq(t, `{"categories":{"form":{"displayGraphics":true}}}`, textOf(t, style().Settings))
	assert.Len(t, style().Assets, 1)
	assert.Len(t, logs(), 2)

	l.step(t, changed)
	assert.JSONEq(t, `{"categories":{"form":{"displayGraphics":false}}}`, textOf(t, style().Settings))
	l.assertImports(t, nil)

	l.step(t, removed)
	assert.True(t, style().UseCognitoProvidedValues)
	assert.Len(t, logs(), 1)
}

// CallsOfProvider6 sends the API calls of version 6 of the provider for the two resources that version 5 does not have, in
// the order of the provider's source: internal/service/cognitoidp/managed_login_branding.go and
// log_delivery_configuration.go. It asserts the values that the provider compares with its plan.
func CallsOfProvider6(t *testing.T) {
	target.EmulatorOnly(t, "the log group and the bucket do not exist")
	env := target.New(t)
	id, _ := deploy.NewPool(t, env)
	api, pool := cognitoidentityprovider.NewFromConfig(env.AWS), aws.String(id)
	var notFound *types.ResourceNotFoundException

	t.Run("aws_cognito_managed_login_branding", func(t *testing.T) {
		webClient, err := api.CreateUserPoolClient(t.Context(), &cognitoidentityprovider.CreateUserPoolClientInput{UserPoolId: pool, ClientName: aws.String("web")})
		require.NoError(t, err)
		client := webClient.UserPoolClient.ClientId
		_, err = api.CreateUserPoolClient(t.Context(), &cognitoidentityprovider.CreateUserPoolClientInput{UserPoolId: pool, ClientName: aws.String("plain")})
		require.NoError(t, err)
		asset := types.AssetType{Category: types.AssetCategoryTypeFormLogo, ColorMode: types.ColorSchemeModeTypeLight, Extension: types.AssetExtensionTypeSvg, Bytes: []byte("<svg/>")}

		// Create: the style, then a read of all values.
		created, err := api.CreateManagedLoginBranding(t.Context(), &cognitoidentityprovider.CreateManagedLoginBrandingInput{
			UserPoolId: pool, ClientId: client, UseCognitoProvidedValues: true,
		})
		require.NoError(t, err)
		style := created.ManagedLoginBranding.ManagedLoginBrandingId
		assert.True(t, created.ManagedLoginBranding.UseCognitoProvidedValues)
		describe := func(merged bool) *types.ManagedLoginBrandingType {
			described, err := api.DescribeManagedLoginBranding(t.Context(), &cognitoidentityprovider.DescribeManagedLoginBrandingInput{
				UserPoolId: pool, ManagedLoginBrandingId: style, ReturnMergedResources: merged,
			})
			require.NoError(t, err)
			require.NotNil(t, described.ManagedLoginBranding)
			return described.ManagedLoginBranding
		}
		assert.NotNil(t, describe(true).Settings, "settings_all")

		// Read: the configured values, then all values, then the client that has the style.
		assert.Nil(t, describe(false).Settings, "settings that were not configured")
		assert.Equal(t, []string{aws.ToString(client)}, clientsWithStyle(t, api, id, aws.ToString(style)))

		// Update: settings replace the values of the service.
		wanted := `{"categories":{"form":{"displayGraphics":false}}}`
		var settings any
		require.NoError(t, json.Unmarshal([]byte(wanted), &settings))
		updated, err := api.UpdateManagedLoginBranding(t.Context(), &cognitoidentityprovider.UpdateManagedLoginBrandingInput{
			UserPoolId: pool, ManagedLoginBrandingId: style, Settings: document.NewLazyDocument(settings),
		})
		require.NoError(t, err)
		assert.False(t, updated.ManagedLoginBranding.UseCognitoProvidedValues)
		assert.JSONEq(t, wanted, textOf(t, describe(false).Settings))
		assert.NotEqual(t, textOf(t, describe(false).Settings), textOf(t, describe(true).Settings), "settings_all also contains the defaults")

		// Delete the style twice: the provider accepts the error. A change of assets replaces the style, so create it with
		// assets.
		remove := func(style *string) error {
			_, err := api.DeleteManagedLoginBranding(t.Context(), &cognitoidentityprovider.DeleteManagedLoginBrandingInput{UserPoolId: pool, ManagedLoginBrandingId: style})
			return err
		}
		require.NoError(t, remove(style))
		require.ErrorAs(t, remove(style), &notFound)
		assert.Empty(t, clientsWithStyle(t, api, id, aws.ToString(style)))
		again, err := api.CreateManagedLoginBranding(t.Context(), &cognitoidentityprovider.CreateManagedLoginBrandingInput{
			UserPoolId: pool, ClientId: client, Settings: document.NewLazyDocument(settings), Assets: []types.AssetType{asset},
		})
		require.NoError(t, err)
		style = again.ManagedLoginBranding.ManagedLoginBrandingId
		if assets := describe(false).Assets; assert.Len(t, assets, 1) {
			assert.Equal(t, asset.Category, assets[0].Category)
			assert.Equal(t, asset.Bytes, assets[0].Bytes)
		}
		require.NoError(t, remove(style))
	})

	t.Run("aws_cognito_log_delivery_configuration", func(t *testing.T) {
		set := func(configurations ...types.LogConfigurationType) []types.LogConfigurationType {
			if configurations == nil {
				configurations = []types.LogConfigurationType{} // to delete the configuration, the provider sends an empty list
			}
			answer, err := api.SetLogDeliveryConfiguration(t.Context(), &cognitoidentityprovider.SetLogDeliveryConfigurationInput{UserPoolId: pool, LogConfigurations: configurations})
			require.NoError(t, err)
			require.NotNil(t, answer.LogDeliveryConfiguration, "the provider returns an error for an empty output")
			assert.Equal(t, id, aws.ToString(answer.LogDeliveryConfiguration.UserPoolId))
			return answer.LogDeliveryConfiguration.LogConfigurations
		}
		get := func() []types.LogConfigurationType {
			answer, err := api.GetLogDeliveryConfiguration(t.Context(), &cognitoidentityprovider.GetLogDeliveryConfigurationInput{UserPoolId: pool})
			require.NoError(t, err)
			require.NotNil(t, answer.LogDeliveryConfiguration)
			return answer.LogDeliveryConfiguration.LogConfigurations
		}
		group := types.LogConfigurationType{
			EventSource: types.EventSourceNameUserNotification, LogLevel: types.LogLevelError,
			CloudWatchLogsConfiguration: &types.CloudWatchLogsConfigurationType{LogGroupArn: aws.String("arn:aws:logs:" + env.Region + ":123456789012:log-group:sign-in")},
		}
		other := group
		other.CloudWatchLogsConfiguration = &types.CloudWatchLogsConfigurationType{LogGroupArn: aws.String("arn:aws:logs:" + env.Region + ":123456789012:log-group:other")}
		for _, configuration := range []types.LogConfigurationType{group, other} { // create, then update
			assert.Equal(t, []types.LogConfigurationType{configuration}, set(configuration))
			assert.Equal(t, []types.LogConfigurationType{configuration}, get())
		}
		assert.Empty(t, set())
		assert.Empty(t, get())
		_, err := api.GetLogDeliveryConfiguration(t.Context(), &cognitoidentityprovider.GetLogDeliveryConfigurationInput{UserPoolId: aws.String(env.Region + "_Nowhere00")})
		require.ErrorAs(t, err, &notFound, "a read of a deleted pool removes the resource from the state")
	})
}

// clientsWithStyle reads the style of each client of a pool, as the provider does.
func clientsWithStyle(t *testing.T, api *cognitoidentityprovider.Client, pool, style string) []string {
	t.Helper()
	var found []string
	pages := cognitoidentityprovider.NewListUserPoolClientsPaginator(api, &cognitoidentityprovider.ListUserPoolClientsInput{UserPoolId: aws.String(pool)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		require.NoError(t, err)
		for _, client := range page.UserPoolClients {
			got, err := api.DescribeManagedLoginBrandingByClient(t.Context(), &cognitoidentityprovider.DescribeManagedLoginBrandingByClientInput{UserPoolId: aws.String(pool), ClientId: client.ClientId})
			var none *types.ResourceNotFoundException
			if err != nil {
				require.ErrorAs(t, err, &none, "a client without a style")
				continue
			}
			if aws.ToString(got.ManagedLoginBranding.ManagedLoginBrandingId) == style {
				found = append(found, aws.ToString(client.ClientId))
			}
		}
	}
	return found
}

// textOf returns a document of the SDK as JSON.
func textOf(t *testing.T, settings document.Interface) string {
	t.Helper()
	require.NotNil(t, settings)
	text, err := settings.MarshalSmithyDocument()
	require.NoError(t, err)
	return string(text)
}
