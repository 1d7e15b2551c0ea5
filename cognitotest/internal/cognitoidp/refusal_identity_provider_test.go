package cognitoidp_test

import "testing"

func TestIdentityProviderRefusals(t *testing.T) {
	create := func(name, kind, details string) request {
		return request{"CreateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"` + name + `","ProviderType":"` + kind + `","ProviderDetails":{` + details + `}}`}
	}
	const (
		oidc    = `"client_id":"1","authorize_scopes":"openid","attributes_request_method":"GET","oidc_issuer":"https://idp.example"`
		missing = "clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details."
	)
	checkRefusals(t, []refusal{
		{
			name: "a name of one's own for a social provider", source: "cdk-preflight",
			request: create("Corp", "Google", `"client_id":"1","client_secret":"2","authorize_scopes":"openid"`), message: "Provider Corp cannot be of type Google.",
		}, {
			name: "social without a secret", source: "cdk-preflight", request: create("Facebook", "Facebook", `"client_id":"1","authorize_scopes":"email"`),
			message: "clientId, clientSecret and authorizeScopes are all required idp details.",
		}, {
			name: "Apple without a key", source: "cdk-preflight", request: create("SignInWithApple", "SignInWithApple", `"client_id":"1","team_id":"2","key_id":"3"`),
			message: "clientId, privateKey, teamId, and keyId are all required idp details.",
		},
		{name: "OIDC without an issuer", source: "cdk-preflight", request: create("Corp", "OIDC", `"client_id":"1","authorize_scopes":"openid","attributes_request_method":"GET"`), message: missing},
		{name: "OIDC without scopes", source: "cdk-preflight", request: create("Corp", "OIDC", `"client_id":"1","oidc_issuer":"https://idp.example","attributes_request_method":"GET"`), message: missing},
		{
			name: "OIDC over http", source: "cdk-preflight",
			request: create("Corp", "OIDC", `"client_id":"1","authorize_scopes":"openid","attributes_request_method":"GET","oidc_issuer":"http://idp.example"`),
			message: "OIDC endpoint must start with https://",
		}, {
			name: "OIDC by another method", source: "cdk-preflight; the start of the text: chosen",
			request: create("Corp", "OIDC", `"client_id":"1","authorize_scopes":"openid","attributes_request_method":"PUT","oidc_issuer":"https://idp.example"`),
			message: "1 validation error detected: Value 'PUT' at 'attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]",
		}, {
			name: "SAML with two sources", source: "cdk-preflight", request: create("Corp", "SAML", `"MetadataURL":"https://idp.example","MetadataFile":"<xml/>"`),
			message: "Only one of the MetadataURL or MetadataFile should be provided.",
		}, {
			name: "SAML with none", source: "cdk-preflight", request: create("Corp", "SAML", `"IDPSignout":"true"`),
			message: "At least one of the MetadataURL or MetadataFile should be provided.",
		}, {
			name: "the same on update", source: "cdk-preflight", given: []request{create("Corp", "OIDC", oidc)},
			request: request{"UpdateIdentityProvider", `{"UserPoolId":"{pool}","ProviderName":"Corp","ProviderDetails":{"client_id":"1"}}`}, message: missing,
		}, {
			name: "name that begins with an underscore", source: "API model", request: create("_corp", "OIDC", oidc),
			message: `1 validation error detected: Value '_corp' at 'providerName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+`,
		}, {
			name: "a client for a provider that is not there", source: "cdk-preflight; aws-amplify/amplify-cli#13549",
			request: request{"CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"c","SupportedIdentityProviders":["COGNITO","SignInWithApple"]}`},
			message: "The provider SignInWithApple does not exist for User Pool {pool}.",
		},
	})
}

func TestRiskConfigurationRefusals(t *testing.T) {
	set := func(body string) request {
		return request{"SetRiskConfiguration", `{"UserPoolId":"{pool}",` + body + `}`}
	}
	checkRefusals(t, []refusal{
		{name: "a range that is none", source: "cdk-preflight", request: set(`"RiskExceptionConfiguration":{"BlockedIPRangeList":["203.0.113.7"]}`), message: "Incorrect CIDR format"},
		{name: "the same of those to skip", source: "cdk-preflight", request: set(`"RiskExceptionConfiguration":{"SkippedIPRangeList":["10.0.0.0/33"]}`), message: "Incorrect CIDR format"},
		{
			name: "messages from another region", source: "cdk-preflight",
			request: set(`"AccountTakeoverRiskConfiguration":{"Actions":{},"NotifyConfiguration":{"SourceArn":"arn:aws:ses:eu-central-1:123456789012:identity/shop.example"}}`),
			message: "Provided SourceArn must be in one of the following SES regions: eu-west-1, us-east-1, us-west-2.",
		}, {
			name: "unknown client", source: "documented", exception: "ResourceNotFoundException",
			request: set(`"ClientId":"nobody","RiskExceptionConfiguration":{"BlockedIPRangeList":["10.0.0.0/8"]}`), message: "User pool client nobody does not exist.",
		},
	})
}
