package cognitoidp_test

import (
	"strings"
	"testing"
)

func TestUserPoolClientRefusals(t *testing.T) {
	create := func(settings string) request {
		return request{"CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"c",` + settings + `}`}
	}
	const (
		rotation   = "ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled."
		validity   = "Invalid range for token validity."
		expiration = "Access and Id Token expiration times must be less than or equal to refresh token expiration times."
		oauth      = `"AllowedOAuthFlowsUserPoolClient":true,`
		invalid    = "1 validation error detected: Value "
		rotating   = `"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":0}`
	)
	checkRefusals(t, []refusal{
		{
			name: "rotation and ALLOW_REFRESH_TOKEN_AUTH", source: "developer guide; captures",
			request: create(`"ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH","ALLOW_REFRESH_TOKEN_AUTH"],` + rotating), message: rotation,
		}, {
			name: "the same on update", source: "developer guide; captures", client: `{"UserPoolId":"{pool}","ClientName":"c"}`,
			request: request{"UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}","ExplicitAuthFlows":["ALLOW_REFRESH_TOKEN_AUTH"],` + rotating + `}`},
			message: rotation,
		}, {
			name: "access longer than refresh", source: "cdk-preflight",
			request: create(`"RefreshTokenValidity":60,"AccessTokenValidity":61,"TokenValidityUnits":{"RefreshToken":"minutes","AccessToken":"minutes"}`), message: expiration,
		}, {
			name: "ID longer than refresh", source: "cdk-preflight",
			request: create(`"RefreshTokenValidity":1,"IdTokenValidity":2,"TokenValidityUnits":{"RefreshToken":"hours","IdToken":"hours"}`), message: expiration,
		}, {
			name: "access of 60 without a unit is 60 hours", source: "cdk-preflight", request: create(`"AccessTokenValidity":60`), message: validity,
		}, {
			name: "access under five minutes", source: "API reference; cdk-preflight",
			request: create(`"AccessTokenValidity":299,"TokenValidityUnits":{"AccessToken":"seconds"}`), message: validity,
		}, {
			name: "ID over a day", source: "API reference; cdk-preflight",
			request: create(`"IdTokenValidity":86401,"TokenValidityUnits":{"IdToken":"seconds"}`), message: "1 validation error detected: Value '86401' at 'idTokenValidity' failed to satisfy constraint: Member must have value less than or equal to 86400",
		}, {
			name: "ID of two days", source: "API reference; cdk-preflight", request: create(`"IdTokenValidity":2,"TokenValidityUnits":{"IdToken":"days"}`), message: validity,
		}, {
			name: "refresh under an hour", source: "API reference; cdk-preflight",
			request: create(`"RefreshTokenValidity":59,"AccessTokenValidity":5,"IdTokenValidity":5,"TokenValidityUnits":{"RefreshToken":"minutes","AccessToken":"minutes","IdToken":"minutes"}`), message: validity,
		}, {
			name: "refresh over ten years", source: "API reference; cdk-preflight", request: create(`"RefreshTokenValidity":3651`), message: validity,
		}, {
			name: "refresh so long that its nanoseconds wrap around to a day", source: "API reference; cdk-preflight", request: create(`"RefreshTokenValidity":213505`), message: validity,
		}, {
			name: "grace over a minute", source: "API model",
			request: create(`"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":61}`),
			message: invalid + "'61' at 'refreshTokenRotation.retryGracePeriodSeconds' failed to satisfy constraint: Member must have value less than or equal to 60",
		}, {
			name: "auth session under three minutes", source: "API reference", request: create(`"AuthSessionValidity":2`),
			message: invalid + "'2' at 'authSessionValidity' failed to satisfy constraint: Member must have value greater than or equal to 3",
		}, {
			name: "auth session over fifteen minutes", source: "API reference", request: create(`"AuthSessionValidity":16`),
			message: invalid + "'16' at 'authSessionValidity' failed to satisfy constraint: Member must have value less than or equal to 15",
		}, {
			name: "OAuth without flows", source: "cdk-preflight", request: create(oauth + `"AllowedOAuthScopes":["openid"],"CallbackURLs":["https://a.example"]`),
			message: "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.",
		}, {
			name: "OAuth without scopes", source: "cdk-preflight", request: create(oauth + `"AllowedOAuthFlows":["code"],"CallbackURLs":["https://a.example"]`),
			message: "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.",
		}, {
			name: "code without callbacks", source: "crossfeed#440, sst#6272; cdk-preflight", exception: "InvalidOAuthFlowException",
			request: create(oauth + `"AllowedOAuthFlows":["code"],"AllowedOAuthScopes":["openid"]`),
			message: "CallbackUrls can not be empty when code flow or implicit flow is selected",
		}, {
			name: "implicit without callbacks", source: "crossfeed#440, sst#6272; cdk-preflight", exception: "InvalidOAuthFlowException",
			request: create(oauth + `"AllowedOAuthFlows":["implicit"],"AllowedOAuthScopes":["openid"]`),
			message: "CallbackUrls can not be empty when code flow or implicit flow is selected",
		}, {
			name: "client_credentials beside code", source: "cdk-preflight; class chosen", exception: "InvalidOAuthFlowException",
			request: create(oauth + `"GenerateSecret":true,"AllowedOAuthFlows":["client_credentials","code"],"AllowedOAuthScopes":["openid"],"CallbackURLs":["https://a.example"]`),
			message: "client_credentials flow can not be selected along with code flow or implicit flow.",
		}, {
			name: "client_credentials without a secret", source: "cdk-preflight; class chosen", exception: "InvalidOAuthFlowException",
			request: create(oauth + `"AllowedOAuthFlows":["client_credentials"],"AllowedOAuthScopes":["openid"]`),
			message: "client_credentials flow can not be selected if client does not have a client secret.",
		}, {
			name: "unknown scope", source: "aws-cloudformation-user-guide#564; cdk-preflight", exception: "ScopeDoesNotExistException",
			request: create(oauth + `"AllowedOAuthFlows":["code"],"AllowedOAuthScopes":["openid","https://orders.example.com/read"],"CallbackURLs":["https://a.example"]`),
			message: "Invalid scope requested: https://orders.example.com/read",
		}, {
			name: "http callback", source: "cdk-preflight", request: create(`"CallbackURLs":["http://a.example/cb"]`), message: "http://a.example/cb cannot use the HTTP protocol.",
		}, {
			name: "http callback on a host that only begins like loopback", source: "cdk-preflight",
			request: create(`"CallbackURLs":["http://localhost.example/cb"]`), message: "http://localhost.example/cb cannot use the HTTP protocol.",
		}, {
			name: "http logout", source: "cdk-preflight", request: create(`"LogoutURLs":["http://a.example/out"]`), message: "http://a.example/out cannot use the HTTP protocol.",
		}, {
			name: "https without a host", source: "chosen", request: create(`"CallbackURLs":["https://"]`), message: "https:// is not a valid URL.",
		}, {
			name: "https without slashes", source: "chosen", request: create(`"CallbackURLs":["https:foo"]`), message: "https:foo is not a valid URL.",
		}, {
			name: "script", source: "chosen", request: create(`"CallbackURLs":["javascript:alert(1)"]`), message: "javascript:alert(1) is not a valid URL.",
		}, {
			name: "rotation on LITE", source: "the announcement of April 2025; text after that of other features", exception: "FeatureUnavailableInTierException",
			pool: `{"PoolName":"p","UserPoolTier":"LITE"}`, request: create(`"RefreshTokenRotation":{"Feature":"ENABLED"}`),
			message: "The following features need to be disabled for the LITE pricing tier configured: Refresh Token Rotation",
		}, {
			name: "down to LITE with rotation", source: "the announcement of April 2025; text after that of other features", exception: "FeatureUnavailableInTierException",
			client:  `{"UserPoolId":"{pool}","ClientName":"c","RefreshTokenRotation":{"Feature":"ENABLED"}}`,
			request: request{"UpdateUserPool", `{"UserPoolId":"{pool}","UserPoolTier":"LITE"}`},
			message: "The following features need to be disabled for the LITE pricing tier configured: Refresh Token Rotation",
		}, {
			name: "fragment", source: "cdk-preflight", request: create(`"CallbackURLs":["https://a.example/cb#top"]`), message: "https://a.example/cb#top cannot use fragment",
		}, {
			name: "default redirect outside the list", source: "cdk-preflight", request: create(`"CallbackURLs":["https://a.example"],"DefaultRedirectURI":"https://b.example"`),
			message: "The default redirect URI https://b.example is not in the callback URIs list.",
		}, {
			name: "legacy flow beside an ALLOW_ flow", source: "cdk-preflight", request: create(`"ExplicitAuthFlows":["USER_PASSWORD_AUTH","ALLOW_USER_SRP_AUTH"]`),
			message: "Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.",
		}, {
			name: "unknown read attribute", source: "cdk-preflight", request: create(`"ReadAttributes":["custom:tenant"]`), message: "Invalid read attributes specified while creating a client",
		}, {
			name: "unknown write attribute", source: "cdk-preflight", request: create(`"WriteAttributes":["custom:tenant"]`), message: "Invalid write attributes specified while creating a client",
		}, {
			name: "writing sub", source: "cdk-preflight", request: create(`"WriteAttributes":["sub"]`), message: "Invalid write attributes specified while creating a client",
		}, {
			name: "writing email_verified", source: "cdk-preflight", request: create(`"WriteAttributes":["email","email_verified"]`), message: "Invalid write attributes specified while creating a client",
		}, {
			name: "user context data without a secret", source: "API reference; cdk-preflight", request: create(`"EnablePropagateAdditionalUserContextData":true`),
			message: "Client Secret is required to set EnablePropagateAdditionalUserContextData as true",
		}, {
			name: "client name", source: "API model", request: request{"CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"a/b"}`},
			message: invalid + `'a/b' at 'clientName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w\s+=,.@-]+`,
		}, {
			name: "unknown client", source: "aws-sdk-php#2183", exception: "ResourceNotFoundException",
			request: request{"DescribeUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"1example23456789"}`}, message: "User pool client 1example23456789 does not exist.",
		},
	})
}

// TestTooManyCallbackURLs keeps to the end of the text: how the service prints a
// list of 101 values is not known (cdk-preflight).
func TestTooManyCallbackURLs(t *testing.T) {
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	for _, member := range []string{"CallbackURLs", "LogoutURLs"} {
		urls := strings.Repeat(`"https://a.example/cb",`, 100) + `"https://a.example/cb"`
		got := s.call(t, "CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"c","`+member+`":[`+urls+`]}`)
		path := strings.ToLower(member[:1]) + member[1:]
		want := `at '` + path + `' failed to satisfy constraint: Member must have length less than or equal to 100"}`
		if got.status != 400 || !strings.HasSuffix(got.body, want) {
			t.Errorf("%s: got %d %.80s...%s, want 400 ...%s", member, got.status, got.body, got.body[len(got.body)-120:], want)
		}
	}
}

func TestUserPoolClientsThatAreNotRefused(t *testing.T) {
	tests := []struct{ name, settings string }{
		{"rotation with the flows left out (captures)", `"RefreshTokenRotation":{"Feature":"ENABLED"}`},
		{"rotation with SRP alone (terraform-provider-aws#47196)", `"RefreshTokenRotation":{"Feature":"ENABLED"},"ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH"]`},
		{"rotation off beside ALLOW_REFRESH_TOKEN_AUTH", `"RefreshTokenRotation":{"Feature":"DISABLED"},"ExplicitAuthFlows":["ALLOW_REFRESH_TOKEN_AUTH"]`},
		{"http on loopback, any port (cdk-preflight)", `"CallbackURLs":["http://localhost","http://localhost:3000/cb","http://127.0.0.1:8080/cb","http://[::1]:8080/cb"]`},
		{"custom scheme (developer guide)", `"CallbackURLs":["myapp://cb"]`},
		{"limits of the validities (G)", `"RefreshTokenValidity":315360000,"AccessTokenValidity":86400,"IdTokenValidity":300,"TokenValidityUnits":{"RefreshToken":"seconds","AccessToken":"seconds","IdToken":"seconds"}`},
		{"access as long as refresh (0.1(10))", `"RefreshTokenValidity":1,"AccessTokenValidity":1,"TokenValidityUnits":{"RefreshToken":"hours"}`},
		{"user context data with a secret (API reference)", `"GenerateSecret":true,"EnablePropagateAdditionalUserContextData":true`},
	}
	s := start(t)
	s.pool(t, `{"PoolName":"p"}`)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.ok(t, "CreateUserPoolClient", `{"UserPoolId":"{pool}","ClientName":"c",`+tt.settings+`}`)
		})
	}
}
