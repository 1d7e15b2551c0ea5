package test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// The fields of token responses, sorted.
var (
	withRefreshToken    = []string{"access_token", "expires_in", "id_token", "refresh_token", "token_type"}
	withoutRefreshToken = []string{"access_token", "expires_in", "id_token", "token_type"}
)

// contractOf is what a client that signs users in with openid must promise. Lifetimes are in seconds.
func contractOf(access, refresh int, rotation bool, grace int) refreshContract {
	contract := refreshContract{
		AccessTokenSeconds: access, IDTokenSeconds: access, RefreshTokenSeconds: refresh,
		Rotation: rotation, RetryGracePeriodSeconds: grace, Revocation: true,
		CodeResponseFields: withRefreshToken, RefreshResponseFields: withoutRefreshToken,
	}
	if rotation {
		contract.RefreshResponseFields = withRefreshToken
	}
	return contract
}

const (
	minute = 60
	hour   = 60 * minute
	day    = 24 * hour
)

// keepsItsContract sees that a client does what the output refresh_contract promises of it, from the sign-in to the end
// of every token.
func (d *deployment) keepsItsContract(t *testing.T, key string, app *login.Client, p person) {
	t.Helper()
	contract := d.outputs.RefreshContract[key]
	t.Run("the responses have the fields that are promised", func(t *testing.T) {
		first := signIn(t, app, p)
		assertFields(t, contract.CodeResponseFields, first.raw)
		second := refresh(t, app, first.refresh)
		assertFields(t, contract.RefreshResponseFields, second.raw)
		d.assertSameSession(t, d.verify(t, key, app, p, first), d.verify(t, key, app, p, second))
	})

	t.Run("a used refresh token", func(t *testing.T) {
		first := signIn(t, app, p)
		second := refresh(t, app, first.refresh)
		if !contract.Rotation {
			assert.Empty(t, second.refresh)
			refresh(t, app, first.refresh) // it serves many times
			return
		}
		if second.refresh == first.refresh { // not assert.NotEqual, which would print it
			t.Error("the refresh token is not new")
		}
		if grace := seconds(contract.RetryGracePeriodSeconds); grace > graceMargin {
			refresh(t, app, first.refresh)
			d.env.wait(grace + graceMargin)
		}
		d.assertRefreshRefused(t, app, first.refresh)
		refresh(t, app, second.refresh)
	})

	t.Run("a revoked refresh token", func(t *testing.T) {
		got := signIn(t, app, p)
		resp, err := app.Revoke(t.Context(), got.refresh)
		require.NoError(t, err)
		if !contract.Revocation {
			assertRefused(t, resp, 400, "invalid_request")
			return
		}
		require.Equal(t, 200, resp.Status)
		d.assertRefreshRefused(t, app, got.refresh)
	})

	t.Run("every token ends at its time", func(t *testing.T) {
		got := signIn(t, app, p)
		access, whole := seconds(contract.AccessTokenSeconds), seconds(contract.RefreshTokenSeconds)
		d.env.advance(t, access-time.Minute)
		d.assertAccessToken(t, app, got.access, 200)
		d.env.advance(t, time.Minute+time.Second)
		d.assertAccessToken(t, app, got.access, 401)
		// Whether rotated or not, the last refresh token ends with the first one's time.
		rest := whole - access - time.Second
		for range 2 {
			d.env.advance(t, rest/2-30*time.Second)
			if renewed := refresh(t, app, got.refresh); renewed.refresh != "" {
				got.refresh = renewed.refresh
			}
		}
		d.env.advance(t, 2*time.Minute)
		d.assertRefreshRefused(t, app, got.refresh)
	})
}

// assertAccessToken asks userInfo whether an access token is good. It needs the openid scope.
func (d *deployment) assertAccessToken(t *testing.T, app *login.Client, token string, status int) {
	t.Helper()
	resp, err := app.UserInfo(t.Context(), token)
	require.NoError(t, err)
	assert.Equal(t, status, resp.Status, "userInfo")
}
