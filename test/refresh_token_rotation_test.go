package test

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/golden"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/session"
)

const (
	ordersServer = "https://orders.example.com"
	ordersRead   = ordersServer + "/read"
)

// TestRefreshTokenRotation deploys examples/refresh-token-rotation: a confidential client with a grace period for
// rotated refresh tokens, and a public client without one.
func TestRefreshTokenRotation(t *testing.T) {
	t.Parallel()
	d := deploy.Example(t, "refresh-token-rotation", deploy.WithProductionHostNames)
	web := d.Application(t, "web", "openid", "email", "profile", ordersRead)
	spa := d.Application(t, "spa", "openid", "email")
	ada := d.CreateUser(t)

	t.Run("the outputs contain the endpoints of the pool", d.AssertEndpoints)
	t.Run("the refresh contract has the configured settings", func(t *testing.T) { testRotationContract(t, d) })
	t.Run("a public client has no secret", func(t *testing.T) {
		assert.Equal(t, []string{"web"}, slices.Sorted(maps.Keys(d.Outputs.ClientSecrets)))
	})
	t.Run("the outputs contain the full names of the scopes of the resource server", func(t *testing.T) {
		require.Contains(t, d.Outputs.ScopeIdentifiers, ordersServer)
		assert.ElementsMatch(t, []string{ordersRead, ordersServer + "/write"}, d.Outputs.ScopeIdentifiers[ordersServer])
	})

	for _, c := range []struct {
		key    string
		app    *login.Client
		scopes []string
	}{
		{"web", web, []string{"openid", "email", "profile", ordersRead}},
		{"spa", spa, []string{"openid", "email"}},
	} {
		t.Run("a refresh of "+c.key+" returns new tokens and a new refresh token", func(t *testing.T) {
			contract := d.Outputs.RefreshContract[c.key]
			first := session.SignIn(t, c.app, ada)
			golden.AssertShape(t, "refresh-token-rotation."+c.key+".code.json", first.Raw)
			golden.AssertFields(t, contract.CodeResponseFields, first.Raw)
			second := session.Refresh(t, c.app, first.Refresh)
			golden.AssertShape(t, "refresh-token-rotation."+c.key+".refresh.json", second.Raw)
			golden.AssertFields(t, contract.RefreshResponseFields, second.Raw)
			third := session.Refresh(t, c.app, second.Refresh)
			// assert.NotEqual would print the tokens if it failed.
			assert.False(t, first.Refresh == second.Refresh || second.Refresh == third.Refresh || first.Refresh == third.Refresh,
				"the refresh token is not new")

			v1, v2, v3 := session.Verify(t, d, c.key, c.app, ada, first), session.Verify(t, d, c.key, c.app, ada, second), session.Verify(t, d, c.key, c.app, ada, third)
			session.AssertScopes(t, c.scopes, v1.Access)
			session.AssertSameSession(t, d, v1, v2)
			session.AssertSameSession(t, d, v2, v3)
			assert.Equal(t, 3, session.Distinct("jti", v1.Access, v2.Access, v3.Access))
			if d.Target.Strict { // the scope profile, and no other, adds the name
				name, ok := v1.ID["name"]
				assert.Equal(t, c.key == "web", ok, "the ID token of %s has the name %v", c.key, name)
			}
		})
	}

	t.Run("grace", func(t *testing.T) { testGrace(t, d, web, spa, ada) })
	t.Run("clients", func(t *testing.T) { testForeignTokens(t, d, web, spa, ada) })

	t.Run("without openid there is no ID token", func(t *testing.T) {
		callback, err := web.NewBrowser().SignInWith(t.Context(), ada.Credentials, func(q url.Values) { q.Set("scope", ordersRead) })
		require.NoError(t, err)
		first := session.Redeem(t, web, callback)
		golden.AssertShape(t, "refresh-token-rotation.without-openid.json", first.Raw)
		if d.Target.Strict { // AWS does not document the members of this refresh
			golden.AssertShape(t, "refresh-token-rotation.without-openid.json", session.Refresh(t, web, first.Refresh).Raw)
			resp, err := web.UserInfo(t.Context(), first.Access)
			require.NoError(t, err)
			assert.NotEqual(t, http.StatusOK, resp.Status, "userInfo needs the openid scope")
		}
	})

	t.Run("a refresh grants no scope that the sign-in did not request", func(t *testing.T) {
		d.SkipUnlessStrict(t)
		callback, err := web.NewBrowser().SignInWith(t.Context(), ada.Credentials, func(q url.Values) { q.Set("scope", "openid") })
		require.NoError(t, err)
		resp, err := web.Token(t.Context(), url.Values{
			"grant_type": {"refresh_token"}, "refresh_token": {session.Redeem(t, web, callback).Refresh}, "scope": {"openid " + ordersRead},
		})
		require.NoError(t, err)
		session.AssertScopes(t, []string{"openid"}, session.Verify(t, d, "web", web, ada, session.Parse(t, resp)).Access)
	})

	t.Run("revoking a refresh token revokes its token family", func(t *testing.T) {
		first := session.SignIn(t, web, ada)
		second := session.Refresh(t, web, first.Refresh)
		resp, err := web.Revoke(t.Context(), second.Refresh)
		require.NoError(t, err)
		assert.Equal(t, http.StatusOK, resp.Status)
		assert.Empty(t, resp.Body)
		session.AssertRefreshRejected(t, web, second.Refresh)
		if d.Target.Strict { // one origin: all access tokens of the token family are revoked
			for name, got := range map[string]session.Tokens{"first": first, "second": second} {
				info, err := web.UserInfo(t.Context(), got.Access)
				require.NoError(t, err)
				assert.Equal(t, http.StatusUnauthorized, info.Status, "the %s access token", name)
			}
		}
	})

	t.Run("a rotated refresh token expires with the first one", func(t *testing.T) {
		lifetime := session.Seconds(d.Outputs.RefreshContract["spa"].RefreshTokenSeconds)
		first := session.SignIn(t, spa, ada)
		d.Target.Advance(t, lifetime-24*time.Hour)
		second := session.Refresh(t, spa, first.Refresh)
		d.Target.Advance(t, 23*time.Hour)
		third := session.Refresh(t, spa, second.Refresh)
		d.Target.Advance(t, 2*time.Hour)
		session.AssertRefreshRejected(t, spa, third.Refresh)
	})

	t.Run("the sign-ins and rotations cause no drift", d.AssertEmptyPlan)
}

// testRotationContract compares the contract with the settings of the example and with the deployed clients.
func testRotationContract(t *testing.T, d *deploy.Deployment) {
	contract := func(idToken, grace int) deploy.RefreshContract {
		fields := []string{"access_token", "expires_in", "id_token", "refresh_token", "token_type"}
		return deploy.RefreshContract{
			AccessTokenSeconds: 3600, IDTokenSeconds: idToken, RefreshTokenSeconds: 30 * 24 * 3600,
			Rotation: true, RetryGracePeriodSeconds: grace, Revocation: true,
			CodeResponseFields: fields, RefreshResponseFields: fields,
		}
	}
	assert.Equal(t, map[string]deploy.RefreshContract{"web": contract(1800, 10), "spa": contract(3600, 0)}, d.Outputs.RefreshContract)

	for key, promised := range d.Outputs.RefreshContract {
		client := d.DescribeClient(t, key)
		// Cognito rejects the flow together with rotation.
		assert.NotContains(t, client.ExplicitAuthFlows, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth, key)
		if assert.NotNil(t, client.RefreshTokenRotation, key) {
			assert.Equal(t, types.FeatureTypeEnabled, client.RefreshTokenRotation.Feature, key)
			assert.EqualValues(t, promised.RetryGracePeriodSeconds, aws.ToInt32(client.RefreshTokenRotation.RetryGracePeriodSeconds), key)
		}
	}
}

// testGrace asserts until when a rotated refresh token is accepted.
func testGrace(t *testing.T, d *deploy.Deployment, web, spa *login.Client, user deploy.User) {
	grace := session.Seconds(d.Outputs.RefreshContract["web"].RetryGracePeriodSeconds)
	require.Greater(t, grace, session.GraceMargin, "the grace period of the example is too short for the test")

	t.Run("an old refresh token works inside its grace period and fails after it", func(t *testing.T) {
		first := session.SignIn(t, web, user)
		second := session.Refresh(t, web, first.Refresh)
		before := session.Verify(t, d, "web", web, user, first)
		retried := session.Refresh(t, web, first.Refresh)
		session.AssertSameSession(t, d, before, session.Verify(t, d, "web", web, user, retried))
		d.Target.Wait(grace + session.GraceMargin)
		session.AssertRefreshRejected(t, web, first.Refresh)
		session.Refresh(t, web, second.Refresh) // the new token stays valid after the grace period of the old one
	})

	t.Run("a retry does not extend the grace period", func(t *testing.T) {
		first := session.SignIn(t, web, user)
		session.Refresh(t, web, first.Refresh)
		d.Target.Advance(t, grace-session.GraceMargin)
		session.Refresh(t, web, first.Refresh)
		d.Target.Advance(t, 2*session.GraceMargin)
		session.AssertRefreshRejected(t, web, first.Refresh)
	})

	t.Run("the grace period begins at the rotation, not at the sign-in", func(t *testing.T) {
		first := session.SignIn(t, web, user)
		d.Target.Wait(grace + session.GraceMargin)
		session.Refresh(t, web, first.Refresh)
		session.Refresh(t, web, first.Refresh)
	})

	t.Run("without a grace period an old refresh token fails at once", func(t *testing.T) {
		first := session.SignIn(t, spa, user)
		second := session.Refresh(t, spa, first.Refresh)
		session.AssertRefreshRejected(t, spa, first.Refresh)
		if d.Target.Strict { // AWS does not document that a reuse revokes the token family
			session.Refresh(t, spa, second.Refresh)
		}
	})
}

// testForeignTokens uses tokens and codes of one client with the other.
func testForeignTokens(t *testing.T, d *deploy.Deployment, web, spa *login.Client, user deploy.User) {
	t.Run("a refresh token of another client is rejected", func(t *testing.T) {
		session.AssertRefreshRejected(t, spa, session.SignIn(t, web, user).Refresh)
		session.AssertRefreshRejected(t, web, session.SignIn(t, spa, user).Refresh)
	})

	t.Run("a code of another client is rejected", func(t *testing.T) {
		for _, pair := range [][2]*login.Client{{web, spa}, {spa, web}} {
			callback, err := pair[0].NewBrowser().SignIn(t.Context(), user.Credentials)
			require.NoError(t, err)
			resp, err := pair[1].Exchange(t.Context(), callback.Code, callback.CodeVerifier)
			require.NoError(t, err)
			session.AssertInferredError(t, d.Target, resp, http.StatusBadRequest, "invalid_grant")
		}
	})

	t.Run("a scope of another client is rejected", func(t *testing.T) {
		_, err := spa.NewBrowser().SignInWith(t.Context(), user.Credentials, func(q url.Values) { q.Set("scope", "openid "+ordersRead) })
		var rejected *login.CallbackError
		require.ErrorAs(t, err, &rejected)
		assert.Equal(t, "invalid_request", rejected.Code)
	})

	t.Run("a public client must send its code verifier", func(t *testing.T) {
		callback, err := spa.NewBrowser().SignIn(t.Context(), user.Credentials)
		require.NoError(t, err)
		resp, err := spa.Exchange(t.Context(), callback.Code, "")
		require.NoError(t, err)
		session.AssertInferredError(t, d.Target, resp, http.StatusBadRequest, "invalid_grant")
	})

	t.Run("a public client that sends a secret is rejected", func(t *testing.T) {
		d.SkipUnlessStrict(t)
		withSecret := *spa
		withSecret.ClientSecret = "made-up"
		resp, err := withSecret.Refresh(t.Context(), session.SignIn(t, spa, user).Refresh)
		require.NoError(t, err)
		session.AssertError(t, resp, http.StatusBadRequest, "invalid_client")
	})
}
