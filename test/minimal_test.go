package test

import (
	"net/http"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// TestMinimal judges examples/minimal: one confidential client, rotation off.
func TestMinimal(t *testing.T) {
	t.Parallel()
	d := deploy(t, "minimal", theOrdinaryWay)
	web := d.application(t, "web", "openid", "email", "profile")
	ada := d.createUser(t)
	contract := d.outputs.RefreshContract["web"]

	t.Run("the outputs name the endpoints of the pool", d.assertEndpoints)
	t.Run("the pool publishes its signing keys", d.assertKeySet)

	t.Run("the refresh contract says what the client is configured with", func(t *testing.T) {
		assert.Equal(t, map[string]refreshContract{"web": {
			AccessTokenSeconds:    3600,
			IDTokenSeconds:        3600,
			RefreshTokenSeconds:   30 * 24 * 3600,
			Revocation:            true,
			CodeResponseFields:    []string{"access_token", "expires_in", "id_token", "refresh_token", "token_type"},
			RefreshResponseFields: []string{"access_token", "expires_in", "id_token", "token_type"},
		}}, d.outputs.RefreshContract)
		client := d.describeClient(t, "web")
		assert.Contains(t, client.ExplicitAuthFlows, types.ExplicitAuthFlowsTypeAllowRefreshTokenAuth)
		if client.RefreshTokenRotation != nil {
			assert.Equal(t, types.FeatureTypeDisabled, client.RefreshTokenRotation.Feature)
		}
	})

	t.Run("a code buys an access, an ID and a refresh token", func(t *testing.T) {
		got := signIn(t, web, ada)
		assertShape(t, "minimal.web.code.json", got.raw)
		assertFields(t, contract.CodeResponseFields, got.raw)
		v := d.verify(t, "web", web, ada, got)
		assertScopes(t, []string{"openid", "email", "profile"}, v.access)
		if d.env.strict {
			assert.Equal(t, ada.name, v.id["name"], "the profile scope gives the name")
		}
	})

	t.Run("a refresh gives new tokens and no refresh token", func(t *testing.T) {
		first := signIn(t, web, ada)
		second := refresh(t, web, first.refresh)
		assertShape(t, "minimal.web.refresh.json", second.raw)
		assertFields(t, contract.RefreshResponseFields, second.raw)
		third := refresh(t, web, first.refresh) // without rotation a refresh token serves many times

		before, after, again := d.verify(t, "web", web, ada, first), d.verify(t, "web", web, ada, second), d.verify(t, "web", web, ada, third)
		d.assertSameSession(t, before, after)
		d.assertSameSession(t, before, again)
		assert.Equal(t, 3, distinct("jti", before.access, after.access, again.access))
	})

	t.Run("a code without scopes asked for carries all scopes of the client", func(t *testing.T) {
		d.skipUnlessStrict(t)
		got := signIn(t, d.application(t, "web"), ada)
		assertScopes(t, []string{"openid", "email", "profile"}, d.verify(t, "web", web, ada, got).access)
	})

	t.Run("the client may authenticate in the body", func(t *testing.T) {
		inBody := *web
		inBody.SecretInBody = true
		got := signIn(t, &inBody, ada)
		refresh(t, &inBody, got.refresh)
	})

	t.Run("two sign-ins are two sessions", func(t *testing.T) {
		one, two := d.verify(t, "web", web, ada, signIn(t, web, ada)), d.verify(t, "web", web, ada, signIn(t, web, ada))
		assert.NotEqual(t, one.access["origin_jti"], two.access["origin_jti"])
	})

	t.Run("userInfo tells whose access token it is", func(t *testing.T) {
		resp, err := web.UserInfo(t.Context(), signIn(t, web, ada).access)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, resp.Status)
		assertJSON(t, resp)
		info := members(t, resp.Body)
		assert.JSONEq(t, `"`+ada.sub+`"`, string(info["sub"]))
		if d.env.strict {
			assert.JSONEq(t, `"`+ada.Username+`"`, string(info["email"]))
			assert.JSONEq(t, `"true"`, string(info["email_verified"]), "a string here, unlike in the ID token")
			assert.JSONEq(t, `"`+ada.sub+`"`, string(info["username"]))
			assert.JSONEq(t, `"`+ada.name+`"`, string(info["name"]))
		}
	})

	t.Run("userInfo refuses what is no access token", func(t *testing.T) {
		for name, token := range map[string]string{"garbage": "garbage", "an ID token": signIn(t, web, ada).id} {
			resp, err := web.UserInfo(t.Context(), token)
			require.NoError(t, err)
			// AWS documents 400 for a bad request and 401 for a bad token, and does not say which of them this is.
			assert.Contains(t, []int{http.StatusBadRequest, http.StatusUnauthorized}, resp.Status, name)
			if d.env.strict {
				assert.Regexp(t, `error="invalid_(request|token)"`, resp.Header.Get("WWW-Authenticate"), name)
			}
		}
	})

	t.Run("sessions", func(t *testing.T) { d.testSessions(t, web, ada) })
	t.Run("sign-ins that are refused", func(t *testing.T) { d.testRefusedSignIns(t, web, ada) })
	t.Run("authorization requests that are refused", func(t *testing.T) { d.testRefusedAuthorizations(t, web, ada) })
	t.Run("token requests that are refused", func(t *testing.T) { d.testRefusedTokenRequests(t, web, ada) })
	t.Run("revocation", func(t *testing.T) { d.testRevocation(t, web, ada) })

	t.Run("an access token ends at its time", func(t *testing.T) {
		got := signIn(t, web, ada)
		d.env.advance(t, seconds(contract.AccessTokenSeconds)+time.Second)
		resp, err := web.UserInfo(t.Context(), got.access)
		require.NoError(t, err)
		assert.Equal(t, http.StatusUnauthorized, resp.Status)
		assert.Contains(t, resp.Header.Get("WWW-Authenticate"), `error="invalid_token"`)
		fresh := refresh(t, web, got.refresh)
		resp, err = web.UserInfo(t.Context(), fresh.access)
		require.NoError(t, err)
		assert.Equal(t, http.StatusOK, resp.Status)
	})

	t.Run("a refresh token ends after the thirty days that it is configured with", func(t *testing.T) {
		got := signIn(t, web, ada)
		d.env.advance(t, seconds(contract.RefreshTokenSeconds)-time.Minute)
		d.verify(t, "web", web, ada, refresh(t, web, got.refresh))
		d.env.advance(t, 2*time.Minute)
		resp, err := web.Refresh(t.Context(), got.refresh)
		require.NoError(t, err)
		assertRefused(t, resp, http.StatusBadRequest, "invalid_grant")
	})

	t.Run("signing in and refreshing is no drift", d.planIsEmpty)
}

// testSessions looks at the browser's session: who meets the sign-in form, and who does not.
func (d *deployment) testSessions(t *testing.T, app *login.Client, p person) {
	t.Run("a browser with a session gets a code without the form until it logs out", func(t *testing.T) {
		browser := app.NewBrowser()
		first, err := browser.SignIn(t.Context(), p.Credentials)
		require.NoError(t, err)
		assert.True(t, first.Prompted, "a new browser meets the form")

		// No credentials: the form could not be sent.
		second, err := browser.SignIn(t.Context(), login.Credentials{})
		require.NoError(t, err)
		assert.False(t, second.Prompted, "a session needs no form")
		assert.NotEqual(t, first.Code, second.Code, "the code is not new")
		got := redeem(t, app, second)

		resp, err := browser.SignOut(t.Context(), logoutURL)
		require.NoError(t, err)
		assert.Equal(t, http.StatusFound, resp.Status)
		assert.Equal(t, logoutURL, resp.Header.Get("Location"))

		third, err := browser.SignIn(t.Context(), p.Credentials)
		require.NoError(t, err)
		assert.True(t, third.Prompted, "after the logout the form is back")
		if d.env.strict { // documented is the effect on the cookie only
			refresh(t, app, got.refresh)
		}
	})

	t.Run("a session is not shared with another browser", func(t *testing.T) {
		_, err := app.NewBrowser().SignIn(t.Context(), p.Credentials)
		require.NoError(t, err)
		other, err := app.NewBrowser().SignIn(t.Context(), p.Credentials)
		require.NoError(t, err)
		assert.True(t, other.Prompted)
	})

	t.Run("a session lasts one hour however it is used", func(t *testing.T) {
		browser := app.NewBrowser()
		_, err := browser.SignIn(t.Context(), p.Credentials)
		require.NoError(t, err)
		d.env.advance(t, 50*time.Minute)
		used, err := browser.SignIn(t.Context(), p.Credentials)
		require.NoError(t, err)
		assert.False(t, used.Prompted)
		d.env.advance(t, 11*time.Minute)
		late, err := browser.SignIn(t.Context(), p.Credentials)
		require.NoError(t, err)
		assert.True(t, late.Prompted)
	})

	t.Run("a logout does not lead to an address that is not registered", func(t *testing.T) {
		d.skipUnlessStrict(t)
		resp, err := app.NewBrowser().SignOut(t.Context(), "https://stranger.example.com/")
		require.NoError(t, err)
		assert.Equal(t, http.StatusBadRequest, resp.Status)
	})
}

func seconds(n int) time.Duration { return time.Duration(n) * time.Second }
