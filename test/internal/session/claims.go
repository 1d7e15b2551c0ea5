package session

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
)

// Claims are the members of a JWT payload. Numbers are float64.
type Claims map[string]any

// Verified contains the claims of an access token and an ID token with valid signatures.
type Verified struct {
	Access, ID Claims
}

// Verify checks the signatures of a token response against the published key set, with go-oidc, and compares the claims
// of every sign-in with the outputs.
func Verify(t *testing.T, d *deploy.Deployment, key string, app *login.Client, user deploy.User, got Tokens) Verified {
	t.Helper()
	contract := d.Outputs.RefreshContract[key]
	ctx := oidc.ClientContext(t.Context(), d.Target.HTTP)
	keys := oidc.NewRemoteKeySet(ctx, d.Outputs.JWKSURI)

	// An access token has client_id in place of aud, so the audience is checked below.
	access := VerifySignature(t, ctx, d, keys, got.Access, &oidc.Config{SkipClientIDCheck: true, Now: d.Target.Now})
	id := VerifySignature(t, ctx, d, keys, got.ID, &oidc.Config{ClientID: app.ClientID, Now: d.Target.Now})
	v := Verified{Access: ClaimsOf(t, access), ID: ClaimsOf(t, id)}

	assert.Equal(t, "access", v.Access["token_use"])
	assert.Equal(t, app.ClientID, v.Access["client_id"])
	assert.Equal(t, contract.AccessTokenSeconds, v.Access.Lifetime(t), "lifetime of the access token")

	assert.Equal(t, "id", v.ID["token_use"])
	assert.Equal(t, app.ClientID, v.ID["aud"])
	assert.Equal(t, contract.IDTokenSeconds, v.ID.Lifetime(t), "lifetime of the ID token")
	if got.Nonce != "" {
		assert.Equal(t, got.Nonce, v.ID["nonce"])
	}

	for use, c := range map[string]Claims{"access": v.Access, "id": v.ID} {
		assert.Equal(t, user.Sub, c["sub"], "sub of the %s token", use)
		assert.NotEmpty(t, c["jti"], "jti of the %s token", use)
		assert.NotEmpty(t, c["origin_jti"], "origin_jti of the %s token", use)
	}
	assert.NotEqual(t, v.Access["jti"], v.ID["jti"])
	assert.Equal(t, v.Access["origin_jti"], v.ID["origin_jti"])
	if d.Target.Strict {
		verifyStrictly(t, d, user, got, v, id)
	}
	return v
}

// verifyStrictly asserts documented or observed behavior that is not safe to assert on AWS.
func verifyStrictly(t *testing.T, d *deploy.Deployment, user deploy.User, got Tokens, v Verified, id *oidc.IDToken) {
	t.Helper()
	assert.Equal(t, user.Sub, v.Access["username"], "in a pool with username attributes, the username is the sub")
	assert.Equal(t, user.Sub, v.ID["cognito:username"])
	assert.EqualValues(t, 2, v.Access["version"], "version 2 marks a token of the OAuth endpoints")
	assert.NotContains(t, v.Access, "aud")
	assert.NotContains(t, v.Access, "email", "an access token has no user attributes")
	assert.NotContains(t, v.ID, "client_id")
	assert.NotContains(t, v.ID, "version")
	assert.NotContains(t, v.ID, "scope")
	assert.NotEmpty(t, v.Access["event_id"])
	assert.Equal(t, v.Access["event_id"], v.ID["event_id"])
	assert.Equal(t, v.Access["auth_time"], v.ID["auth_time"])
	assert.Equal(t, user.Username, v.ID["email"])
	assert.Equal(t, true, v.ID["email_verified"], "a boolean, unlike at userInfo")
	assert.NoError(t, id.VerifyAccessToken(got.Access), "at_hash")
	for use, c := range map[string]Claims{"access": v.Access, "id": v.ID} {
		assert.WithinDuration(t, d.Target.Now(), c.Time(t, "iat"), time.Minute, "iat of the %s token", use)
		assert.False(t, c.Time(t, "auth_time").After(c.Time(t, "iat")), "auth_time of the %s token", use)
	}

	access, idHeader := headerOf(t, got.Access), headerOf(t, got.ID)
	for use, header := range map[string]map[string]any{"access": access, "id": idHeader} {
		assert.Len(t, header, 2, "the header of the %s token has kid and alg only", use)
		assert.Equal(t, "RS256", header["alg"])
	}
	assert.NotEqual(t, access["kid"], idHeader["kid"], "access and ID tokens are signed with different keys")
	if got.Refresh != "" {
		assert.Equal(t, map[string]any{"cty": "JWT", "enc": "A256GCM", "alg": "RSA-OAEP"}, headerOf(t, got.Refresh))
	}
}

// VerifySignature checks the signature, the issuer, and that the token is valid by the target's clock.
func VerifySignature(t *testing.T, ctx context.Context, d *deploy.Deployment, keys oidc.KeySet, token string, config *oidc.Config) *oidc.IDToken {
	t.Helper()
	// Without a kid, go-oidc tries every key.
	require.NotEmpty(t, headerOf(t, token)["kid"])
	config.SupportedSigningAlgs = []string{oidc.RS256}
	parsed, err := oidc.NewVerifier(d.Outputs.Issuer, keys, config).Verify(ctx, token)
	require.NoError(t, err)
	return parsed
}

// AssertScopes compares the granted scopes in any order.
func AssertScopes(t *testing.T, want []string, access Claims) {
	t.Helper()
	granted, _ := access["scope"].(string)
	assert.ElementsMatch(t, want, strings.Fields(granted))
}

// AssertSameSession compares the claims of a refresh with the claims before it.
func AssertSameSession(t *testing.T, d *deploy.Deployment, before, after Verified) {
	t.Helper()
	for use, pair := range map[string][2]Claims{"access": {before.Access, after.Access}, "id": {before.ID, after.ID}} {
		assert.Equal(t, pair[0]["origin_jti"], pair[1]["origin_jti"], "origin_jti of the %s token is stable", use)
		assert.NotEqual(t, pair[0]["jti"], pair[1]["jti"], "jti of the %s token is new", use)
		if d.Target.Strict {
			assert.Equal(t, pair[0]["auth_time"], pair[1]["auth_time"], "auth_time of the %s token is the time of the sign-in", use)
		}
	}
	scopes, _ := before.Access["scope"].(string)
	AssertScopes(t, strings.Fields(scopes), after.Access)
}

// Lifetime returns the seconds between iat and exp.
func (c Claims) Lifetime(t *testing.T) int {
	t.Helper()
	return int(c.Time(t, "exp").Sub(c.Time(t, "iat")) / time.Second)
}

// Time reads a NumericDate (RFC 7519 section 2). Cognito uses whole seconds.
func (c Claims) Time(t *testing.T, name string) time.Time {
	t.Helper()
	seconds, ok := c[name].(float64)
	require.True(t, ok, "claim %s is not a number", name)
	require.Equal(t, math.Trunc(seconds), seconds, "claim %s is in whole seconds", name)
	return time.Unix(int64(seconds), 0)
}

// ClaimsOf decodes the payload of a verified token.
func ClaimsOf(t *testing.T, token *oidc.IDToken) Claims {
	t.Helper()
	var c Claims
	require.NoError(t, token.Claims(&c))
	return c
}

// headerOf decodes the header of a compact token.
func headerOf(t *testing.T, token string) map[string]any {
	t.Helper()
	first, _, _ := strings.Cut(token, ".")
	raw, err := base64.RawURLEncoding.DecodeString(first)
	require.NoError(t, err)
	var header map[string]any
	require.NoError(t, json.Unmarshal(raw, &header))
	return header
}

// Distinct returns the number of different values of a claim.
func Distinct(name string, all ...Claims) int {
	var values []any
	for _, c := range all {
		if !slices.Contains(values, c[name]) {
			values = append(values, c[name])
		}
	}
	return len(values)
}

// IDClaims verifies the ID token and returns its claims.
func IDClaims(t *testing.T, d *deploy.Deployment, app *login.Client, got Tokens) Claims {
	t.Helper()
	ctx := oidc.ClientContext(t.Context(), d.Target.HTTP)
	return ClaimsOf(t, VerifySignature(t, ctx, d, oidc.NewRemoteKeySet(ctx, d.Outputs.JWKSURI), got.ID, &oidc.Config{ClientID: app.ClientID, Now: d.Target.Now}))
}
