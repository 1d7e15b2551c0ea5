package cognitotest_test

import "testing"

func TestRejectedClients(t *testing.T) { checkRejected(t, rejectedClients()) }

func rejectedClients() []rejection {
	create := func(settings string) call {
		return call{"CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"c",` + settings + `}`}
	}
	const (
		rotation   = "ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled."
		validity   = "Invalid range for token validity."
		expiration = "Access and Id Token expiration times must be less than or equal to refresh token expiration times."
		oauth      = `"AllowedOAuthFlowsUserPoolClient":true,`
		invalid    = "1 validation error detected: Value "
		rotating   = `"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":0}`
	)
	return []rejection{
		{
			name: "rotation and ALLOW_REFRESH_TOKEN_AUTH", source: "developer guide: Refresh tokens; captures",
			request: create(`"ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH","ALLOW_REFRESH_TOKEN_AUTH"],` + rotating), wantError: apiError{400, "InvalidParameterException", rotation},
		}, {
			name: "the same on update", source: "developer guide: Refresh tokens; captures", client: `{"UserPoolId":"{pool}","ClientName":"c"}`,
			request:   call{"UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}","ExplicitAuthFlows":["ALLOW_REFRESH_TOKEN_AUTH"],` + rotating + `}`},
			wantError: apiError{400, "InvalidParameterException", rotation},
		}, {
			name: "access longer than refresh", source: "badmintoncryer/cdk-preflight: measured",
			request: create(`"RefreshTokenValidity":60,"AccessTokenValidity":61,"TokenValidityUnits":{"RefreshToken":"minutes","AccessToken":"minutes"}`), wantError: apiError{400, "InvalidParameterException", expiration},
		}, {
			name: "ID longer than refresh", source: "badmintoncryer/cdk-preflight: measured",
			request: create(`"RefreshTokenValidity":1,"IdTokenValidity":2,"TokenValidityUnits":{"RefreshToken":"hours","IdToken":"hours"}`), wantError: apiError{400, "InvalidParameterException", expiration},
		}, {
			name: "access of 60 without a unit is 60 hours", source: "badmintoncryer/cdk-preflight: measured", request: create(`"AccessTokenValidity":60`), wantError: apiError{400, "InvalidParameterException", validity},
		}, {
			name: "access under five minutes", source: "API reference; badmintoncryer/cdk-preflight: measured",
			request: create(`"AccessTokenValidity":299,"TokenValidityUnits":{"AccessToken":"seconds"}`), wantError: apiError{400, "InvalidParameterException", validity},
		}, {
			name: "ID over a day", source: "API reference; badmintoncryer/cdk-preflight: measured",
			request: create(`"IdTokenValidity":86401,"TokenValidityUnits":{"IdToken":"seconds"}`), wantError: apiError{400, "InvalidParameterException", "1 validation error detected: Value '86401' at 'idTokenValidity' failed to satisfy constraint: Member must have value less than or equal to 86400"},
		}, {
			name: "ID of two days", source: "API reference; badmintoncryer/cdk-preflight: measured", request: create(`"IdTokenValidity":2,"TokenValidityUnits":{"IdToken":"days"}`), wantError: apiError{400, "InvalidParameterException", validity},
		}, {
			name: "refresh under an hour", source: "API reference; badmintoncryer/cdk-preflight: measured",
			request: create(`"RefreshTokenValidity":59,"AccessTokenValidity":5,"IdTokenValidity":5,"TokenValidityUnits":{"RefreshToken":"minutes","AccessToken":"minutes","IdToken":"minutes"}`), wantError: apiError{400, "InvalidParameterException", validity},
		}, {
			name: "refresh over ten years", source: "API reference; badmintoncryer/cdk-preflight: measured", request: create(`"RefreshTokenValidity":3651`), wantError: apiError{400, "InvalidParameterException", validity},
		}, {
			name: "refresh of 4000 days, which four other emulators accept", source: "API reference; badmintoncryer/cdk-preflight: measured", request: create(`"RefreshTokenValidity":4000`), wantError: apiError{400, "InvalidParameterException", validity},
		}, {
			name: "refresh so long that its nanoseconds overflow to a day", source: "API reference; badmintoncryer/cdk-preflight: measured", request: create(`"RefreshTokenValidity":213505`), wantError: apiError{400, "InvalidParameterException", validity},
		}, {
			name: "grace over a minute", source: "API model",
			request:   create(`"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":61}`),
			wantError: apiError{400, "InvalidParameterException", invalid + "'61' at 'refreshTokenRotation.retryGracePeriodSeconds' failed to satisfy constraint: Member must have value less than or equal to 60"},
		}, {
			name: "auth session under three minutes", source: "API reference", request: create(`"AuthSessionValidity":2`),
			wantError: apiError{400, "InvalidParameterException", invalid + "'2' at 'authSessionValidity' failed to satisfy constraint: Member must have value greater than or equal to 3"},
		}, {
			name: "auth session over fifteen minutes", source: "API reference", request: create(`"AuthSessionValidity":16`),
			wantError: apiError{400, "InvalidParameterException", invalid + "'16' at 'authSessionValidity' failed to satisfy constraint: Member must have value less than or equal to 15"},
		}, {
			name: "OAuth without flows", source: "badmintoncryer/cdk-preflight: measured", request: create(oauth + `"AllowedOAuthScopes":["openid"],"CallbackURLs":["https://a.example"]`),
			wantError: apiError{400, "InvalidParameterException", "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows."},
		}, {
			name: "OAuth without scopes", source: "badmintoncryer/cdk-preflight: measured", request: create(oauth + `"AllowedOAuthFlows":["code"],"CallbackURLs":["https://a.example"]`),
			wantError: apiError{400, "InvalidParameterException", "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows."},
		}, {
			name: "code without callbacks", source: "cisagov/crossfeed#440; anomalyco/sst#6272; badmintoncryer/cdk-preflight: measured",
			request:   create(oauth + `"AllowedOAuthFlows":["code"],"AllowedOAuthScopes":["openid"]`),
			wantError: apiError{400, "InvalidOAuthFlowException", "CallbackUrls can not be empty when code flow or implicit flow is selected"},
		}, {
			name: "implicit without callbacks", source: "cisagov/crossfeed#440; anomalyco/sst#6272; badmintoncryer/cdk-preflight: measured",
			request:   create(oauth + `"AllowedOAuthFlows":["implicit"],"AllowedOAuthScopes":["openid"]`),
			wantError: apiError{400, "InvalidOAuthFlowException", "CallbackUrls can not be empty when code flow or implicit flow is selected"},
		}, {
			name: "client_credentials beside code", source: "badmintoncryer/cdk-preflight: measured; class unspecified",
			request:   create(oauth + `"GenerateSecret":true,"AllowedOAuthFlows":["client_credentials","code"],"AllowedOAuthScopes":["openid"],"CallbackURLs":["https://a.example"]`),
			wantError: apiError{400, "InvalidOAuthFlowException", "client_credentials flow can not be selected along with code flow or implicit flow."},
		}, {
			name: "client_credentials without a secret", source: "badmintoncryer/cdk-preflight: measured; class unspecified",
			request:   create(oauth + `"AllowedOAuthFlows":["client_credentials"],"AllowedOAuthScopes":["openid"]`),
			wantError: apiError{400, "InvalidOAuthFlowException", "client_credentials flow can not be selected if client does not have a client secret."},
		}, {
			name: "unknown scope", source: "awsdocs/aws-cloudformation-user-guide#564; badmintoncryer/cdk-preflight: measured",
			request:   create(oauth + `"AllowedOAuthFlows":["code"],"AllowedOAuthScopes":["openid","https://orders.example.com/read"],"CallbackURLs":["https://a.example"]`),
			wantError: apiError{400, "ScopeDoesNotExistException", "Invalid scope requested: https://orders.example.com/read"},
		}, {
			name: "http callback", source: "badmintoncryer/cdk-preflight: measured", request: create(`"CallbackURLs":["http://a.example/cb"]`), wantError: apiError{400, "InvalidParameterException", "http://a.example/cb cannot use the HTTP protocol."},
		}, {
			name: "http callback on a host that only begins like loopback", source: "badmintoncryer/cdk-preflight: measured",
			request: create(`"CallbackURLs":["http://localhost.example/cb"]`), wantError: apiError{400, "InvalidParameterException", "http://localhost.example/cb cannot use the HTTP protocol."},
		}, {
			name: "http logout", source: "badmintoncryer/cdk-preflight: measured", request: create(`"LogoutURLs":["http://a.example/out"]`), wantError: apiError{400, "InvalidParameterException", "http://a.example/out cannot use the HTTP protocol."},
		}, {
			name: "https without a host", source: "unspecified", request: create(`"CallbackURLs":["https://"]`), wantError: apiError{400, "InvalidParameterException", "https:// is not a valid URL."},
		}, {
			name: "https without slashes", source: "unspecified", request: create(`"CallbackURLs":["https:foo"]`), wantError: apiError{400, "InvalidParameterException", "https:foo is not a valid URL."},
		}, {
			name: "script", source: "unspecified", request: create(`"CallbackURLs":["javascript:alert(1)"]`), wantError: apiError{400, "InvalidParameterException", "javascript:alert(1) is not a valid URL."},
		}, {
			name: "rotation on LITE", source: "unspecified: the text is formed like the text for other features; the rule was announced in April 2025",
			pool: `{"PoolName":"p","UserPoolTier":"LITE"}`, request: create(`"RefreshTokenRotation":{"Feature":"ENABLED"}`),
			wantError: apiError{400, "FeatureUnavailableInTierException", "The following features need to be disabled for the LITE pricing tier configured: Refresh Token Rotation"},
		}, {
			name: "down to LITE with rotation", source: "unspecified: the text is formed like the text for other features; the rule was announced in April 2025",
			client:    `{"UserPoolId":"{pool}","ClientName":"c","RefreshTokenRotation":{"Feature":"ENABLED"}}`,
			request:   call{"UpdateUserPool", `{"UserPoolId":"{pool}","UserPoolTier":"LITE"}`},
			wantError: apiError{400, "FeatureUnavailableInTierException", "The following features need to be disabled for the LITE pricing tier configured: Refresh Token Rotation"},
		}, {
			name: "fragment", source: "badmintoncryer/cdk-preflight: measured", request: create(`"CallbackURLs":["https://a.example/cb#top"]`), wantError: apiError{400, "InvalidParameterException", "https://a.example/cb#top cannot use fragment"},
		}, {
			name: "default redirect outside the list", source: "badmintoncryer/cdk-preflight: measured", request: create(`"CallbackURLs":["https://a.example"],"DefaultRedirectURI":"https://b.example"`),
			wantError: apiError{400, "InvalidParameterException", "The default redirect URI https://b.example is not in the callback URIs list."},
		}, {
			name: "legacy flow beside an ALLOW_ flow", source: "badmintoncryer/cdk-preflight: measured", request: create(`"ExplicitAuthFlows":["USER_PASSWORD_AUTH","ALLOW_USER_SRP_AUTH"]`),
			wantError: apiError{400, "InvalidParameterException", "Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names."},
		}, {
			name: "unknown read attribute", source: "badmintoncryer/cdk-preflight: measured", request: create(`"ReadAttributes":["custom:tenant"]`), wantError: apiError{400, "InvalidParameterException", "Invalid read attributes specified while creating a client"},
		}, {
			name: "unknown write attribute", source: "badmintoncryer/cdk-preflight: measured", request: create(`"WriteAttributes":["custom:tenant"]`), wantError: apiError{400, "InvalidParameterException", "Invalid write attributes specified while creating a client"},
		}, {
			name: "writing sub", source: "badmintoncryer/cdk-preflight: measured", request: create(`"WriteAttributes":["sub"]`), wantError: apiError{400, "InvalidParameterException", "Invalid write attributes specified while creating a client"},
		}, {
			name: "writing email_verified", source: "badmintoncryer/cdk-preflight: measured", request: create(`"WriteAttributes":["email","email_verified"]`), wantError: apiError{400, "InvalidParameterException", "Invalid write attributes specified while creating a client"},
		}, {
			name: "user context data without a secret", source: "API reference; badmintoncryer/cdk-preflight: measured", request: create(`"EnablePropagateAdditionalUserContextData":true`),
			wantError: apiError{400, "InvalidParameterException", "Client Secret is required to set EnablePropagateAdditionalUserContextData as true"},
		}, {
			name: "client name", source: "API model", request: call{"CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"a/b"}`},
			wantError: apiError{400, "InvalidParameterException", invalid + `'a/b' at 'clientName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w\s+=,.@-]+`},
		}, {
			name: "unknown client", source: "aws/aws-sdk-php#2183",
			request: call{"DescribeUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"1example23456789"}`}, wantError: apiError{400, "ResourceNotFoundException", "User pool client 1example23456789 does not exist."},
		},
	}
}
