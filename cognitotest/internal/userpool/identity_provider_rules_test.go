package userpool

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"
)

// with returns a copy of details with one value changed. An empty value removes the detail.
func with(details map[string]string, key, value string) map[string]string {
	details = maps.Clone(details)
	details[key] = value
	if value == "" {
		delete(details, key)
	}
	return details
}

func TestEachTypeOfIdentityProviderRequiresItsDetails(t *testing.T) {
	t.Parallel()
	const social = "clientId, clientSecret and authorizeScopes are all required idp details."
	oauth := map[string]string{"client_id": "1", "client_secret": "s", "authorize_scopes": "openid"}
	for _, tt := range []struct {
		kind    string
		details map[string]string
		missing string
	}{
		{"Google", oauth, social},
		{"Facebook", oauth, social},
		{"LoginWithAmazon", oauth, social},
		{
			"SignInWithApple", map[string]string{"client_id": "1", "private_key": "k", "team_id": "t", "key_id": "2"},
			"clientId, privateKey, teamId, and keyId are all required idp details.",
		},
		{
			"OIDC", map[string]string{"client_id": "1", "authorize_scopes": "openid", "oidc_issuer": "https://idp.example", "attributes_request_method": "GET"},
			"clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.",
		},
	} {
		provider := IdentityProvider{Name: tt.kind, Type: tt.kind, Details: tt.details}
		assert.NoError(t, provider.Validate(), tt.kind)
		for key := range tt.details {
			provider.Details = with(tt.details, key, "")
			assert.EqualError(t, provider.Validate(), "InvalidParameterException: "+tt.missing, "%s without %s", tt.kind, key)
		}
		provider.Details, provider.Name = tt.details, "Corp"
		want := "InvalidParameterException: Provider Corp cannot be of type " + tt.kind + "."
		if tt.kind == "OIDC" {
			want = ""
		}
		assert.Equal(t, want, errorText(provider.Validate()), "%s with another name", tt.kind)
	}
}

func TestDetailsOfAnOIDCProvider(t *testing.T) {
	t.Parallel()
	const https = "InvalidParameterException: OIDC endpoint must start with https://"
	details := map[string]string{"client_id": "1", "authorize_scopes": "openid", "oidc_issuer": "https://idp.example", "attributes_request_method": "GET"}
	for _, tt := range []struct{ key, value, want string }{
		{"attributes_request_method", "POST", ""},
		{"attributes_request_method", "PUT", "InvalidParameterException: 1 validation error detected: Value 'PUT' at 'attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]"},
		{"attributes_request_method", "get", "InvalidParameterException: 1 validation error detected: Value 'get' at 'attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]"},
		{"oidc_issuer", "http://idp.example", https},
		{"oidc_issuer", "idp.example", https},
		{"client_secret", "s", ""},
	} {
		err := IdentityProvider{Name: "Corp", Type: "OIDC", Details: with(details, tt.key, tt.value)}.Validate()
		assert.Equal(t, tt.want, errorText(err), "%s: %s", tt.key, tt.value)
	}
}

func TestDetailsOfASAMLProvider(t *testing.T) {
	t.Parallel()
	const (
		both    = "InvalidParameterException: Only one of the MetadataURL or MetadataFile should be provided."
		neither = "InvalidParameterException: At least one of the MetadataURL or MetadataFile should be provided."
		badURL  = "InvalidParameterException: MetadataURL must be an http or https URL with port 80 or 443."
	)
	file := map[string]string{"MetadataFile": "<xml/>"}
	address := func(url string) map[string]string { return map[string]string{"MetadataURL": url} }
	for _, tt := range []struct {
		details map[string]string
		want    string
	}{
		{nil, neither},
		{address(""), neither},
		{file, ""},
		{with(file, "MetadataURL", "https://idp.example"), both},
		{address("https://idp.example/metadata"), ""},
		{address("http://idp.example/metadata"), ""},
		{address("https://idp.example:443/metadata"), ""},
		{address("http://idp.example:80/metadata"), ""},
		{address("https://idp.example:8443/metadata"), badURL},
		{address("ftp://idp.example/metadata"), badURL},
		{address("idp.example/metadata"), badURL},
		{address("https:///metadata"), badURL},
		{address("https://idp.example/%zz"), badURL},

		{with(file, "IDPSignout", "true"), ""},
		{with(file, "IDPSignout", "false"), ""},
		{with(file, "IDPSignout", "True"), "InvalidParameterException: IDPSignout must be true or false."},
		{with(file, "IDPInit", "true"), ""},
		{with(file, "IDPInit", "yes"), "InvalidParameterException: IDPInit must be true or false."},
		{with(file, "EncryptedResponses", "false"), ""},
		{with(file, "EncryptedResponses", "1"), "InvalidParameterException: EncryptedResponses must be true or false."},
		{map[string]string{"MetadataFile": "<xml/>", "IDPInit": ""}, "InvalidParameterException: IDPInit must be true or false."},
		{with(file, "RequestSigningAlgorithm", "rsa-sha256"), ""},
		{with(file, "RequestSigningAlgorithm", "rsa-sha1"), "InvalidParameterException: RequestSigningAlgorithm must be rsa-sha256."},
		{map[string]string{"MetadataFile": "<xml/>", "RequestSigningAlgorithm": ""}, "InvalidParameterException: RequestSigningAlgorithm must be rsa-sha256."},
	} {
		err := IdentityProvider{Name: "Corp", Type: "SAML", Details: tt.details}.Validate()
		assert.Equal(t, tt.want, errorText(err), "%v", tt.details)
	}
}

func TestACRMappingOfAnIdentityProvider(t *testing.T) {
	t.Parallel()
	oidc := map[string]string{"client_id": "1", "authorize_scopes": "openid", "oidc_issuer": "https://idp.example", "attributes_request_method": "GET"}
	for _, tt := range []struct {
		kind    string
		mapping ACRNames
		want    string
	}{
		{"OIDC", nil, ""},
		{"OIDC", ACRNames{"Level1": "urn:1", "Level4": "urn:4"}, ""},
		{"OIDC", ACRNames{"Level0": "urn:0"}, `InvalidParameterException: AcrMapping: "Level0" is not a level. Use Level1, Level2, Level3 or Level4.`},
		{"OIDC", ACRNames{"Level5": "urn:5"}, `InvalidParameterException: AcrMapping: "Level5" is not a level. Use Level1, Level2, Level3 or Level4.`},
		{"OIDC", ACRNames{"Level2": ""}, "InvalidParameterException: AcrMapping: Level2 has no value. Write the ACR value of the identity provider."},
		{"SAML", ACRNames{}, ""},
		{"SAML", ACRNames{"Level2": "urn:2"}, "InvalidParameterException: AcrMapping requires a provider of type OIDC."},
	} {
		details := oidc
		if tt.kind == "SAML" {
			details = map[string]string{"MetadataFile": "<xml/>"}
		}
		err := IdentityProvider{Name: "Corp", Type: tt.kind, Details: details, ACRMapping: tt.mapping}.Validate()
		assert.Equal(t, tt.want, errorText(err), "%s %v", tt.kind, tt.mapping)
	}
}

// A description has the details that the service adds, and a value of the request takes precedence. It does not have the
// private key.
func TestDescribedDetails(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		kind  string
		given map[string]string
		want  map[string]string
	}{
		{"SAML", map[string]string{"MetadataFile": "<xml/>"}, map[string]string{"MetadataFile": "<xml/>"}},
		{"OIDC", map[string]string{"client_id": "1"}, map[string]string{"client_id": "1", "attributes_url_add_attributes": "false"}},
		{"OIDC", map[string]string{"attributes_url_add_attributes": "true"}, map[string]string{"attributes_url_add_attributes": "true"}},
		{"Facebook", nil, map[string]string{
			"attributes_url": "https://graph.facebook.com/v17.0/me?fields=", "attributes_url_add_attributes": "true",
			"authorize_url": "https://www.facebook.com/v17.0/dialog/oauth", "token_request_method": "GET", "token_url": "https://graph.facebook.com/v17.0/oauth/access_token",
		}},
		{"Facebook", map[string]string{"api_version": "v21.0"}, map[string]string{
			"api_version": "v21.0", "attributes_url": "https://graph.facebook.com/v21.0/me?fields=", "attributes_url_add_attributes": "true",
			"authorize_url": "https://www.facebook.com/v21.0/dialog/oauth", "token_request_method": "GET", "token_url": "https://graph.facebook.com/v21.0/oauth/access_token",
		}},
		{"SignInWithApple", map[string]string{"private_key": "secret", "key_id": "2"}, map[string]string{
			"key_id": "2", "attributes_url_add_attributes": "false", "authorize_url": "https://appleid.apple.com/auth/authorize",
			"oidc_issuer": "https://appleid.apple.com", "token_request_method": "POST", "token_url": "https://appleid.apple.com/auth/token",
		}},
	} {
		provider := IdentityProvider{Type: tt.kind, Details: maps.Clone(tt.given)}
		assert.Equal(t, tt.want, provider.DescribedDetails(), tt.kind)
		assert.Equal(t, tt.given, provider.Details, "the provider does not change")
	}
}
