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

func brandingScenario(t *testing.T, l *login) {
	c := t.Context()
	created := must(l.CreateManagedLoginBranding(c, &idp.CreateManagedLoginBrandingInput{UserPoolId: &l.pool, ClientId: &l.client, UseCognitoProvidedValues: true}))(t).ManagedLoginBranding
	id := created.ManagedLoginBrandingId
	must(l.UpdateManagedLoginBranding(c, &idp.UpdateManagedLoginBrandingInput{
		UserPoolId: &l.pool, ManagedLoginBrandingId: id, Settings: document.NewLazyDocument(map[string]any{"dark": true}),
		Assets: []types.AssetType{{Category: "FORM_LOGO", ColorMode: "DARK", Extension: "PNG", Bytes: []byte{1, 2, 3}}},
	}))(t)
	described := must(l.DescribeManagedLoginBrandingByClient(c, &idp.DescribeManagedLoginBrandingByClientInput{UserPoolId: &l.pool, ClientId: &l.client}))(t).ManagedLoginBranding
	assert.Equal(t, []byte{1, 2, 3}, described.Assets[0].Bytes)
	var settings map[string]any
	require.NoError(t, described.Settings.UnmarshalSmithyDocument(&settings))
	assert.Equal(t, map[string]any{"dark": true}, settings)
	merged := must(l.DescribeManagedLoginBranding(c, &idp.DescribeManagedLoginBrandingInput{UserPoolId: &l.pool, ManagedLoginBrandingId: id, ReturnMergedResources: true}))(t)
	require.NoError(t, merged.ManagedLoginBranding.Settings.UnmarshalSmithyDocument(&settings))
	assert.Contains(t, settings, "categories")
	must(l.DeleteManagedLoginBranding(c, &idp.DeleteManagedLoginBrandingInput{UserPoolId: &l.pool, ManagedLoginBrandingId: id}))(t)
	_, err := l.DescribeManagedLoginBranding(c, &idp.DescribeManagedLoginBrandingInput{UserPoolId: &l.pool, ManagedLoginBrandingId: id})
	wantAPIError(t, err, "ResourceNotFoundException", "ManagedLoginBranding does not exist.")
}

func clientSecretScenario(t *testing.T, l *login) {
	c := t.Context()
	added := must(l.AddUserPoolClientSecret(c, &idp.AddUserPoolClientSecretInput{UserPoolId: &l.pool, ClientId: &l.client}))(t).ClientSecretDescriptor
	assert.WithinDuration(t, l.Now(), *added.ClientSecretCreateDate, 10e9)
	list := must(l.ListUserPoolClientSecrets(c, &idp.ListUserPoolClientSecretsInput{UserPoolId: &l.pool, ClientId: &l.client}))(t)
	assert.Len(t, list.ClientSecrets, 2)
	must(l.DeleteUserPoolClientSecret(c, &idp.DeleteUserPoolClientSecretInput{UserPoolId: &l.pool, ClientId: &l.client, ClientSecretId: added.ClientSecretId}))(t)
}

func termsScenario(t *testing.T, l *login) {
	c := t.Context()
	created := must(l.CreateTerms(c, &idp.CreateTermsInput{
		UserPoolId: &l.pool, ClientId: &l.client, TermsName: aws.String("terms-of-use"), TermsSource: "LINK", Enforcement: "NONE",
		Links: map[string]string{"cognito:default": "https://example.com"},
	}))(t).Terms
	must(l.UpdateTerms(c, &idp.UpdateTermsInput{UserPoolId: &l.pool, TermsId: created.TermsId, TermsName: aws.String("privacy-policy")}))(t)
	described := must(l.DescribeTerms(c, &idp.DescribeTermsInput{UserPoolId: &l.pool, TermsId: created.TermsId}))(t).Terms
	assert.Equal(t, "privacy-policy", *described.TermsName)
	assert.Equal(t, created.Links, described.Links)
	assert.Len(t, must(l.ListTerms(c, &idp.ListTermsInput{UserPoolId: &l.pool}))(t).Terms, 1)
	must(l.DeleteTerms(c, &idp.DeleteTermsInput{UserPoolId: &l.pool, TermsId: created.TermsId}))(t)
}

func logDeliveryScenario(t *testing.T, l *login) {
	c := t.Context()
	group := "arn:aws:logs:us-east-1:123456789012:log-group:pool"
	must(l.SetLogDeliveryConfiguration(c, &idp.SetLogDeliveryConfigurationInput{UserPoolId: &l.pool, LogConfigurations: []types.LogConfigurationType{{
		EventSource: "userNotification", LogLevel: "ERROR", CloudWatchLogsConfiguration: &types.CloudWatchLogsConfigurationType{LogGroupArn: &group},
	}}}))(t)
	got := must(l.GetLogDeliveryConfiguration(c, &idp.GetLogDeliveryConfigurationInput{UserPoolId: &l.pool}))(t).LogDeliveryConfiguration
	assert.Equal(t, group, *got.LogConfigurations[0].CloudWatchLogsConfiguration.LogGroupArn)
	assert.Len(t, must(l.GetCSVHeader(c, &idp.GetCSVHeaderInput{UserPoolId: &l.pool}))(t).CSVHeader, 21)
	assert.NotEmpty(t, must(l.GetSigningCertificate(c, &idp.GetSigningCertificateInput{UserPoolId: &l.pool}))(t).Certificate)
}

func linkScenario(t *testing.T, l *login) {
	c := t.Context()
	l.user(t, "ada", true)
	must(l.CreateIdentityProvider(c, &idp.CreateIdentityProviderInput{
		UserPoolId: &l.pool, ProviderName: aws.String("Google"), ProviderType: "Google", IdpIdentifiers: []string{"gmail.example"},
		ProviderDetails: map[string]string{"client_id": "1", "client_secret": "s", "authorize_scopes": "openid"},
	}))(t)
	found := must(l.GetIdentityProviderByIdentifier(c, &idp.GetIdentityProviderByIdentifierInput{UserPoolId: &l.pool, IdpIdentifier: aws.String("gmail.example")}))(t)
	assert.Equal(t, "Google", *found.IdentityProvider.ProviderName)
	source := &types.ProviderUserIdentifierType{ProviderName: aws.String("Google"), ProviderAttributeName: aws.String("Cognito_Subject"), ProviderAttributeValue: aws.String("1")}
	must(l.AdminLinkProviderForUser(c, &idp.AdminLinkProviderForUserInput{
		UserPoolId: &l.pool, SourceUser: source, DestinationUser: &types.ProviderUserIdentifierType{ProviderName: aws.String("Cognito"), ProviderAttributeValue: aws.String("ada")},
	}))(t)
	must(l.AdminDisableProviderForUser(c, &idp.AdminDisableProviderForUserInput{UserPoolId: &l.pool, User: source}))(t)
}
