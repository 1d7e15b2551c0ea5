package cognitoidp_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const (
	machineFlow   = `"ExplicitAuthFlows":["ALLOW_CLIENT_TOKEN_AUTH"]`
	machineScopes = `"AllowedOAuthScopes":["orders/read","orders/write"]`
	machine       = `{"UserPoolId":"{pool}","ClientName":"machine","GenerateSecret":true,` + machineFlow + `,` + machineScopes + `}`
	askMachine    = `{"ClientId":"{client}","Secret":"{secret}"}`
)

// withMachine starts a server with a pool, a resource server with three scopes and a client of GetClientToken. settings are
// members of CreateUserPool, or "".
func withMachine(t *testing.T, config cognitotest.Config, settings string) *server {
	t.Helper()
	s := startWith(t, config)
	if settings != "" {
		settings = "," + settings
	}
	s.pool(t, `{"PoolName":"p"`+settings+`}`)
	s.ok(t, "CreateResourceServer", `{"UserPoolId":"{pool}","Identifier":"orders","Name":"orders","Scopes":[
		{"ScopeName":"read","ScopeDescription":"Read"},{"ScopeName":"write","ScopeDescription":"Write"},{"ScopeName":"admin","ScopeDescription":"Administer"}]}`)
	s.client(t, machine)
	return s
}

// machineToken returns the claims of a token.
func (s *server) machineToken(t *testing.T, body string) map[string]any {
	t.Helper()
	result := s.ok(t, "GetClientToken", body)["ClientAuthenticationResult"].(map[string]any)
	return claims(t, result["AccessToken"])
}

// TestGetClientToken: the token is the token of a client credentials grant. The pool has no domain and the client no OAuth flow
// (developer guide, "Scopes, M2M, and resource servers").
func TestGetClientToken(t *testing.T) {
	t.Parallel()
	s := withMachine(t, cognitotest.Config{}, "")
	described := at(s.ok(t, "DescribeUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}"}`), "UserPoolClient")
	assert.Equal(t, []any{"ALLOW_CLIENT_TOKEN_AUTH"}, at(described, "ExplicitAuthFlows"))
	for _, authorization := range []string{"", credential} { // the operation is unsigned, and signed requests are accepted
		got := s.send(t, host, prefix+"GetClientToken", authorization, askMachine)
		assert.Regexp(t, `^\{"ClientAuthenticationResult":\{"AccessToken":"eyJraWQiOi[^"]+","ExpiresIn":3600,"TokenType":"Bearer"\}\}$`, got.body)
	}
	got := s.machineToken(t, askMachine)
	issued := float64(s.Now().Unix())
	assert.InDelta(t, issued, got["iat"], 2)
	assert.Equal(t, got["iat"].(float64)+3600, got["exp"])
	assert.Equal(t, got["iat"], got["auth_time"])
	assert.Regexp(t, uuidPattern, got["jti"])
	for _, volatile := range []string{"iat", "exp", "auth_time", "jti"} {
		delete(got, volatile)
	}
	client := s.placeholders.Replace("{client}")
	assert.Equal(t, map[string]any{
		"sub": client, "client_id": client, "iss": s.placeholders.Replace("https://cognito-idp.us-east-1.amazonaws.com/{pool}"), "token_use": "access",
		"scope": "orders/read orders/write", "version": float64(2),
	}, got)

	assert.Equal(t, "orders/write", s.machineToken(t, `{"ClientId":"{client}","Secret":"{secret}","Scopes":["orders/write"]}`)["scope"])
	assert.Equal(t, "orders/read orders/write", s.machineToken(t, `{"ClientId":"{client}","Secret":"{secret}","Scopes":[]}`)["scope"])
	s.ok(t, "UpdateUserPool", `{"UserPoolId":"{pool}","IssuerConfiguration":{"Type":"UPDATED"}}`)
	assert.Equal(t, s.placeholders.Replace("https://issuer-cognito-idp.us-east-1.amazonaws.com/{pool}"), s.machineToken(t, askMachine)["iss"])
	s.fails(t, "GetUser", `{"AccessToken":"`+s.ok(t, "GetClientToken", askMachine)["ClientAuthenticationResult"].(map[string]any)["AccessToken"].(string)+`"}`,
		"NotAuthorizedException", "Access Token does not have required scopes")
}

// TestGetClientTokenWithTwoSecrets: either active secret is right, and a deleted one is not.
func TestGetClientTokenWithTwoSecrets(t *testing.T) {
	t.Parallel()
	s := withMachine(t, cognitotest.Config{}, "")
	old := at(s.ok(t, "ListUserPoolClientSecrets", `{"UserPoolId":"{pool}","ClientId":"{client}"}`), "ClientSecrets").([]any)
	s.set("old", at(old[0], "ClientSecretId").(string))
	s.set("second", at(s.ok(t, "AddUserPoolClientSecret", `{"UserPoolId":"{pool}","ClientId":"{client}"}`), "ClientSecretDescriptor", "ClientSecretValue").(string))
	const bySecond = `{"ClientId":"{client}","Secret":"{second}"}`
	s.ok(t, "GetClientToken", askMachine)
	s.ok(t, "GetClientToken", bySecond)
	s.ok(t, "DeleteUserPoolClientSecret", `{"UserPoolId":"{pool}","ClientId":"{client}","ClientSecretId":"{old}"}`)
	s.fails(t, "GetClientToken", askMachine, "NotAuthorizedException", "Unable to verify the client secret for client {client}")
	s.ok(t, "GetClientToken", bySecond)
}

func TestGetClientTokenErrors(t *testing.T) {
	t.Parallel()
	s := withMachine(t, cognitotest.Config{}, "")
	ask := func(scope string) string {
		return `{"ClientId":"{client}","Secret":"{secret}","Scopes":["` + scope + `"]}`
	}
	const wrongSecret = "Unable to verify the client secret for client {client}"
	for _, tt := range []struct{ name, body, exception, message string }{
		{"unknown client", `{"ClientId":"nosuchclient","Secret":"{secret}"}`, "ResourceNotFoundException", "User pool client nosuchclient does not exist."},
		{"wrong secret", `{"ClientId":"{client}","Secret":"abcdefghijklmnopqrstuvwxyz"}`, "NotAuthorizedException", wrongSecret},
		{"wrong secret and foreign scope", `{"ClientId":"{client}","Secret":"abcdefghijklmnopqrstuvwxyz","Scopes":["orders/admin"]}`, "NotAuthorizedException", wrongSecret},
		{"no secret", `{"ClientId":"{client}"}`, "InvalidParameterException", "1 validation error detected: Value at 'secret' failed to satisfy constraint: Member must not be null"},
		{"scope of another client", ask("orders/admin"), "InvalidParameterException", "The client cannot request the scope orders/admin."},
		{"scope that does not exist", ask("orders/delete"), "InvalidParameterException", "The client cannot request the scope orders/delete."},
		{"system scope", ask("openid"), "InvalidParameterException", "The client cannot request the scope openid."},
		{"one of two scopes", `{"ClientId":"{client}","Secret":"{secret}","Scopes":["orders/read","orders/admin"]}`, "InvalidParameterException", "The client cannot request the scope orders/admin."},
	} {
		t.Run(tt.name, func(t *testing.T) { s.fails(t, "GetClientToken", tt.body, tt.exception, tt.message) })
	}
	got := s.send(t, irelandHost, prefix+"GetClientToken", "", askMachine)
	assert.Equal(t, `{"__type":"ResourceNotFoundException","message":"`+s.placeholders.Replace("User pool client {client} does not exist.")+`"}`, got.body, "in another region")

	s.fails(t, "InitiateAuth", `{"ClientId":"{client}","AuthFlow":"USER_PASSWORD_AUTH","AuthParameters":{"USERNAME":"ada","PASSWORD":"Str0ng!Pass"}}`,
		"InvalidParameterException", "USER_PASSWORD_AUTH flow not enabled for this client")
	s.ok(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}",`+machineScopes+`}`)
	s.fails(t, "GetClientToken", askMachine, "NotAuthorizedException", "CLIENT_TOKEN_AUTH flow not enabled for this client")
	s.ok(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}",`+machineFlow+`}`)
	s.fails(t, "GetClientToken", askMachine, "InvalidParameterException", "The client has no scopes.")
}

// TestGetClientTokenAfterItsScopeIsDeleted: the client keeps the scope, and the token does not have it.
func TestGetClientTokenAfterItsScopeIsDeleted(t *testing.T) {
	t.Parallel()
	s := withMachine(t, cognitotest.Config{}, "")
	s.ok(t, "UpdateResourceServer", `{"UserPoolId":"{pool}","Identifier":"orders","Name":"orders","Scopes":[{"ScopeName":"read","ScopeDescription":"Read"}]}`)
	assert.Equal(t, "orders/read", s.machineToken(t, askMachine)["scope"])
	s.fails(t, "GetClientToken", `{"ClientId":"{client}","Secret":"{secret}","Scopes":["orders/write"]}`, "InvalidParameterException", "The client cannot request the scope orders/write.")
}

// TestClientTokenFlowErrors: the flow is the only one, and requires a secret (API_GetClientToken), on create and update.
func TestClientTokenFlowErrors(t *testing.T) {
	t.Parallel()
	s := withMachine(t, cognitotest.Config{}, "")
	const alone, secret = "ALLOW_CLIENT_TOKEN_AUTH cannot be used with other auth flows.", "ALLOW_CLIENT_TOKEN_AUTH requires a client secret."
	create := func(more string) string { return `{"UserPoolId":"{pool}","ClientName":"c",` + more + `}` }
	s.fails(t, "CreateUserPoolClient", create(`"GenerateSecret":true,"ExplicitAuthFlows":["ALLOW_CLIENT_TOKEN_AUTH","ALLOW_USER_SRP_AUTH"]`), "InvalidParameterException", alone)
	s.fails(t, "CreateUserPoolClient", create(`"GenerateSecret":true,"ExplicitAuthFlows":["ALLOW_REFRESH_TOKEN_AUTH","ALLOW_CLIENT_TOKEN_AUTH"]`), "InvalidParameterException", alone)
	s.fails(t, "CreateUserPoolClient", create(machineFlow), "InvalidParameterException", secret)
	s.fails(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}","ExplicitAuthFlows":["ALLOW_CLIENT_TOKEN_AUTH","ALLOW_USER_AUTH"]}`, "InvalidParameterException", alone)
	s.ok(t, "GetClientToken", askMachine) // unchanged
	s.client(t, create(`"ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH"]`))
	s.fails(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}",`+machineFlow+`}`, "InvalidParameterException", secret)
	s.fails(t, "CreateUserPoolClient", create(`"ExplicitAuthFlows":["ALLOW_TOKEN_AUTH"]`), "InvalidParameterException", unknownFlow)
}

// unknownFlow has the values that the model lists.
const unknownFlow = "1 validation error detected: Value '[ALLOW_TOKEN_AUTH]' at 'explicitAuthFlows' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: " +
	"[ADMIN_NO_SRP_AUTH, CUSTOM_AUTH_FLOW_ONLY, USER_PASSWORD_AUTH, ALLOW_ADMIN_USER_PASSWORD_AUTH, ALLOW_CUSTOM_AUTH, ALLOW_USER_PASSWORD_AUTH, ALLOW_USER_SRP_AUTH, ALLOW_REFRESH_TOKEN_AUTH, ALLOW_USER_AUTH], Member must not be null]"

// TestGetClientTokenTrigger: pre token generation of version 3 gets ClientMetadata and changes the token.
func TestGetClientTokenTrigger(t *testing.T) {
	t.Parallel()
	const source = "TokenGeneration_ClientCredentials"
	f := &lambdaTriggers{responses: map[string][]string{source: {
		`{"claimsAndScopeOverrideDetails":{"accessTokenGeneration":{"claimsToAddOrOverride":{"tenant":"blue"},"scopesToSuppress":["orders/write"]}}}`, "!no tokens today",
	}}}
	s := withMachine(t, f.config(), `"LambdaConfig":{"PreTokenGeneration":"`+functionARN+`","PreTokenGenerationConfig":{"LambdaArn":"`+functionARN+`","LambdaVersion":"V3_0"}}`)
	got := s.machineToken(t, `{"ClientId":"{client}","Secret":"{secret}","ClientMetadata":{"reason":"nightly"}}`)
	assert.Equal(t, "blue", got["tenant"])
	assert.Equal(t, "orders/read", got["scope"])
	requests := f.requests(source)
	assert.Len(t, requests, 1)
	assert.Contains(t, strings.Join(requests, ""), `"clientMetadata":{"reason":"nightly"}`)
	s.fails(t, "GetClientToken", askMachine, "NotAuthorizedException", "PreTokenGeneration failed with error no tokens today.")
	s.fails(t, "GetClientToken", `{"ClientId":"{client}","Secret":"abcdefghijklmnopqrstuvwxyz"}`, "NotAuthorizedException", "Unable to verify the client secret for client {client}")
	assert.Len(t, f.requests(source), 2, "a wrong secret runs no trigger")
}

// TestGetClientTokenLifetimeAndPages: the token lives as long as the client says, and a page of another origin may call the operation.
func TestGetClientTokenLifetimeAndPages(t *testing.T) {
	t.Parallel()
	s := withMachine(t, cognitotest.Config{}, "")
	s.ok(t, "UpdateUserPoolClient", `{"UserPoolId":"{pool}","ClientId":"{client}",`+machineFlow+`,`+machineScopes+`,"AccessTokenValidity":10,"TokenValidityUnits":{"AccessToken":"minutes"}}`)
	got := s.fromPage(t, http.MethodPost, s.URL+"/", askMachine, apiHeader("GetClientToken", ""))
	assert.Contains(t, got.body, `"ExpiresIn":600,`)
	assert.Equal(t, openHeaders, accessControl(got.header))
	token := s.machineToken(t, askMachine)
	assert.InDelta(t, (10 * time.Minute).Seconds(), token["exp"].(float64)-token["iat"].(float64), 0)
}
