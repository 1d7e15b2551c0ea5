package cognitoidp_test

import (
	"testing"

	idp "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/document"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func brandingActions(t *testing.T, l *login) {
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
