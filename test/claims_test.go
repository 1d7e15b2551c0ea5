package test

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
)

// claims are the members of a JWT's payload; numbers are float64.
type claims map[string]any

// verified are the claims of an access token and an ID token whose signatures hold.
type verified struct {
	access, id claims
}

// verify checks the signatures of a token response against the published key set, with a foreign implementation, and
// the claims that hold for every sign-in against the outputs.
func (d *deployment) verify(t *testing.T, key string, app *login.Client, p person, got tokens) verified {
	t.Helper()
	contract := d.outputs.RefreshContract[key]
	ctx := oidc.ClientContext(t.Context(), d.env.http)
	keys := oidc.NewRemoteKeySet(ctx, d.outputs.JWKSURI)

	// An access token has no aud but a client_id, so the audience check is made by hand.
	access := d.verifySignature(t, ctx, keys, got.access, &oidc.Config{SkipClientIDCheck: true, Now: d.env.now})
	id := d.verifySignature(t, ctx, keys, got.id, &oidc.Config{ClientID: app.ClientID, Now: d.env.now})
	v := verified{access: claimsOf(t, access), id: claimsOf(t, id)}

	assert.Equal(t, "access", v.access["token_use"])
	assert.Equal(t, app.ClientID, v.access["client_id"])
	assert.Equal(t, contract.AccessTokenSeconds, v.access.lifetime(t), "lifetime of the access token")

	assert.Equal(t, "id", v.id["token_use"])
	assert.Equal(t, app.ClientID, v.id["aud"])
	assert.Equal(t, contract.IDTokenSeconds, v.id.lifetime(t), "lifetime of the ID token")
	if got.nonce != "" {
		assert.Equal(t, got.nonce, v.id["nonce"])
	}

	for use, c := range map[string]claims{"access": v.access, "id": v.id} {
		assert.Equal(t, p.sub, c["sub"], "sub of the %s token", use)
		assert.NotEmpty(t, c["jti"], "jti of the %s token", use)
		assert.NotEmpty(t, c["origin_jti"], "origin_jti of the %s token", use)
	}
	assert.NotEqual(t, v.access["jti"], v.id["jti"])
	assert.Equal(t, v.access["origin_jti"], v.id["origin_jti"])
	if d.env.strict {
		d.verifyStrictly(t, p, got, v, id)
	}
	return v
}

// verifyStrictly asserts what is documented or observed but not called safe to assert on AWS.
func (d *deployment) verifyStrictly(t *testing.T, p person, got tokens, v verified, id *oidc.IDToken) {
	t.Helper()
	assert.Equal(t, p.sub, v.access["username"], "a pool with username attributes makes the sub the username")
	assert.Equal(t, p.sub, v.id["cognito:username"])
	assert.EqualValues(t, 2, v.access["version"], "the mark of a token of the OAuth endpoints")
	assert.NotContains(t, v.access, "aud")
	assert.NotContains(t, v.access, "email", "an access token tells no attribute")
	assert.NotContains(t, v.id, "client_id")
	assert.NotContains(t, v.id, "version")
	assert.NotContains(t, v.id, "scope")
	assert.NotEmpty(t, v.access["event_id"])
	assert.Equal(t, v.access["event_id"], v.id["event_id"])
	assert.Equal(t, v.access["auth_time"], v.id["auth_time"])
	assert.Equal(t, p.Username, v.id["email"])
	assert.Equal(t, true, v.id["email_verified"], "a boolean here, unlike at userInfo")
	assert.NoError(t, id.VerifyAccessToken(got.access), "at_hash")
	for use, c := range map[string]claims{"access": v.access, "id": v.id} {
		assert.WithinDuration(t, d.env.now(), c.time(t, "iat"), time.Minute, "iat of the %s token", use)
		assert.False(t, c.time(t, "auth_time").After(c.time(t, "iat")), "auth_time of the %s token", use)
	}

	access, idHeader := headerOf(t, got.access), headerOf(t, got.id)
	for use, header := range map[string]map[string]any{"access": access, "id": idHeader} {
		assert.Len(t, header, 2, "the header of the %s token has kid and alg only", use)
		assert.Equal(t, "RS256", header["alg"])
	}
	assert.NotEqual(t, access["kid"], idHeader["kid"], "access and ID tokens are signed with different keys")
	if got.refresh != "" {
		assert.Equal(t, map[string]any{"cty": "JWT", "enc": "A256GCM", "alg": "RSA-OAEP"}, headerOf(t, got.refresh))
	}
}

// verifySignature also checks the issuer and that the token is not expired by the environment's clock.
func (d *deployment) verifySignature(t *testing.T, ctx context.Context, keys oidc.KeySet, token string, config *oidc.Config) *oidc.IDToken {
	t.Helper()
	// Without a kid, go-oidc would try every key.
	require.NotEmpty(t, headerOf(t, token)["kid"])
	config.SupportedSigningAlgs = []string{oidc.RS256}
	parsed, err := oidc.NewVerifier(d.outputs.Issuer, keys, config).Verify(ctx, token)
	require.NoError(t, err)
	return parsed
}

// assertScopes compares the granted scopes, in any order.
func assertScopes(t *testing.T, want []string, access claims) {
	t.Helper()
	granted, _ := access["scope"].(string)
	assert.ElementsMatch(t, want, strings.Fields(granted))
}

// assertSameSession compares the tokens of a refresh with those that it replaces.
func (d *deployment) assertSameSession(t *testing.T, before, after verified) {
	t.Helper()
	for use, pair := range map[string][2]claims{"access": {before.access, after.access}, "id": {before.id, after.id}} {
		assert.Equal(t, pair[0]["origin_jti"], pair[1]["origin_jti"], "origin_jti of the %s token is stable", use)
		assert.NotEqual(t, pair[0]["jti"], pair[1]["jti"], "jti of the %s token is new", use)
		if d.env.strict {
			assert.Equal(t, pair[0]["auth_time"], pair[1]["auth_time"], "auth_time of the %s token is that of the sign-in", use)
		}
	}
	scopes, _ := before.access["scope"].(string)
	assertScopes(t, strings.Fields(scopes), after.access)
}

func (c claims) lifetime(t *testing.T) int {
	t.Helper()
	return int(c.time(t, "exp").Sub(c.time(t, "iat")) / time.Second)
}

// time reads a NumericDate (RFC 7519 section 2), which Cognito gives in whole seconds.
func (c claims) time(t *testing.T, name string) time.Time {
	t.Helper()
	seconds, ok := c[name].(float64)
	require.True(t, ok, "claim %s is no number", name)
	require.Equal(t, math.Trunc(seconds), seconds, "claim %s is in whole seconds", name)
	return time.Unix(int64(seconds), 0)
}

func claimsOf(t *testing.T, token *oidc.IDToken) claims {
	t.Helper()
	var c claims
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

// distinct counts the different values of a claim.
func distinct(name string, all ...claims) int {
	var values []any
	for _, c := range all {
		if !slices.Contains(values, c[name]) {
			values = append(values, c[name])
		}
	}
	return len(values)
}
