package cognitoidp_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/document"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func brandingScenario(t *testing.T, s *sdkServer) {
	c := t.Context()
	created := must(s.CreateManagedLoginBranding(c, &idp.CreateManagedLoginBrandingInput{UserPoolId: &s.pool, ClientId: &s.client, UseCognitoProvidedValues: true}))(t).ManagedLoginBranding
	id := created.ManagedLoginBrandingId
	must(s.UpdateManagedLoginBranding(c, &idp.UpdateManagedLoginBrandingInput{
		UserPoolId: &s.pool, ManagedLoginBrandingId: id, Settings: document.NewLazyDocument(map[string]any{"dark": true}),
		Assets: []types.AssetType{{Category: "FORM_LOGO", ColorMode: "DARK", Extension: "PNG", Bytes: []byte{1, 2, 3}}},
	}))(t)
	described := must(s.DescribeManagedLoginBrandingByClient(c, &idp.DescribeManagedLoginBrandingByClientInput{UserPoolId: &s.pool, ClientId: &s.client}))(t).ManagedLoginBranding
	assert.Equal(t, []byte{1, 2, 3}, described.Assets[0].Bytes)
	var settings map[string]any
	require.NoError(t, described.Settings.UnmarshalSmithyDocument(&settings))
	assert.Equal(t, map[string]any{"dark": true}, settings)
	merged := must(s.DescribeManagedLoginBranding(c, &idp.DescribeManagedLoginBrandingInput{UserPoolId: &s.pool, ManagedLoginBrandingId: id, ReturnMergedResources: true}))(t)
	require.NoError(t, merged.ManagedLoginBranding.Settings.UnmarshalSmithyDocument(&settings))
	assert.Contains(t, settings, "categories")
	must(s.DeleteManagedLoginBranding(c, &idp.DeleteManagedLoginBrandingInput{UserPoolId: &s.pool, ManagedLoginBrandingId: id}))(t)
	_, err := s.DescribeManagedLoginBranding(c, &idp.DescribeManagedLoginBrandingInput{UserPoolId: &s.pool, ManagedLoginBrandingId: id})
	wantAPIError(t, err, "ResourceNotFoundException", "ManagedLoginBranding does not exist.")
}

func clientSecretScenario(t *testing.T, s *sdkServer) {
	c := t.Context()
	added := must(s.AddUserPoolClientSecret(c, &idp.AddUserPoolClientSecretInput{UserPoolId: &s.pool, ClientId: &s.client}))(t).ClientSecretDescriptor
	assert.WithinDuration(t, s.Now(), *added.ClientSecretCreateDate, 10e9)
	list := must(s.ListUserPoolClientSecrets(c, &idp.ListUserPoolClientSecretsInput{UserPoolId: &s.pool, ClientId: &s.client}))(t)
	assert.Len(t, list.ClientSecrets, 2)
	must(s.DeleteUserPoolClientSecret(c, &idp.DeleteUserPoolClientSecretInput{UserPoolId: &s.pool, ClientId: &s.client, ClientSecretId: added.ClientSecretId}))(t)

	must(s.CreateResourceServer(c, &idp.CreateResourceServerInput{
		UserPoolId: &s.pool, Identifier: aws.String("orders"), Name: aws.String("orders"),
		Scopes: []types.ResourceServerScopeType{{ScopeName: aws.String("read"), ScopeDescription: aws.String("Read orders")}},
	}))(t)
	machine := must(s.CreateUserPoolClient(c, &idp.CreateUserPoolClientInput{
		UserPoolId: &s.pool, ClientName: aws.String("machine"), GenerateSecret: true, AllowedOAuthScopes: []string{"orders/read"},
		ExplicitAuthFlows: []types.ExplicitAuthFlowsType{"ALLOW_CLIENT_TOKEN_AUTH"},
	}))(t).UserPoolClient
	token := must(s.GetClientToken(c, &idp.GetClientTokenInput{ClientId: machine.ClientId, Secret: machine.ClientSecret, Scopes: []string{"orders/read"}}))(t)
	assert.Equal(t, "Bearer", *token.ClientAuthenticationResult.TokenType)
}

func termsScenario(t *testing.T, s *sdkServer) {
	c := t.Context()
	created := must(s.CreateTerms(c, &idp.CreateTermsInput{
		UserPoolId: &s.pool, ClientId: &s.client, TermsName: aws.String("terms-of-use"), TermsSource: "LINK", Enforcement: "NONE",
		Links: map[string]string{"cognito:default": "https://example.com"},
	}))(t).Terms
	must(s.UpdateTerms(c, &idp.UpdateTermsInput{UserPoolId: &s.pool, TermsId: created.TermsId, TermsName: aws.String("privacy-policy")}))(t)
	described := must(s.DescribeTerms(c, &idp.DescribeTermsInput{UserPoolId: &s.pool, TermsId: created.TermsId}))(t).Terms
	assert.Equal(t, "privacy-policy", *described.TermsName)
	assert.Equal(t, created.Links, described.Links)
	found := must(s.DescribeTermsByClient(c, &idp.DescribeTermsByClientInput{UserPoolId: &s.pool, ClientId: &s.client, TermsName: aws.String("privacy-policy")}))(t).Terms
	assert.Equal(t, created.TermsId, found.TermsId)
	assert.Len(t, must(s.ListTerms(c, &idp.ListTermsInput{UserPoolId: &s.pool}))(t).Terms, 1)
	must(s.DeleteTerms(c, &idp.DeleteTermsInput{UserPoolId: &s.pool, TermsId: created.TermsId}))(t)
}

func logDeliveryScenario(t *testing.T, s *sdkServer) {
	c := t.Context()
	group := "arn:aws:logs:us-east-1:123456789012:log-group:pool"
	must(s.SetLogDeliveryConfiguration(c, &idp.SetLogDeliveryConfigurationInput{UserPoolId: &s.pool, LogConfigurations: []types.LogConfigurationType{{
		EventSource: "userNotification", LogLevel: "ERROR", CloudWatchLogsConfiguration: &types.CloudWatchLogsConfigurationType{LogGroupArn: &group},
	}}}))(t)
	got := must(s.GetLogDeliveryConfiguration(c, &idp.GetLogDeliveryConfigurationInput{UserPoolId: &s.pool}))(t).LogDeliveryConfiguration
	assert.Equal(t, group, *got.LogConfigurations[0].CloudWatchLogsConfiguration.LogGroupArn)
	assert.Len(t, must(s.GetCSVHeader(c, &idp.GetCSVHeaderInput{UserPoolId: &s.pool}))(t).CSVHeader, 21)
	assert.NotEmpty(t, must(s.GetSigningCertificate(c, &idp.GetSigningCertificateInput{UserPoolId: &s.pool}))(t).Certificate)
}

func linkScenario(t *testing.T, s *sdkServer) {
	c := t.Context()
	s.user(t, "ada", true)
	must(s.CreateIdentityProvider(c, &idp.CreateIdentityProviderInput{
		UserPoolId: &s.pool, ProviderName: aws.String("Google"), ProviderType: "Google", IdpIdentifiers: []string{"gmail.example"},
		ProviderDetails: map[string]string{"client_id": "1", "client_secret": "s", "authorize_scopes": "openid"},
	}))(t)
	found := must(s.GetIdentityProviderByIdentifier(c, &idp.GetIdentityProviderByIdentifierInput{UserPoolId: &s.pool, IdpIdentifier: aws.String("gmail.example")}))(t)
	assert.Equal(t, "Google", *found.IdentityProvider.ProviderName)
	source := &types.ProviderUserIdentifierType{ProviderName: aws.String("Google"), ProviderAttributeName: aws.String("Cognito_Subject"), ProviderAttributeValue: aws.String("1")}
	must(s.AdminLinkProviderForUser(c, &idp.AdminLinkProviderForUserInput{
		UserPoolId: &s.pool, SourceUser: source, DestinationUser: &types.ProviderUserIdentifierType{ProviderName: aws.String("Cognito"), ProviderAttributeValue: aws.String("ada")},
	}))(t)
	must(s.AdminDisableProviderForUser(c, &idp.AdminDisableProviderForUserInput{UserPoolId: &s.pool, User: source}))(t)
}
