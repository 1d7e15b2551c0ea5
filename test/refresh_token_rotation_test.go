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
)

const (
	ordersServer = "https://orders.example.com"
	ordersRead   = ordersServer + "/read"
)

// graceMargin is how far from the end of a grace period the suite asks, on either side: a request takes its time.
const graceMargin = 3 * time.Second

// TestRefreshTokenRotation judges examples/refresh-token-rotation: a confidential client whose old refresh tokens have
// a grace period, and a public one whose old refresh tokens have none.
func TestRefreshTokenRotation(t *testing.T) {
	t.Parallel()
	d := deploy(t, "refresh-token-rotation", throughProductionHostNames)
	web := d.application(t, "web", "openid", "email", "profile", ordersRead)
	spa := d.application(t, "spa", "openid", "email")
	ada := d.createUser(t)

	t.Run("the outputs name the endpoints of the pool", d.assertEndpoints)
	t.Run("the refresh contract says what the clients are configured with", d.testRotationContract)
	t.Run("a public client has no secret", func(t *testing.T) {
		assert.Equal(t, []string{"web"}, slices.Sorted(maps.Keys(d.outputs.ClientSecrets)))
	})
	t.Run("the scopes of the resource server are named in full", func(t *testing.T) {
		require.Contains(t, d.outputs.ScopeIdentifiers, ordersServer)
		assert.ElementsMatch(t, []string{ordersRead, ordersServer + "/write"}, d.outputs.ScopeIdentifiers[ordersServer])
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
			contract := d.outputs.RefreshContract[c.key]
			first := signIn(t, c.app, ada)
			assertShape(t, "refresh-token-rotation."+c.key+".code.json", first.raw)
			assertFields(t, contract.CodeResponseFields, first.raw)
			second := refresh(t, c.app, first.refresh)
			assertShape(t, "refresh-token-rotation."+c.key+".refresh.json", second.raw)
			assertFields(t, contract.RefreshResponseFields, second.raw)
			third := refresh(t, c.app, second.refresh)
			// Compared by hand: a failing assertion would print them.
			assert.False(t, first.refresh == second.refresh || second.refresh == third.refresh || first.refresh == third.refresh,
				"the refresh token is not new")

			v1, v2, v3 := d.verify(t, c.key, c.app, ada, first), d.verify(t, c.key, c.app, ada, second), d.verify(t, c.key, c.app, ada, third)
			assertScopes(t, c.scopes, v1.access)
			d.assertSameSession(t, v1, v2)
			d.assertSameSession(t, v2, v3)
			assert.Equal(t, 3, distinct("jti", v1.access, v2.access, v3.access))
			if d.env.strict { // the profile scope gives the name, and no other scope does
				name, ok := v1.id["name"]
				assert.Equal(t, c.key == "web", ok, "the ID token of %s has the name %v", c.key, name)
			}
		})
	}

	t.Run("grace", func(t *testing.T) { d.testGrace(t, web, spa, ada) })
	t.Run("clients", func(t *testing.T) { d.testForeignTokens(t, web, spa, ada) })

	t.Run("without openid there is no ID token", func(t *testing.T) {
		callback, err := web.NewBrowser().SignInWith(t.Context(), ada.Credentials, func(q url.Values) { q.Set("scope", ordersRead) })
		require.NoError(t, err)
		first := redeem(t, web, callback)
		assertShape(t, "refresh-token-rotation.without-openid.json", first.raw)
		if d.env.strict { // on AWS the fields of this refresh are not documented
			assertShape(t, "refresh-token-rotation.without-openid.json", refresh(t, web, first.refresh).raw)
			resp, err := web.UserInfo(t.Context(), first.access)
			require.NoError(t, err)
			assert.NotEqual(t, http.StatusOK, resp.Status, "userInfo needs the openid scope")
		}
	})

	t.Run("a refresh gives no scope that the sign-in did not ask for", func(t *testing.T) {
		d.skipUnlessStrict(t)
		callback, err := web.NewBrowser().SignInWith(t.Context(), ada.Credentials, func(q url.Values) { q.Set("scope", "openid") })
		require.NoError(t, err)
		resp, err := web.Token(t.Context(), url.Values{
			"grant_type": {"refresh_token"}, "refresh_token": {redeem(t, web, callback).refresh}, "scope": {"openid " + ordersRead},
		})
		require.NoError(t, err)
		assertScopes(t, []string{"openid"}, d.verify(t, "web", web, ada, granted(t, resp)).access)
	})

	t.Run("a revoked refresh token takes its successors along", func(t *testing.T) {
		first := signIn(t, web, ada)
		second := refresh(t, web, first.refresh)
		resp, err := web.Revoke(t.Context(), second.refresh)
		require.NoError(t, err)
		assert.Equal(t, http.StatusOK, resp.Status)
		assert.Empty(t, resp.Body)
		d.assertRefreshRefused(t, web, second.refresh)
		if d.env.strict { // one origin: the access tokens of the whole chain end
			for name, got := range map[string]tokens{"first": first, "second": second} {
				info, err := web.UserInfo(t.Context(), got.access)
				require.NoError(t, err)
				assert.Equal(t, http.StatusUnauthorized, info.Status, "the %s access token", name)
			}
		}
	})

	t.Run("a rotated refresh token ends when the first one would have", func(t *testing.T) {
		lifetime := seconds(d.outputs.RefreshContract["spa"].RefreshTokenSeconds)
		first := signIn(t, spa, ada)
		d.env.advance(t, lifetime-24*time.Hour)
		second := refresh(t, spa, first.refresh)
		d.env.advance(t, 23*time.Hour)
		third := refresh(t, spa, second.refresh)
		d.env.advance(t, 2*time.Hour)
		d.assertRefreshRefused(t, spa, third.refresh)
	})

	t.Run("signing in and rotating is no drift", d.planIsEmpty)
}

// testRotationContract compares the contract with what the example says and with what Cognito says of the clients.
func (d *deployment) testRotationContract(t *testing.T) {
	contract := func(idToken, grace int) refreshContract {
		fields := []string{"access_token", "expires_in", "id_token", "refresh_token", "token_type"}
		return refreshContract{
			AccessTokenSeconds: 3600, IDTokenSeconds: idToken, RefreshTokenSeconds: 30 * 24 * 3600,
			Rotation: true, RetryGracePeriodSeconds: grace, Revocation: true,
			CodeResponseFields: fields, RefreshResponseFields: fields,
		}
	}
	assert.Equal(t, map[string]refreshContract{"web": contract(1800, 10), "spa": contract(3600, 0)}, d.outputs.RefreshContract)

	for key, promised := range d.outputs.RefreshContract {
		client := d.describeClient(t, key)
		// Cognito refuses the two together.
		assert.NotContains(t, client.ExplicitAuthFlows, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth, key)
		if assert.NotNil(t, client.RefreshTokenRotation, key) {
			assert.Equal(t, types.FeatureTypeEnabled, client.RefreshTokenRotation.Feature, key)
			assert.EqualValues(t, promised.RetryGracePeriodSeconds, aws.ToInt32(client.RefreshTokenRotation.RetryGracePeriodSeconds), key)
		}
	}
}

// testGrace looks at what becomes of a refresh token that was rotated.
func (d *deployment) testGrace(t *testing.T, web, spa *login.Client, p person) {
	grace := seconds(d.outputs.RefreshContract["web"].RetryGracePeriodSeconds)
	require.Greater(t, grace, graceMargin, "the example's grace period is too short to be seen")

	t.Run("an old refresh token works inside its grace period and fails after it", func(t *testing.T) {
		first := signIn(t, web, p)
		second := refresh(t, web, first.refresh)
		before := d.verify(t, "web", web, p, first)
		retried := refresh(t, web, first.refresh)
		d.assertSameSession(t, before, d.verify(t, "web", web, p, retried))
		d.env.wait(grace + graceMargin)
		d.assertRefreshRefused(t, web, first.refresh)
		refresh(t, web, second.refresh) // the new one outlives the grace of the old one
	})

	t.Run("a retry does not prolong the grace period", func(t *testing.T) {
		first := signIn(t, web, p)
		refresh(t, web, first.refresh)
		d.env.advance(t, grace-graceMargin)
		refresh(t, web, first.refresh)
		d.env.advance(t, 2*graceMargin)
		d.assertRefreshRefused(t, web, first.refresh)
	})

	t.Run("the grace period begins with the rotation, not with the sign-in", func(t *testing.T) {
		first := signIn(t, web, p)
		d.env.wait(grace + graceMargin)
		refresh(t, web, first.refresh)
		refresh(t, web, first.refresh)
	})

	t.Run("without a grace period an old refresh token fails at once", func(t *testing.T) {
		first := signIn(t, spa, p)
		second := refresh(t, spa, first.refresh)
		d.assertRefreshRefused(t, spa, first.refresh)
		if d.env.strict { // that a reuse ends the whole chain is not documented
			refresh(t, spa, second.refresh)
		}
	})
}

// testForeignTokens lets one client use what was issued to the other.
func (d *deployment) testForeignTokens(t *testing.T, web, spa *login.Client, p person) {
	t.Run("a refresh token of another client is refused", func(t *testing.T) {
		d.assertRefreshRefused(t, spa, signIn(t, web, p).refresh)
		d.assertRefreshRefused(t, web, signIn(t, spa, p).refresh)
	})

	t.Run("a code of another client is refused", func(t *testing.T) {
		for _, pair := range [][2]*login.Client{{web, spa}, {spa, web}} {
			callback, err := pair[0].NewBrowser().SignIn(t.Context(), p.Credentials)
			require.NoError(t, err)
			resp, err := pair[1].Exchange(t.Context(), callback.Code, callback.CodeVerifier)
			require.NoError(t, err)
			d.env.assertRefusedAs(t, resp, http.StatusBadRequest, "invalid_grant")
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
		d.env.assertRefusedAs(t, resp, http.StatusBadRequest, "invalid_grant")
	})

	t.Run("a public client that sends a secret is refused", func(t *testing.T) {
		d.skipUnlessStrict(t)
		withSecret := *spa
		withSecret.ClientSecret = "made-up"
		resp, err := withSecret.Refresh(t.Context(), signIn(t, spa, p).refresh)
		require.NoError(t, err)
		assertRefused(t, resp, http.StatusBadRequest, "invalid_client")
	})
}

// assertRefreshRefused sees a refresh token refused.
func (d *deployment) assertRefreshRefused(t *testing.T, app *login.Client, refreshToken string) {
	t.Helper()
	resp, err := app.Refresh(t.Context(), refreshToken)
	require.NoError(t, err)
	assertRefused(t, resp, http.StatusBadRequest, "invalid_grant")
}
