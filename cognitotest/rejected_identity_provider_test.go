package cognitotest_test

import "testing"

func TestRejectedIdentityProviders(t *testing.T) { checkRejected(t, rejectedIdentityProviders()) }

func rejectedIdentityProviders() []rejection {
	create := func(name, kind, details string) call {
		return call{"CreateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"` + name + `","ProviderType":"` + kind + `","ProviderDetails":{` + details + `}}`}
	}
	const (
		oidc    = `"client_id":"1","authorize_scopes":"openid","attributes_request_method":"GET","oidc_issuer":"https://idp.example"`
		missing = "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details."
	)
	return []rejection{
		{
			name: "custom name for a social provider", source: "badmintoncryer/cdk-preflight: measured",
			request: create("Corp", "Google", `"client_id":"1","client_secret":"2","authorize_scopes":"openid"`), wantError: apiError{400, "InvalidParameterException", "Provider Corp cannot be of type Google."},
		}, {
			name: "social without a secret", source: "badmintoncryer/cdk-preflight: measured", request: create("Facebook", "Facebook", `"client_id":"1","authorize_scopes":"email"`),
			wantError: apiError{400, "InvalidParameterException", "clientId, clientSecret and authorizeScopes are all required idp details."},
		}, {
			name: "Apple without a key", source: "badmintoncryer/cdk-preflight: measured", request: create("SignInWithApple", "SignInWithApple", `"client_id":"1","team_id":"2","key_id":"3"`),
			wantError: apiError{400, "InvalidParameterException", "clientId, privateKey, teamId, and keyId are all required idp details."},
		},
		{name: "OIDC without an issuer", source: "badmintoncryer/cdk-preflight: measured", request: create("Corp", "OIDC", `"client_id":"1","authorize_scopes":"openid","attributes_request_method":"GET"`), wantError: apiError{400, "InvalidParameterException", missing}},
		{name: "OIDC without scopes", source: "badmintoncryer/cdk-preflight: measured", request: create("Corp", "OIDC", `"client_id":"1","oidc_issuer":"https://idp.example","attributes_request_method":"GET"`), wantError: apiError{400, "InvalidParameterException", missing}},
		{
			name: "OIDC over http", source: "badmintoncryer/cdk-preflight: measured",
			request:   create("Corp", "OIDC", `"client_id":"1","authorize_scopes":"openid","attributes_request_method":"GET","oidc_issuer":"http://idp.example"`),
			wantError: apiError{400, "InvalidParameterException", "OIDC endpoint must start with https://"},
		}, {
			name: "OIDC by another method", source: "badmintoncryer/cdk-preflight: measured; the start of the text: unspecified",
			request:   create("Corp", "OIDC", `"client_id":"1","authorize_scopes":"openid","attributes_request_method":"PUT","oidc_issuer":"https://idp.example"`),
			wantError: apiError{400, "InvalidParameterException", "1 validation error detected: Value 'PUT' at 'attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]"},
		}, {
			name: "SAML with two sources", source: "badmintoncryer/cdk-preflight: measured", request: create("Corp", "SAML", `"MetadataURL":"https://idp.example","MetadataFile":"<xml/>"`),
			wantError: apiError{400, "InvalidParameterException", "Only one of the MetadataURL or MetadataFile should be provided."},
		}, {
			name: "SAML without a source", source: "badmintoncryer/cdk-preflight: measured", request: create("Corp", "SAML", `"IDPSignout":"true"`),
			wantError: apiError{400, "InvalidParameterException", "At least one of the MetadataURL or MetadataFile should be provided."},
		}, {
			name: "the same on update", source: "badmintoncryer/cdk-preflight: measured", given: []call{create("Corp", "OIDC", oidc)},
			request: call{"UpdateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"Corp","ProviderDetails":{"client_id":"1"}}`}, wantError: apiError{400, "InvalidParameterException", missing},
		}, {
			name: "name that begins with an underscore", source: "API model", request: create("_corp", "OIDC", oidc),
			wantError: apiError{400, "InvalidParameterException", `1 validation error detected: Value '_corp' at 'providerName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+`},
		}, {
			name: "client with an unknown provider", source: "badmintoncryer/cdk-preflight: measured; aws-amplify/amplify-cli#13549",
			request:   call{"CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"c","SupportedIdentityProviders":["COGNITO","SignInWithApple"]}`},
			wantError: apiError{400, "InvalidParameterException", "The provider SignInWithApple does not exist for User Pool {pool}."},
		},
	}
}
