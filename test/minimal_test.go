package test

import (
	"net/http"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/golden"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/session"
)

// TestMinimal deploys examples/minimal: one confidential client without rotation.
func TestMinimal(t *testing.T) {
	t.Parallel()
	d := deploy.Example(t, "minimal", deploy.WithProviderPerCommand)
	web := d.Application(t, "web", "openid", "email", "profile")
	ada := d.CreateUser(t)
	contract := d.Outputs.RefreshContract["web"]

	t.Run("the outputs contain the endpoints of the pool", d.AssertEndpoints)
	t.Run("the pool publishes its signing keys", d.AssertKeySet)

	t.Run("the refresh contract has the configured settings", func(t *testing.T) {
		assert.Equal(t, map[string]deploy.RefreshContract{"web": {
			AccessTokenSeconds:    3600,
			IDTokenSeconds:        3600,
			RefreshTokenSeconds:   30 * 24 * 3600,
			Revocation:            true,
			CodeResponseFields:    []string{"access_token", "expires_in", "id_token", "refresh_token", "token_type"},
			RefreshResponseFields: []string{"access_token", "expires_in", "id_token", "token_type"},
		}}, d.Outputs.RefreshContract)
		client := d.DescribeClient(t, "web")
		assert.Contains(t, client.ExplicitAuthFlows, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth)
		if client.RefreshTokenRotation != nil {
			assert.Equal(t, types.FeatureTypeDisabled, client.RefreshTokenRotation.Feature)
		}
	})

	t.Run("a code returns an access, an ID and a refresh token", func(t *testing.T) {
		got := session.SignIn(t, web, ada)
		golden.AssertShape(t, "minimal.web.code.json", got.Raw)
		golden.AssertFields(t, contract.CodeResponseFields, got.Raw)
		v := session.Verify(t, d, "web", web, ada, got)
		session.AssertScopes(t, []string{"openid", "email", "profile"}, v.Access)
		if d.Target.Strict {
			assert.Equal(t, ada.Name, v.ID["name"], "the scope profile adds the name")
		}
	})

	t.Run("a refresh returns new tokens and no refresh token", func(t *testing.T) {
		first := session.SignIn(t, web, ada)
		second := session.Refresh(t, web, first.Refresh)
		golden.AssertShape(t, "minimal.web.refresh.json", second.Raw)
		golden.AssertFields(t, contract.RefreshResponseFields, second.Raw)
		third := session.Refresh(t, web, first.Refresh) // without rotation a refresh token stays valid

		before, after, again := session.Verify(t, d, "web", web, ada, first), session.Verify(t, d, "web", web, ada, second), session.Verify(t, d, "web", web, ada, third)
		session.AssertSameSession(t, d, before, after)
		session.AssertSameSession(t, d, before, again)
		assert.Equal(t, 3, session.Distinct("jti", before.Access, after.Access, again.Access))
	})

	t.Run("a sign-in without scopes grants all scopes of the client", func(t *testing.T) {
		d.SkipUnlessStrict(t)
		got := session.SignIn(t, d.Application(t, "web"), ada)
		session.AssertScopes(t, []string{"openid", "email", "profile"}, session.Verify(t, d, "web", web, ada, got).Access)
	})

	t.Run("the client may authenticate in the body", func(t *testing.T) {
		inBody := *web
		inBody.SecretInBody = true
		got := session.SignIn(t, &inBody, ada)
		session.Refresh(t, &inBody, got.Refresh)
	})

	t.Run("two sign-ins are two sessions", func(t *testing.T) {
		one, two := session.Verify(t, d, "web", web, ada, session.SignIn(t, web, ada)), session.Verify(t, d, "web", web, ada, session.SignIn(t, web, ada))
		assert.NotEqual(t, one.Access["origin_jti"], two.Access["origin_jti"])
	})

	t.Run("userInfo returns the user of an access token", func(t *testing.T) {
		resp, err := web.UserInfo(t.Context(), session.SignIn(t, web, ada).Access)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, resp.Status)
		session.AssertJSON(t, resp)
		info := golden.Members(t, resp.Body)
		assert.JSONEq(t, `"`+ada.Sub+`"`, string(info["sub"]))
		if d.Target.Strict {
			assert.JSONEq(t, `"`+ada.Username+`"`, string(info["email"]))
			assert.JSONEq(t, `"true"`, string(info["email_verified"]), "a string here, unlike in the ID token")
			assert.JSONEq(t, `"`+ada.Sub+`"`, string(info["username"]))
			assert.JSONEq(t, `"`+ada.Name+`"`, string(info["name"]))
		}
	})

	t.Run("userInfo rejects other tokens", func(t *testing.T) {
		for name, token := range map[string]string{"garbage": "garbage", "an ID token": session.SignIn(t, web, ada).ID} {
			resp, err := web.UserInfo(t.Context(), token)
			require.NoError(t, err)
			// AWS documents 400 for a bad request and 401 for a bad token, but not which of them this is.
			assert.Contains(t, []int{http.StatusBadRequest, http.StatusUnauthorized}, resp.Status, name)
			if d.Target.Strict {
				assert.Regexp(t, `error="invalid_(request|token)"`, resp.Header.Get("WWW-Authenticate"), name)
			}
		}
	})

	t.Run("sessions", func(t *testing.T) { testSessions(t, d, web, ada) })
	t.Run("rejected sign-ins", func(t *testing.T) { testRejectedSignIns(t, d, web, ada) })
	t.Run("rejected authorization requests", func(t *testing.T) { testRejectedAuthorizations(t, d, web, ada) })
	t.Run("rejected token requests", func(t *testing.T) { testRejectedTokenRequests(t, d, web, ada) })
	t.Run("revocation", func(t *testing.T) { testRevocation(t, d, web, ada) })

	t.Run("an access token expires", func(t *testing.T) {
		got := session.SignIn(t, web, ada)
		d.Target.Advance(t, session.Seconds(contract.AccessTokenSeconds)+time.Second)
		resp, err := web.UserInfo(t.Context(), got.Access)
		require.NoError(t, err)
		assert.Equal(t, http.StatusUnauthorized, resp.Status)
		assert.Contains(t, resp.Header.Get("WWW-Authenticate"), `error="invalid_token"`)
		fresh := session.Refresh(t, web, got.Refresh)
		resp, err = web.UserInfo(t.Context(), fresh.Access)
		require.NoError(t, err)
		assert.Equal(t, http.StatusOK, resp.Status)
	})

	t.Run("a refresh token expires after the configured thirty days", func(t *testing.T) {
		got := session.SignIn(t, web, ada)
		d.Target.Advance(t, session.Seconds(contract.RefreshTokenSeconds)-time.Minute)
		session.Verify(t, d, "web", web, ada, session.Refresh(t, web, got.Refresh))
		d.Target.Advance(t, 2*time.Minute)
		resp, err := web.Refresh(t.Context(), got.Refresh)
		require.NoError(t, err)
		session.AssertError(t, resp, http.StatusBadRequest, "invalid_grant")
	})

	t.Run("the sign-ins and refreshes cause no drift", d.AssertEmptyPlan)
}

// testSessions asserts when a browser with a session gets the sign-in form.
func testSessions(t *testing.T, d *deploy.Deployment, app *login.Client, user deploy.User) {
	t.Run("a browser with a session gets a code without the form until it logs out", func(t *testing.T) {
		browser := app.NewBrowser()
		first, err := browser.SignIn(t.Context(), user.Credentials)
		require.NoError(t, err)
		assert.True(t, first.Prompted, "a new browser gets the form")

		// Without credentials: submitting the form would fail.
		second, err := browser.SignIn(t.Context(), login.Credentials{})
		require.NoError(t, err)
		assert.False(t, second.Prompted, "a session skips the form")
		assert.NotEqual(t, first.Code, second.Code, "the code is not new")
		got := session.Redeem(t, app, second)

		resp, err := browser.SignOut(t.Context(), deploy.LogoutURL)
		require.NoError(t, err)
		assert.Equal(t, http.StatusFound, resp.Status)
		assert.Equal(t, deploy.LogoutURL, resp.Header.Get("Location"))

		third, err := browser.SignIn(t.Context(), user.Credentials)
		require.NoError(t, err)
		assert.True(t, third.Prompted, "after the logout the form appears again")
		if d.Target.Strict { // AWS documents the effect on the cookie only
			session.Refresh(t, app, got.Refresh)
		}
	})

	t.Run("a session is not shared with another browser", func(t *testing.T) {
		_, err := app.NewBrowser().SignIn(t.Context(), user.Credentials)
		require.NoError(t, err)
		other, err := app.NewBrowser().SignIn(t.Context(), user.Credentials)
		require.NoError(t, err)
		assert.True(t, other.Prompted)
	})

	t.Run("a session lasts one hour however it is used", func(t *testing.T) {
		browser := app.NewBrowser()
		_, err := browser.SignIn(t.Context(), user.Credentials)
		require.NoError(t, err)
		d.Target.Advance(t, 50*time.Minute)
		used, err := browser.SignIn(t.Context(), user.Credentials)
		require.NoError(t, err)
		assert.False(t, used.Prompted)
		d.Target.Advance(t, 11*time.Minute)
		late, err := browser.SignIn(t.Context(), user.Credentials)
		require.NoError(t, err)
		assert.True(t, late.Prompted)
	})

	t.Run("a logout does not redirect to an unregistered address", func(t *testing.T) {
		d.SkipUnlessStrict(t)
		resp, err := app.NewBrowser().SignOut(t.Context(), "https://stranger.example.com/")
		require.NoError(t, err)
		assert.Equal(t, http.StatusBadRequest, resp.Status)
	})
}
