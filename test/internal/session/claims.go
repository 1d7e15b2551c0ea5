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

// Claims are the members of a JWT's payload; numbers are float64.
type Claims map[string]any

// Verified are the claims of an access token and an ID token whose signatures hold.
type Verified struct {
	Access, ID Claims
}

// Verify checks the signatures of a token response against the published key set, with a foreign implementation, and
// the claims that hold for every sign-in against the outputs.
func Verify(t *testing.T, d *deploy.Deployment, key string, app *login.Client, p deploy.User, got Tokens) Verified {
	t.Helper()
	contract := d.Outputs.RefreshContract[key]
	ctx := oidc.ClientContext(t.Context(), d.Target.HTTP)
	keys := oidc.NewRemoteKeySet(ctx, d.Outputs.JWKSURI)

	// An access token has no aud but a client_id, so the audience check is made by hand.
	access := VerifySignature(t, d, ctx, keys, got.Access, &oidc.Config{SkipClientIDCheck: true, Now: d.Target.Now})
	id := VerifySignature(t, d, ctx, keys, got.ID, &oidc.Config{ClientID: app.ClientID, Now: d.Target.Now})
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
		assert.Equal(t, p.Sub, c["sub"], "sub of the %s token", use)
		assert.NotEmpty(t, c["jti"], "jti of the %s token", use)
		assert.NotEmpty(t, c["origin_jti"], "origin_jti of the %s token", use)
	}
	assert.NotEqual(t, v.Access["jti"], v.ID["jti"])
	assert.Equal(t, v.Access["origin_jti"], v.ID["origin_jti"])
	if d.Target.Strict {
		verifyStrictly(t, d, p, got, v, id)
	}
	return v
}

// verifyStrictly asserts what is documented or observed but not called safe to assert on AWS.
func verifyStrictly(t *testing.T, d *deploy.Deployment, p deploy.User, got Tokens, v Verified, id *oidc.IDToken) {
	t.Helper()
	assert.Equal(t, p.Sub, v.Access["username"], "a pool with username attributes makes the sub the username")
	assert.Equal(t, p.Sub, v.ID["cognito:username"])
	assert.EqualValues(t, 2, v.Access["version"], "the mark of a token of the OAuth endpoints")
	assert.NotContains(t, v.Access, "aud")
	assert.NotContains(t, v.Access, "email", "an access token tells no attribute")
	assert.NotContains(t, v.ID, "client_id")
	assert.NotContains(t, v.ID, "version")
	assert.NotContains(t, v.ID, "scope")
	assert.NotEmpty(t, v.Access["event_id"])
	assert.Equal(t, v.Access["event_id"], v.ID["event_id"])
	assert.Equal(t, v.Access["auth_time"], v.ID["auth_time"])
	assert.Equal(t, p.Username, v.ID["email"])
	assert.Equal(t, true, v.ID["email_verified"], "a boolean here, unlike at userInfo")
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

// VerifySignature also checks the issuer and that the token is not expired by the environment's clock.
func VerifySignature(t *testing.T, d *deploy.Deployment, ctx context.Context, keys oidc.KeySet, token string, config *oidc.Config) *oidc.IDToken {
	t.Helper()
	// Without a kid, go-oidc would try every key.
	require.NotEmpty(t, headerOf(t, token)["kid"])
	config.SupportedSigningAlgs = []string{oidc.RS256}
	parsed, err := oidc.NewVerifier(d.Outputs.Issuer, keys, config).Verify(ctx, token)
	require.NoError(t, err)
	return parsed
}

// AssertScopes compares the granted scopes, in any order.
func AssertScopes(t *testing.T, want []string, access Claims) {
	t.Helper()
	granted, _ := access["scope"].(string)
	assert.ElementsMatch(t, want, strings.Fields(granted))
}

// AssertSameSession compares the tokens of a refresh with those that it replaces.
func AssertSameSession(t *testing.T, d *deploy.Deployment, before, after Verified) {
	t.Helper()
	for use, pair := range map[string][2]Claims{"access": {before.Access, after.Access}, "id": {before.ID, after.ID}} {
		assert.Equal(t, pair[0]["origin_jti"], pair[1]["origin_jti"], "origin_jti of the %s token is stable", use)
		assert.NotEqual(t, pair[0]["jti"], pair[1]["jti"], "jti of the %s token is new", use)
		if d.Target.Strict {
			assert.Equal(t, pair[0]["auth_time"], pair[1]["auth_time"], "auth_time of the %s token is that of the sign-in", use)
		}
	}
	scopes, _ := before.Access["scope"].(string)
	AssertScopes(t, strings.Fields(scopes), after.Access)
}

func (c Claims) Lifetime(t *testing.T) int {
	t.Helper()
	return int(c.Time(t, "exp").Sub(c.Time(t, "iat")) / time.Second)
}

// Time reads a NumericDate (RFC 7519 section 2), which Cognito gives in whole seconds.
func (c Claims) Time(t *testing.T, name string) time.Time {
	t.Helper()
	seconds, ok := c[name].(float64)
	require.True(t, ok, "claim %s is no number", name)
	require.Equal(t, math.Trunc(seconds), seconds, "claim %s is in whole seconds", name)
	return time.Unix(int64(seconds), 0)
}

func ClaimsOf(t *testing.T, token *oidc.IDToken) Claims {
	t.Helper()
	var c Claims
	require.NoError(t, token.Claims(&c))
	return c
}

// headerOf reads the first part of a compact token.
func headerOf(t *testing.T, token string) map[string]any {
	t.Helper()
	first, _, _ := strings.Cut(token, ".")
	raw, err := base64.RawURLEncoding.DecodeString(first)
	require.NoError(t, err)
	var header map[string]any
	require.NoError(t, json.Unmarshal(raw, &header))
	return header
}

// Distinct counts the different values of a claim.
func Distinct(name string, all ...Claims) int {
	var values []any
	for _, c := range all {
		if !slices.Contains(values, c[name]) {
			values = append(values, c[name])
		}
	}
	return len(values)
}

// IDClaims verifies the ID token and returns what it says.
func IDClaims(t *testing.T, d *deploy.Deployment, app *login.Client, got Tokens) Claims {
	t.Helper()
	ctx := oidc.ClientContext(t.Context(), d.Target.HTTP)
	return ClaimsOf(t, VerifySignature(t, d, ctx, oidc.NewRemoteKeySet(ctx, d.Outputs.JWKSURI), got.ID, &oidc.Config{ClientID: app.ClientID, Now: d.Target.Now}))
}
