package cognitotest_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

const (
	originalHost = "https://cognito-idp.us-east-1.amazonaws.com/"
	updatedHost  = "https://issuer-cognito-idp.us-east-1.amazonaws.com/"
)

// setIssuer changes the type of the issuer of a pool.
func setIssuer(t *testing.T, s *cognitotest.Server, poolID string, issuer types.IssuerType) {
	t.Helper()
	_, err := api(s, "us-east-1").UpdateUserPool(t.Context(), &cognitoidentityprovider.UpdateUserPoolInput{
		UserPoolId: &poolID, IssuerConfiguration: &types.IssuerConfigurationType{Type: issuer},
	})
	require.NoError(t, err)
}

// TestOAuthClientOfAnUpdatedIssuer: an OpenID Connect library finds the pool by the updated issuer, and verifies the tokens of
// a sign-in and of a refresh. A library with the original issuer rejects them.
func TestOAuthClientOfAnUpdatedIssuer(t *testing.T) {
	t.Parallel()
	s := start(t)
	e := newEnvironment(t, s, types.FeatureTypeDisabled)
	ctx := oidc.ClientContext(context.Background(), s.Client())
	before, err := oidc.NewProvider(ctx, originalHost+e.poolID)
	require.NoError(t, err)
	setIssuer(t, s, e.poolID, types.IssuerTypeUpdated)
	provider, err := oidc.NewProvider(ctx, updatedHost+e.poolID)
	require.NoError(t, err)

	app := oauth2.Config{
		ClientID: e.clientID, ClientSecret: e.clientSecret, Endpoint: provider.Endpoint(), RedirectURL: callback, Scopes: []string{"openid", "email"},
	}
	verifier := oauth2.GenerateVerifier()
	back := signIn(t, browser(t, s.Client()), app.AuthCodeURL("s", oauth2.S256ChallengeOption(verifier)))
	tokens, err := app.Exchange(ctx, back.Get("code"), oauth2.VerifierOption(verifier))
	require.NoError(t, err)
	assert.Equal(t, updatedHost+e.poolID, verify(ctx, t, s, provider, tokens, e.clientID).Issuer)
	_, err = before.Verifier(&oidc.Config{ClientID: e.clientID, Now: s.Now}).Verify(ctx, tokens.Extra("id_token").(string))
	assert.ErrorContains(t, err, "id token issued by a different provider")
	_, err = provider.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
	require.NoError(t, err)

	setIssuer(t, s, e.poolID, types.IssuerTypeOriginal)
	_, err = provider.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
	require.NoError(t, err, "an access token of the former issuer")
	response, body := fetch(t, s.Client(), http.MethodPost, e.domain+"/oauth2/token", url.Values{
		"grant_type": {"refresh_token"}, "refresh_token": {tokens.RefreshToken}, "client_id": {e.clientID}, "client_secret": {e.clientSecret},
	})
	require.Equal(t, http.StatusOK, response.StatusCode, body)
	var refreshed struct {
		IDToken string `json:"id_token"`
	}
	require.NoError(t, json.Unmarshal([]byte(body), &refreshed))
	_, err = before.Verifier(&oidc.Config{ClientID: e.clientID, Now: s.Now}).Verify(ctx, refreshed.IDToken)
	require.NoError(t, err, "a refresh gives the issuer of now")
	_, err = provider.Verifier(&oidc.Config{ClientID: e.clientID, Now: s.Now}).Verify(ctx, refreshed.IDToken)
	require.Error(t, err)
}

// TestDocumentsOfBothIssuers: the original host serves a pool of either type, the updated host a pool of its type only. Each
// document names its own host, and the plain endpoint names the issuer of the tokens.
func TestDocumentsOfBothIssuers(t *testing.T) {
	t.Parallel()
	s := start(t)
	e := newEnvironment(t, s, types.FeatureTypeDisabled)
	plain := &http.Client{Transport: &http.Transport{}}
	defer plain.CloseIdleConnections()
	for _, issuerType := range []types.IssuerType{"", types.IssuerTypeUpdated, types.IssuerTypeOriginal} {
		own := originalHost
		if issuerType != "" {
			setIssuer(t, s, e.poolID, issuerType)
		}
		if issuerType == types.IssuerTypeUpdated {
			own = updatedHost
		}
		var keys []string
		for at, names := range map[string]string{originalHost: originalHost, updatedHost: updatedHost, s.URL + "/": own} {
			client := s.Client()
			if strings.HasPrefix(at, s.URL) {
				client = plain
			}
			response, body := fetch(t, client, http.MethodGet, at+e.poolID+"/.well-known/openid-configuration", nil)
			assert.Equal(t, "*", response.Header.Get("Access-Control-Allow-Origin"), at)
			if at == updatedHost && own != updatedHost {
				assert.Equal(t, http.StatusForbidden, response.StatusCode, body)
				response, body = fetch(t, client, http.MethodGet, at+e.poolID+"/.well-known/jwks.json", nil)
				assert.Equal(t, http.StatusForbidden, response.StatusCode, body)
				continue
			}
			var document map[string]any
			require.NoError(t, json.Unmarshal([]byte(body), &document), body)
			assert.Equal(t, names+e.poolID, document["issuer"], "%s of type %q", at, issuerType)
			assert.Equal(t, names+e.poolID+"/.well-known/jwks.json", document["jwks_uri"])
			assert.Equal(t, "https://orders.auth.us-east-1.amazoncognito.com/oauth2/token", document["token_endpoint"])
			response, body = fetch(t, client, http.MethodGet, at+e.poolID+"/.well-known/jwks.json", nil)
			assert.Equal(t, http.StatusOK, response.StatusCode)
			assert.Equal(t, "*", response.Header.Get("Access-Control-Allow-Origin"), at)
			keys = append(keys, body)
		}
		require.GreaterOrEqual(t, len(keys), 2)
		for _, other := range keys {
			assert.Equal(t, keys[0], other)
		}
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodOptions, updatedHost+e.poolID+"/.well-known/openid-configuration", nil)
	require.NoError(t, err)
	request.Header.Set("Origin", "https://app.example")
	request.Header.Set("Access-Control-Request-Method", http.MethodGet)
	preflight, err := s.Client().Do(request)
	require.NoError(t, err)
	defer preflight.Body.Close()
	assert.Equal(t, "*", preflight.Header.Get("Access-Control-Allow-Origin"))
	assert.Empty(t, s.RefusedHosts())
}

// TestMachineTokenOfAnUpdatedIssuer: the token of a client credentials grant has it, too.
func TestMachineTokenOfAnUpdatedIssuer(t *testing.T) {
	t.Parallel()
	s := start(t)
	e := newEnvironment(t, s, types.FeatureTypeDisabled)
	setIssuer(t, s, e.poolID, types.IssuerTypeUpdated)
	aim := api(s, "us-east-1")
	_, err := aim.CreateResourceServer(t.Context(), &cognitoidentityprovider.CreateResourceServerInput{
		UserPoolId: &e.poolID, Identifier: new("orders"), Name: new("orders"),
		Scopes: []types.ResourceServerScopeType{{ScopeName: new("read"), ScopeDescription: new("Read orders")}},
	})
	require.NoError(t, err)
	made, err := aim.CreateUserPoolClient(t.Context(), &cognitoidentityprovider.CreateUserPoolClientInput{
		UserPoolId: &e.poolID, ClientName: new("machine"), GenerateSecret: true, AllowedOAuthFlowsUserPoolClient: true,
		AllowedOAuthFlows: []types.OAuthFlowType{types.OAuthFlowTypeClientCredentials}, AllowedOAuthScopes: []string{"orders/read"},
	})
	require.NoError(t, err)
	response, body := fetch(t, s.Client(), http.MethodPost, e.domain+"/oauth2/token", url.Values{
		"grant_type": {"client_credentials"}, "client_id": {*made.UserPoolClient.ClientId}, "client_secret": {*made.UserPoolClient.ClientSecret},
	})
	require.Equal(t, http.StatusOK, response.StatusCode, body)
	var token struct {
		Access string `json:"access_token"`
	}
	require.NoError(t, json.Unmarshal([]byte(body), &token))
	keys := oidc.NewRemoteKeySet(oidc.ClientContext(t.Context(), s.Client()), updatedHost+e.poolID+"/.well-known/jwks.json")
	_, err = oidc.NewVerifier(updatedHost+e.poolID, keys, &oidc.Config{SkipClientIDCheck: true, Now: s.Now}).Verify(t.Context(), token.Access)
	require.NoError(t, err)
	_, err = oidc.NewVerifier(originalHost+e.poolID, keys, &oidc.Config{SkipClientIDCheck: true, Now: s.Now}).Verify(t.Context(), token.Access)
	require.Error(t, err)
}
