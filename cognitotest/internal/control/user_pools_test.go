package control_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

type userPools struct {
	Pools []object `json:"user_pools"`
}

func TestUserPoolsAreListed(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	assert.JSONEq(t, `{"user_pools":[]}`, e.call(t, http.MethodGet, "/user-pools", "").body)
	pool := e.api(t, "CreateUserPool", `{"PoolName":"orders"}`).at("UserPool", "Id")
	e.api(t, "CreateUserPoolDomain", fmt.Sprintf(`{"UserPoolId":%q,"Domain":"orders"}`, pool))
	e.api(t, "CreateUserPoolDomain", fmt.Sprintf(`{"UserPoolId":%q,"Domain":"login.example.com","CustomDomainConfig":{"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"}}`, pool))
	e.api(t, "SetUserPoolSessionConfiguration", fmt.Sprintf(`{"UserPoolId":%q,"UserSessionTracking":"ENABLED","TokenSession":{"MaxPerUser":3}}`, pool))
	web := e.api(t, "CreateUserPoolClient", fmt.Sprintf(`{"UserPoolId":%q,"ClientName":"web","GenerateSecret":true,"EnableTokenRevocation":true,
		"AccessTokenValidity":10,"IdTokenValidity":2,"RefreshTokenValidity":90,"TokenValidityUnits":{"AccessToken":"minutes","IdToken":"hours","RefreshToken":"days"},
		"ExplicitAuthFlows":["ALLOW_USER_SRP_AUTH"],"RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":30},
		"CallbackURLs":["https://app.example.com/callback"],"AllowedOAuthFlows":["code"],"AllowedOAuthScopes":["openid"],"AllowedOAuthFlowsUserPoolClient":true,"SupportedIdentityProviders":["COGNITO"]}`, pool))
	app := e.api(t, "CreateUserPoolClient", fmt.Sprintf(`{"UserPoolId":%q,"ClientName":"app"}`, pool)).at("UserPoolClient", "ClientId")

	got := e.call(t, http.MethodGet, "/user-pools", "")
	assert.NotContains(t, got.body, web.at("UserPoolClient", "ClientSecret"))
	issuer := "https://cognito-idp.us-east-1.amazonaws.com/" + pool
	endpoints := func(host string) string {
		return strings.ReplaceAll(`"host":"HOST","authorization_endpoint":"https://HOST/oauth2/authorize","token_endpoint":"https://HOST/oauth2/token",
			"revocation_endpoint":"https://HOST/oauth2/revoke","userinfo_endpoint":"https://HOST/oauth2/userInfo","end_session_endpoint":"https://HOST/logout"`, "HOST", host)
	}
	assert.JSONEq(t, `{"user_pools":[{"id":"`+pool+`","name":"orders","region":"us-east-1","issuer":"`+issuer+`","jwks_uri":"`+issuer+`/.well-known/jwks.json",
		"session_tracking":{"max_per_user":3},
		"domains":[
			{`+endpoints("orders.auth.us-east-1.amazoncognito.com")+`,"custom":false,"local_url":"http://orders.auth.us-east-1.localhost:`+e.port()+`"},
			{`+endpoints("login.example.com")+`,"custom":true,"local_url":""}],
		"clients":[
			{"id":"`+app+`","name":"app","confidential":false,"access_token_seconds":3600,"id_token_seconds":3600,"refresh_token_seconds":2592000,
			 "rotation":false,"retry_grace_period_seconds":0,"revocation":true,"callback_urls":[],"allowed_oauth_flows":[],"allowed_oauth_scopes":[]},
			{"id":"`+web.at("UserPoolClient", "ClientId")+`","name":"web","confidential":true,"access_token_seconds":600,"id_token_seconds":7200,"refresh_token_seconds":7776000,
			 "rotation":true,"retry_grace_period_seconds":30,"revocation":true,"callback_urls":["https://app.example.com/callback"],"allowed_oauth_flows":["code"],"allowed_oauth_scopes":["openid"]}]}]}`, got.body)

	var elsewhere userPools
	e.send(t, http.MethodGet, "/user-pools", "", http.Header{"Host": {"[::1]"}}).into(t, &elsewhere)
	require.Len(t, elsewhere.Pools, 1)
	assert.Equal(t, "http://orders.auth.us-east-1.localhost", elsewhere.Pools[0]["domains"].([]any)[0].(map[string]any)["local_url"])
}
