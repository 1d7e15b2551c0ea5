package cognitotest_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

// The libraries oauth2 and go-oidc, without changes for the emulator, discover the endpoints
// from the issuer, sign in, verify the ID token and refresh.
func TestOAuthLibrariesWorkUnchanged(t *testing.T) {
	t.Parallel()
	for _, rotation := range []types.FeatureType{types.FeatureTypeDisabled, types.FeatureTypeEnabled} {
		t.Run("rotation "+string(rotation), func(t *testing.T) {
			t.Parallel()
			s := start(t)
			e := newEnvironment(t, s, rotation)
			ctx := oidc.ClientContext(context.Background(), s.Client())
			provider, err := oidc.NewProvider(ctx, "https://cognito-idp.us-east-1.amazonaws.com/"+e.poolID)
			require.NoError(t, err)
			app := oauth2.Config{
				ClientID: e.clientID, ClientSecret: e.clientSecret, Endpoint: provider.Endpoint(), RedirectURL: callback, Scopes: []string{"openid", "email"},
			}
			verifier := oauth2.GenerateVerifier()
			client := browser(t, s.Client())
			back := signIn(t, client, app.AuthCodeURL("st/ate", oidc.Nonce("n-1"), oauth2.S256ChallengeOption(verifier)))
			assert.Equal(t, "st/ate", back.Get("state"))
			tokens, err := app.Exchange(ctx, back.Get("code"), oauth2.VerifierOption(verifier))
			require.NoError(t, err)
			assert.Equal(t, "Bearer", tokens.TokenType)
			idToken := verify(ctx, t, s, provider, tokens, e.clientID)
			assert.Equal(t, "n-1", idToken.Nonce)

			info, err := provider.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
			require.NoError(t, err)
			assert.Equal(t, idToken.Subject, info.Subject)
			assert.Equal(t, "jo@example.com", info.Email)
			assert.True(t, info.EmailVerified)

			endSession(t, client, provider, app)

			s.Advance(time.Hour)
			_, err = provider.Verifier(&oidc.Config{ClientID: e.clientID, Now: s.Now}).Verify(ctx, tokens.Extra("id_token").(string))
			var expiry *oidc.TokenExpiredError
			require.ErrorAs(t, err, &expiry)
			_, err = provider.UserInfo(ctx, oauth2.StaticTokenSource(&oauth2.Token{AccessToken: tokens.AccessToken}))
			require.Error(t, err, "the access token has expired")
			expired := &oauth2.Token{RefreshToken: tokens.RefreshToken, Expiry: time.Now().Add(-time.Hour)}
			refreshed, err := app.TokenSource(ctx, expired).Token()
			require.NoError(t, err)
			again := verify(ctx, t, s, provider, refreshed, e.clientID)
			assert.Equal(t, idToken.Subject, again.Subject)
			assert.Empty(t, again.Nonce, "a refresh has no nonce")
			assert.WithinDuration(t, idToken.IssuedAt.Add(time.Hour), again.IssuedAt, time.Minute)

			// Without rotation the library keeps the old refresh token.
			assert.Equal(t, rotation == types.FeatureTypeDisabled, refreshed.RefreshToken == tokens.RefreshToken)
			_, err = app.TokenSource(ctx, expired).Token()
			if rotation == types.FeatureTypeDisabled {
				assert.NoError(t, err)
				return
			}
			var rejected *oauth2.RetrieveError
			require.ErrorAs(t, err, &rejected, "the old token was rotated")
			assert.Equal(t, "invalid_grant", rejected.ErrorCode)
		})
	}
}

func verify(ctx context.Context, t *testing.T, s *cognitotest.Server, provider *oidc.Provider, tokens *oauth2.Token, clientID string) *oidc.IDToken {
	t.Helper()
	raw, _ := tokens.Extra("id_token").(string)
	idToken, err := provider.Verifier(&oidc.Config{ClientID: clientID, Now: s.Now}).Verify(ctx, raw)
	require.NoError(t, err)
	require.NoError(t, idToken.VerifyAccessToken(tokens.AccessToken))
	require.Error(t, idToken.VerifyAccessToken(tokens.AccessToken+"A"), "at_hash of another access token")
	_, err = provider.Verifier(&oidc.Config{ClientID: "another", Now: s.Now}).Verify(ctx, raw)
	require.Error(t, err, "for another client")
	return idToken
}

// endSession ends the session of the browser at the endpoint in the discovery document. After
// that, an authorization request leads to the form again.
func endSession(t *testing.T, client *http.Client, provider *oidc.Provider, app oauth2.Config) {
	t.Helper()
	again, _ := fetch(t, client, http.MethodGet, app.AuthCodeURL("s"), nil)
	assert.Contains(t, again.Header.Get("Location"), app.RedirectURL+"?code=", "the session is enough")
	var discovered struct {
		EndSession string `json:"end_session_endpoint"`
	}
	require.NoError(t, provider.Claims(&discovered))
	rejected, _ := fetch(t, client, http.MethodGet, discovered.EndSession+"?"+url.Values{"client_id": {app.ClientID}, "logout_uri": {"https://evil.example/"}}.Encode(), nil)
	assert.NotEqual(t, "https://evil.example/", rejected.Header.Get("Location"), "a logout_uri that the client does not have")
	ended, _ := fetch(t, client, http.MethodGet, discovered.EndSession+"?"+url.Values{"client_id": {app.ClientID}, "logout_uri": {signedOut}}.Encode(), nil)
	assert.Equal(t, http.StatusFound, ended.StatusCode)
	assert.Equal(t, signedOut, ended.Header.Get("Location"))
	again, _ = fetch(t, client, http.MethodGet, app.AuthCodeURL("s"), nil)
	assert.Contains(t, again.Header.Get("Location"), "/login?")
}
