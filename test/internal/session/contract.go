package session

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/golden"
)

// The members of token responses, sorted.
var (
	WithRefreshToken    = []string{"access_token", "expires_in", "id_token", "refresh_token", "token_type"}
	WithoutRefreshToken = []string{"access_token", "expires_in", "id_token", "token_type"}
)

// Contract returns the contract of a client that signs users in with openid. Lifetimes are in seconds.
func Contract(access, refresh int, rotation bool, grace int) deploy.RefreshContract {
	contract := deploy.RefreshContract{
		AccessTokenSeconds: access, IDTokenSeconds: access, RefreshTokenSeconds: refresh,
		Rotation: rotation, RetryGracePeriodSeconds: grace, Revocation: true,
		CodeResponseFields: WithRefreshToken, RefreshResponseFields: WithoutRefreshToken,
	}
	if rotation {
		contract.RefreshResponseFields = WithRefreshToken
	}
	return contract
}

// Lifetimes in seconds, as in the output refresh_contract.
const (
	Minute = 60
	Hour   = 60 * Minute
	Day    = 24 * Hour
)

// AssertContract asserts that a client behaves as the output refresh_contract states, from the sign-in to the expiry of each
// token.
func AssertContract(t *testing.T, d *deploy.Deployment, key string, app *login.Client, user deploy.User) {
	t.Helper()
	contract := d.Outputs.RefreshContract[key]
	t.Run("the responses have the promised members", func(t *testing.T) {
		first := SignIn(t, app, user)
		golden.AssertFields(t, contract.CodeResponseFields, first.Raw)
		second := Refresh(t, app, first.Refresh)
		golden.AssertFields(t, contract.RefreshResponseFields, second.Raw)
		AssertSameSession(t, d, Verify(t, d, key, app, user, first), Verify(t, d, key, app, user, second))
	})

	t.Run("a used refresh token", func(t *testing.T) {
		first := SignIn(t, app, user)
		second := Refresh(t, app, first.Refresh)
		if !contract.Rotation {
			assert.Empty(t, second.Refresh)
			Refresh(t, app, first.Refresh) // without rotation, it stays valid
			return
		}
		if second.Refresh == first.Refresh { // assert.NotEqual would print the token
			t.Error("the refresh token is not new")
		}
		if grace := Seconds(contract.RetryGracePeriodSeconds); grace > GraceMargin {
			Refresh(t, app, first.Refresh)
			d.Target.Wait(grace + GraceMargin)
		}
		AssertRefreshRejected(t, app, first.Refresh)
		Refresh(t, app, second.Refresh)
	})

	t.Run("a revoked refresh token", func(t *testing.T) {
		got := SignIn(t, app, user)
		resp, err := app.Revoke(t.Context(), got.Refresh)
		require.NoError(t, err)
		if !contract.Revocation {
			AssertError(t, resp, 400, "invalid_request")
			return
		}
		require.Equal(t, 200, resp.Status)
		AssertRefreshRejected(t, app, got.Refresh)
	})

	t.Run("each token expires at its time", func(t *testing.T) {
		got := SignIn(t, app, user)
		access, total := Seconds(contract.AccessTokenSeconds), Seconds(contract.RefreshTokenSeconds)
		d.Target.Advance(t, access-time.Minute)
		assertAccessToken(t, app, got.Access, 200)
		d.Target.Advance(t, time.Minute+time.Second)
		assertAccessToken(t, app, got.Access, 401)
		// With and without rotation, the last refresh token expires when the first one would.
		rest := total - access - time.Second
		for range 2 {
			d.Target.Advance(t, rest/2-30*time.Second)
			if renewed := Refresh(t, app, got.Refresh); renewed.Refresh != "" {
				got.Refresh = renewed.Refresh
			}
		}
		d.Target.Advance(t, 2*time.Minute)
		AssertRefreshRejected(t, app, got.Refresh)
	})
}

// assertAccessToken asserts the status of userInfo for an access token. The token must have the scope openid.
func assertAccessToken(t *testing.T, app *login.Client, token string, status int) {
	t.Helper()
	resp, err := app.UserInfo(t.Context(), token)
	require.NoError(t, err)
	assert.Equal(t, status, resp.Status, "userInfo")
}

// Seconds converts a number of seconds of the contract.
func Seconds(n int) time.Duration { return time.Duration(n) * time.Second }

// GraceMargin is the time between the end of a grace period and a request before or after it. It covers the time that the
// request takes.
const GraceMargin = 3 * time.Second

// AssertRefreshRejected asserts that the token endpoint returns invalid_grant for a refresh token.
func AssertRefreshRejected(t *testing.T, app *login.Client, refreshToken string) {
	t.Helper()
	resp, err := app.Refresh(t.Context(), refreshToken)
	require.NoError(t, err)
	AssertError(t, resp, http.StatusBadRequest, "invalid_grant")
}
