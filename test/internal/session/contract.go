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

// The fields of token responses, sorted.
var (
	WithRefreshToken    = []string{"access_token", "expires_in", "id_token", "refresh_token", "token_type"}
	WithoutRefreshToken = []string{"access_token", "expires_in", "id_token", "token_type"}
)

// Contract is what a client that signs users in with openid must promise. Lifetimes are in seconds.
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

const (
	Minute = 60
	Hour   = 60 * Minute
	Day    = 24 * Hour
)

// AssertContract sees that a client does what the output refresh_contract promises of it, from the sign-in to the end
// of every token.
func AssertContract(t *testing.T, d *deploy.Deployment, key string, app *login.Client, p deploy.User) {
	t.Helper()
	contract := d.Outputs.RefreshContract[key]
	t.Run("the responses have the fields that are promised", func(t *testing.T) {
		first := SignIn(t, app, p)
		golden.AssertFields(t, contract.CodeResponseFields, first.Raw)
		second := Refresh(t, app, first.Refresh)
		golden.AssertFields(t, contract.RefreshResponseFields, second.Raw)
		AssertSameSession(t, d, Verify(t, d, key, app, p, first), Verify(t, d, key, app, p, second))
	})

	t.Run("a used refresh token", func(t *testing.T) {
		first := SignIn(t, app, p)
		second := Refresh(t, app, first.Refresh)
		if !contract.Rotation {
			assert.Empty(t, second.Refresh)
			Refresh(t, app, first.Refresh) // it serves many times
			return
		}
		if second.Refresh == first.Refresh { // not assert.NotEqual, which would print it
			t.Error("the refresh token is not new")
		}
		if grace := Seconds(contract.RetryGracePeriodSeconds); grace > GraceMargin {
			Refresh(t, app, first.Refresh)
			d.Target.Wait(grace + GraceMargin)
		}
		AssertRefreshRejected(t, d, app, first.Refresh)
		Refresh(t, app, second.Refresh)
	})

	t.Run("a revoked refresh token", func(t *testing.T) {
		got := SignIn(t, app, p)
		resp, err := app.Revoke(t.Context(), got.Refresh)
		require.NoError(t, err)
		if !contract.Revocation {
			AssertError(t, resp, 400, "invalid_request")
			return
		}
		require.Equal(t, 200, resp.Status)
		AssertRefreshRejected(t, d, app, got.Refresh)
	})

	t.Run("every token ends at its time", func(t *testing.T) {
		got := SignIn(t, app, p)
		access, whole := Seconds(contract.AccessTokenSeconds), Seconds(contract.RefreshTokenSeconds)
		d.Target.Advance(t, access-time.Minute)
		assertAccessToken(t, d, app, got.Access, 200)
		d.Target.Advance(t, time.Minute+time.Second)
		assertAccessToken(t, d, app, got.Access, 401)
		// Whether rotated or not, the last refresh token ends with the first one's time.
		rest := whole - access - time.Second
		for range 2 {
			d.Target.Advance(t, rest/2-30*time.Second)
			if renewed := Refresh(t, app, got.Refresh); renewed.Refresh != "" {
				got.Refresh = renewed.Refresh
			}
		}
		d.Target.Advance(t, 2*time.Minute)
		AssertRefreshRejected(t, d, app, got.Refresh)
	})
}

// assertAccessToken asks userInfo whether an access token is good. It needs the openid scope.
func assertAccessToken(t *testing.T, d *deploy.Deployment, app *login.Client, token string, status int) {
	t.Helper()
	resp, err := app.UserInfo(t.Context(), token)
	require.NoError(t, err)
	assert.Equal(t, status, resp.Status, "userInfo")
}

func Seconds(n int) time.Duration { return time.Duration(n) * time.Second }

// GraceMargin is how far from the end of a grace period the suite asks, on either side: a request takes its time.
const GraceMargin = 3 * time.Second

// AssertRefreshRejected sees a refresh token refused.
func AssertRefreshRejected(t *testing.T, d *deploy.Deployment, app *login.Client, refreshToken string) {
	t.Helper()
	resp, err := app.Refresh(t.Context(), refreshToken)
	require.NoError(t, err)
	AssertError(t, resp, http.StatusBadRequest, "invalid_grant")
}
