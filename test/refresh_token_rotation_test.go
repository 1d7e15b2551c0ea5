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

// TestRefreshTokenRotation judges examples/refresh-token-rotation: a confidential client whose old refresh tokens have
// a grace period, and a public one whose old refresh tokens have none.
func TestRefreshTokenRotation(t *testing.T) {
	t.Parallel()
	d := deploy.Example(t, "refresh-token-rotation", deploy.WithProductionHostNames)
	web := d.Application(t, "web", "openid", "email", "profile", ordersRead)
	spa := d.Application(t, "spa", "openid", "email")
	ada := d.CreateUser(t)

	t.Run("the outputs name the endpoints of the pool", d.AssertEndpoints)
	t.Run("the refresh contract says what the clients are configured with", func(t *testing.T) { testRotationContract(t, d) })
	t.Run("a public client has no secret", func(t *testing.T) {
		assert.Equal(t, []string{"web"}, slices.Sorted(maps.Keys(d.Outputs.ClientSecrets)))
	})
	t.Run("the scopes of the resource server are named in full", func(t *testing.T) {
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
		t.Run("a refresh of "+c.key+" gives new tokens and a new refresh token", func(t *testing.T) {
			contract := d.Outputs.RefreshContract[c.key]
			first := session.SignIn(t, c.app, ada)
			golden.AssertShape(t, "refresh-token-rotation."+c.key+".code.json", first.Raw)
			golden.AssertFields(t, contract.CodeResponseFields, first.Raw)
			second := session.Refresh(t, c.app, first.Refresh)
			golden.AssertShape(t, "refresh-token-rotation."+c.key+".refresh.json", second.Raw)
			golden.AssertFields(t, contract.RefreshResponseFields, second.Raw)
			third := session.Refresh(t, c.app, second.Refresh)
			// Compared by hand: a failing assertion would print them.
			assert.False(t, first.Refresh == second.Refresh || second.Refresh == third.Refresh || first.Refresh == third.Refresh,
				"the refresh token is not new")

			v1, v2, v3 := session.Verify(t, d, c.key, c.app, ada, first), session.Verify(t, d, c.key, c.app, ada, second), session.Verify(t, d, c.key, c.app, ada, third)
			session.AssertScopes(t, c.scopes, v1.Access)
			session.AssertSameSession(t, d, v1, v2)
			session.AssertSameSession(t, d, v2, v3)
			assert.Equal(t, 3, session.Distinct("jti", v1.Access, v2.Access, v3.Access))
			if d.Target.Strict { // the profile scope gives the name, and no other scope does
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
		if d.Target.Strict { // on AWS the fields of this refresh are not documented
			golden.AssertShape(t, "refresh-token-rotation.without-openid.json", session.Refresh(t, web, first.Refresh).Raw)
			resp, err := web.UserInfo(t.Context(), first.Access)
			require.NoError(t, err)
			assert.NotEqual(t, http.StatusOK, resp.Status, "userInfo needs the openid scope")
		}
	})

	t.Run("a refresh gives no scope that the sign-in did not ask for", func(t *testing.T) {
		d.SkipUnlessStrict(t)
		callback, err := web.NewBrowser().SignInWith(t.Context(), ada.Credentials, func(q url.Values) { q.Set("scope", "openid") })
		require.NoError(t, err)
		resp, err := web.Token(t.Context(), url.Values{
			"grant_type": {"refresh_token"}, "refresh_token": {session.Redeem(t, web, callback).Refresh}, "scope": {"openid " + ordersRead},
		})
		require.NoError(t, err)
		session.AssertScopes(t, []string{"openid"}, session.Verify(t, d, "web", web, ada, session.Parse(t, resp)).Access)
	})

	t.Run("a revoked refresh token takes its successors along", func(t *testing.T) {
		first := session.SignIn(t, web, ada)
		second := session.Refresh(t, web, first.Refresh)
		resp, err := web.Revoke(t.Context(), second.Refresh)
		require.NoError(t, err)
		assert.Equal(t, http.StatusOK, resp.Status)
		assert.Empty(t, resp.Body)
		session.AssertRefreshRejected(t, d, web, second.Refresh)
		if d.Target.Strict { // one origin: the access tokens of the whole chain end
			for name, got := range map[string]session.Tokens{"first": first, "second": second} {
				info, err := web.UserInfo(t.Context(), got.Access)
				require.NoError(t, err)
				assert.Equal(t, http.StatusUnauthorized, info.Status, "the %s access token", name)
			}
		}
	})

	t.Run("a rotated refresh token ends when the first one would have", func(t *testing.T) {
		lifetime := session.Seconds(d.Outputs.RefreshContract["spa"].RefreshTokenSeconds)
		first := session.SignIn(t, spa, ada)
		d.Target.Advance(t, lifetime-24*time.Hour)
		second := session.Refresh(t, spa, first.Refresh)
		d.Target.Advance(t, 23*time.Hour)
		third := session.Refresh(t, spa, second.Refresh)
		d.Target.Advance(t, 2*time.Hour)
		session.AssertRefreshRejected(t, d, spa, third.Refresh)
	})

	t.Run("signing in and rotating is no drift", d.AssertEmptyPlan)
}

// testRotationContract compares the contract with what the example says and with what Cognito says of the clients.
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
		// Cognito refuses the two together.
		assert.NotContains(t, client.ExplicitAuthFlows, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth, key)
		if assert.NotNil(t, client.RefreshTokenRotation, key) {
			assert.Equal(t, types.FeatureTypeEnabled, client.RefreshTokenRotation.Feature, key)
			assert.EqualValues(t, promised.RetryGracePeriodSeconds, aws.ToInt32(client.RefreshTokenRotation.RetryGracePeriodSeconds), key)
		}
	}
}

// testGrace looks at what becomes of a refresh token that was rotated.
func testGrace(t *testing.T, d *deploy.Deployment, web, spa *login.Client, p deploy.User) {
	grace := session.Seconds(d.Outputs.RefreshContract["web"].RetryGracePeriodSeconds)
	require.Greater(t, grace, session.GraceMargin, "the example's grace period is too short to be seen")

	t.Run("an old refresh token works inside its grace period and fails after it", func(t *testing.T) {
		first := session.SignIn(t, web, p)
		second := session.Refresh(t, web, first.Refresh)
		before := session.Verify(t, d, "web", web, p, first)
		retried := session.Refresh(t, web, first.Refresh)
		session.AssertSameSession(t, d, before, session.Verify(t, d, "web", web, p, retried))
		d.Target.Wait(grace + session.GraceMargin)
		session.AssertRefreshRejected(t, d, web, first.Refresh)
		session.Refresh(t, web, second.Refresh) // the new one outlives the grace of the old one
	})

	t.Run("a retry does not prolong the grace period", func(t *testing.T) {
		first := session.SignIn(t, web, p)
		session.Refresh(t, web, first.Refresh)
		d.Target.Advance(t, grace-session.GraceMargin)
		session.Refresh(t, web, first.Refresh)
		d.Target.Advance(t, 2*session.GraceMargin)
		session.AssertRefreshRejected(t, d, web, first.Refresh)
	})

	t.Run("the grace period begins with the rotation, not with the sign-in", func(t *testing.T) {
		first := session.SignIn(t, web, p)
		d.Target.Wait(grace + session.GraceMargin)
		session.Refresh(t, web, first.Refresh)
		session.Refresh(t, web, first.Refresh)
	})

	t.Run("without a grace period an old refresh token fails at once", func(t *testing.T) {
		first := session.SignIn(t, spa, p)
		second := session.Refresh(t, spa, first.Refresh)
		session.AssertRefreshRejected(t, d, spa, first.Refresh)
		if d.Target.Strict { // that a reuse ends the whole chain is not documented
			session.Refresh(t, spa, second.Refresh)
		}
	})
}

// testForeignTokens lets one client use what was issued to the other.
func testForeignTokens(t *testing.T, d *deploy.Deployment, web, spa *login.Client, p deploy.User) {
	t.Run("a refresh token of another client is refused", func(t *testing.T) {
		session.AssertRefreshRejected(t, d, spa, session.SignIn(t, web, p).Refresh)
		session.AssertRefreshRejected(t, d, web, session.SignIn(t, spa, p).Refresh)
	})

	t.Run("a code of another client is refused", func(t *testing.T) {
		for _, pair := range [][2]*login.Client{{web, spa}, {spa, web}} {
			callback, err := pair[0].NewBrowser().SignIn(t.Context(), p.Credentials)
			require.NoError(t, err)
			resp, err := pair[1].Exchange(t.Context(), callback.Code, callback.CodeVerifier)
			require.NoError(t, err)
			session.AssertInferredError(t, d.Target, resp, http.StatusBadRequest, "invalid_grant")
		}
	})

	t.Run("a scope of another client is refused", func(t *testing.T) {
		_, err := spa.NewBrowser().SignInWith(t.Context(), p.Credentials, func(q url.Values) { q.Set("scope", "openid "+ordersRead) })
		var refused *login.CallbackError
		require.ErrorAs(t, err, &refused)
		assert.Equal(t, "invalid_request", refused.Code)
	})

	t.Run("a public client must prove its challenge", func(t *testing.T) {
		callback, err := spa.NewBrowser().SignIn(t.Context(), p.Credentials)
		require.NoError(t, err)
		resp, err := spa.Exchange(t.Context(), callback.Code, "")
		require.NoError(t, err)
		session.AssertInferredError(t, d.Target, resp, http.StatusBadRequest, "invalid_grant")
	})

	t.Run("a public client that sends a secret is refused", func(t *testing.T) {
		d.SkipUnlessStrict(t)
		withSecret := *spa
		withSecret.ClientSecret = "made-up"
		resp, err := withSecret.Refresh(t.Context(), session.SignIn(t, spa, p).Refresh)
		require.NoError(t, err)
		session.AssertError(t, resp, http.StatusBadRequest, "invalid_client")
	})
}
