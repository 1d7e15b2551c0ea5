package test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/session"
)

// testRejectedTokenRequests sends requests of a confidential client that the token endpoint must reject.
func testRejectedTokenRequests(t *testing.T, d *deploy.Deployment, app *login.Client, user deploy.User) {
	code := func(t *testing.T) *login.Callback {
		t.Helper()
		callback, err := app.NewBrowser().SignIn(t.Context(), user.Credentials)
		require.NoError(t, err)
		return callback
	}
	exchange := func(t *testing.T, as *login.Client, code, verifier string) *login.Response {
		t.Helper()
		resp, err := as.Exchange(t.Context(), code, verifier)
		require.NoError(t, err)
		return resp
	}
	token := func(t *testing.T, form url.Values) *login.Response {
		t.Helper()
		resp, err := app.Token(t.Context(), form)
		require.NoError(t, err)
		return resp
	}

	wrongSecret, noSecret, otherRedirect := *app, *app, *app
	wrongSecret.ClientSecret = app.ClientSecret + "x"
	noSecret.ClientSecret = ""
	otherRedirect.RedirectURI = "https://stranger.example.com/callback"
	wrongInBody := wrongSecret
	wrongInBody.SecretInBody = true

	for name, as := range map[string]*login.Client{
		"a wrong secret": &wrongSecret, "a wrong secret in the body": &wrongInBody, "no secret": &noSecret,
	} {
		t.Run(name, func(t *testing.T) {
			got := code(t)
			// 400, not 401 as in RFC 6749 section 5.2.
			session.AssertError(t, exchange(t, as, got.Code, got.CodeVerifier), http.StatusBadRequest, "invalid_client")
			refreshToken := session.SignIn(t, app, user).Refresh
			resp, err := as.Refresh(t.Context(), refreshToken)
			require.NoError(t, err)
			session.AssertError(t, resp, http.StatusBadRequest, "invalid_client")
			session.Refresh(t, app, refreshToken) // a wrong secret does not invalidate the token
		})
	}
	t.Run("a used code", func(t *testing.T) {
		got := code(t)
		session.Redeem(t, app, got)
		session.AssertError(t, exchange(t, app, got.Code, got.CodeVerifier), http.StatusBadRequest, "invalid_grant")
	})
	t.Run("an unknown code", func(t *testing.T) {
		resp := exchange(t, app, "00000000-0000-4000-8000-000000000000", code(t).CodeVerifier)
		session.AssertError(t, resp, http.StatusBadRequest, "invalid_grant")
	})
	t.Run("a wrong code verifier", func(t *testing.T) {
		resp := exchange(t, app, code(t).Code, code(t).CodeVerifier)
		session.AssertInferredError(t, d.Target, resp, http.StatusBadRequest, "invalid_grant")
	})
	t.Run("no code verifier", func(t *testing.T) {
		session.AssertInferredError(t, d.Target, exchange(t, app, code(t).Code, ""), http.StatusBadRequest, "invalid_grant")
	})
	t.Run("another redirect URI than at the sign-in", func(t *testing.T) {
		got := code(t)
		// Not invalid_grant, as in RFC 6749 section 5.2.
		resp := exchange(t, &otherRedirect, got.Code, got.CodeVerifier)
		session.AssertError(t, resp, http.StatusBadRequest, "unauthorized_client")
	})
	t.Run("a code without PKCE needs no verifier", func(t *testing.T) { // the counterpart of the two tests above
		got, err := app.NewBrowser().SignInWith(t.Context(), user.Credentials, func(q url.Values) {
			q.Del("code_challenge")
			q.Del("code_challenge_method")
		})
		require.NoError(t, err)
		session.Parse(t, exchange(t, app, got.Code, ""))
	})
	t.Run("a grant type that Cognito does not have", func(t *testing.T) {
		resp := token(t, url.Values{"grant_type": {"password"}, "username": {user.Username}, "password": {user.Password}})
		session.AssertError(t, resp, http.StatusBadRequest, "unsupported_grant_type")
	})
	t.Run("a grant that the client may not use", func(t *testing.T) {
		resp := token(t, url.Values{"grant_type": {"client_credentials"}})
		session.AssertError(t, resp, http.StatusBadRequest, "unauthorized_client")
	})
	t.Run("no refresh token", func(t *testing.T) {
		session.AssertError(t, token(t, url.Values{"grant_type": {"refresh_token"}}), http.StatusBadRequest, "invalid_request")
	})
	t.Run("no code", func(t *testing.T) {
		resp := token(t, url.Values{"grant_type": {"authorization_code"}, "redirect_uri": {deploy.CallbackURL}})
		session.AssertError(t, resp, http.StatusBadRequest, "invalid_request")
	})
	for name, garbage := range map[string]func(session.Tokens) string{
		"a malformed refresh token":          func(session.Tokens) string { return "garbage" },
		"a truncated refresh token":          func(got session.Tokens) string { return got.Refresh[:len(got.Refresh)-2] },
		"an access token as a refresh token": func(got session.Tokens) string { return got.Access },
	} {
		t.Run(name, func(t *testing.T) {
			resp, err := app.Refresh(t.Context(), garbage(session.SignIn(t, app, user)))
			require.NoError(t, err)
			session.AssertInferredError(t, d.Target, resp, http.StatusBadRequest, "invalid_grant")
		})
	}
	t.Run("a code expires after five minutes", func(t *testing.T) {
		inTime := code(t)
		d.Target.Advance(t, 5*time.Minute-10*time.Second)
		session.Redeem(t, app, inTime)
		late := code(t)
		d.Target.Advance(t, 5*time.Minute+time.Second)
		session.AssertError(t, exchange(t, app, late.Code, late.CodeVerifier), http.StatusBadRequest, "invalid_grant")
	})
}

// testRevocation revokes a refresh token and asserts which tokens become invalid.
func testRevocation(t *testing.T, d *deploy.Deployment, app *login.Client, user deploy.User) {
	revoke := func(t *testing.T, as *login.Client, token string) *login.Response {
		t.Helper()
		resp, err := as.Revoke(t.Context(), token)
		require.NoError(t, err)
		return resp
	}

	t.Run("a revoked refresh token is rejected, and a token of another session is not", func(t *testing.T) {
		revoked, kept := session.SignIn(t, app, user), session.SignIn(t, app, user)
		resp := revoke(t, app, revoked.Refresh)
		assert.Equal(t, http.StatusOK, resp.Status)
		assert.Empty(t, resp.Body)

		rejected, err := app.Refresh(t.Context(), revoked.Refresh)
		require.NoError(t, err)
		session.AssertError(t, rejected, http.StatusBadRequest, "invalid_grant")
		session.Refresh(t, app, kept.Refresh)

		info, err := app.UserInfo(t.Context(), revoked.Access)
		require.NoError(t, err)
		if d.Target.Strict {
			assert.Equal(t, http.StatusUnauthorized, info.Status, "the access token of a revoked session")
			info, err = app.UserInfo(t.Context(), kept.Access)
			require.NoError(t, err)
			assert.Equal(t, http.StatusOK, info.Status, "the access token of another session")
		}
	})
	t.Run("a refresh token may be revoked twice", func(t *testing.T) {
		d.SkipUnlessStrict(t)
		got := session.SignIn(t, app, user)
		assert.Equal(t, http.StatusOK, revoke(t, app, got.Refresh).Status)
		assert.Equal(t, http.StatusOK, revoke(t, app, got.Refresh).Status)
	})
	t.Run("an access token cannot be revoked", func(t *testing.T) {
		d.SkipUnlessStrict(t)
		resp := revoke(t, app, session.SignIn(t, app, user).Access)
		session.AssertError(t, resp, http.StatusBadRequest, "unsupported_token_type")
	})
	t.Run("a revocation requires a token", func(t *testing.T) {
		d.SkipUnlessStrict(t)
		session.AssertError(t, revoke(t, app, ""), http.StatusBadRequest, "invalid_request")
	})
	t.Run("a wrong secret cannot revoke", func(t *testing.T) {
		d.SkipUnlessStrict(t)
		got := session.SignIn(t, app, user)
		stranger := *app
		stranger.ClientSecret = "wrong"
		// 401 here; the token endpoint returns 400.
		session.AssertError(t, revoke(t, &stranger, got.Refresh), http.StatusUnauthorized, "invalid_client")
		session.Refresh(t, app, got.Refresh)
	})
}
