package test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// testRefusedTokenRequests sends what the token endpoint must refuse, to a confidential client's account.
func (d *deployment) testRefusedTokenRequests(t *testing.T, app *login.Client, p person) {
	code := func(t *testing.T) *login.Callback {
		t.Helper()
		callback, err := app.NewBrowser().SignIn(t.Context(), p.Credentials)
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
			// 400, where RFC 6749 section 5.2 would have 401.
			assertRefused(t, exchange(t, as, got.Code, got.CodeVerifier), http.StatusBadRequest, "invalid_client")
			refreshToken := signIn(t, app, p).refresh
			resp, err := as.Refresh(t.Context(), refreshToken)
			require.NoError(t, err)
			assertRefused(t, resp, http.StatusBadRequest, "invalid_client")
			refresh(t, app, refreshToken) // the refusal was of the caller, not of the token
		})
	}
	t.Run("a code that was used", func(t *testing.T) {
		got := code(t)
		redeem(t, app, got)
		assertRefused(t, exchange(t, app, got.Code, got.CodeVerifier), http.StatusBadRequest, "invalid_grant")
	})
	t.Run("a code that nobody issued", func(t *testing.T) {
		resp := exchange(t, app, "00000000-0000-4000-8000-000000000000", code(t).CodeVerifier)
		assertRefused(t, resp, http.StatusBadRequest, "invalid_grant")
	})
	t.Run("a wrong code verifier", func(t *testing.T) {
		resp := exchange(t, app, code(t).Code, code(t).CodeVerifier)
		d.env.assertRefusedAs(t, resp, http.StatusBadRequest, "invalid_grant")
	})
	t.Run("no code verifier", func(t *testing.T) {
		d.env.assertRefusedAs(t, exchange(t, app, code(t).Code, ""), http.StatusBadRequest, "invalid_grant")
	})
	t.Run("a redirect URI other than that of the code", func(t *testing.T) {
		got := code(t)
		// Not invalid_grant, as RFC 6749 section 5.2 would have it.
		resp := exchange(t, &otherRedirect, got.Code, got.CodeVerifier)
		assertRefused(t, resp, http.StatusBadRequest, "unauthorized_client")
	})
	t.Run("a code without PKCE needs no verifier", func(t *testing.T) { // the positive side of the two above
		got, err := app.NewBrowser().SignInWith(t.Context(), p.Credentials, func(q url.Values) {
			q.Del("code_challenge")
			q.Del("code_challenge_method")
		})
		require.NoError(t, err)
		granted(t, exchange(t, app, got.Code, ""))
	})
	t.Run("a grant type that Cognito does not have", func(t *testing.T) {
		resp := token(t, url.Values{"grant_type": {"password"}, "username": {p.Username}, "password": {p.Password}})
		assertRefused(t, resp, http.StatusBadRequest, "unsupported_grant_type")
	})
	t.Run("a grant that the client may not use", func(t *testing.T) {
		resp := token(t, url.Values{"grant_type": {"client_credentials"}})
		assertRefused(t, resp, http.StatusBadRequest, "unauthorized_client")
	})
	t.Run("no refresh token", func(t *testing.T) {
		assertRefused(t, token(t, url.Values{"grant_type": {"refresh_token"}}), http.StatusBadRequest, "invalid_request")
	})
	t.Run("no code", func(t *testing.T) {
		resp := token(t, url.Values{"grant_type": {"authorization_code"}, "redirect_uri": {callbackURL}})
		assertRefused(t, resp, http.StatusBadRequest, "invalid_request")
	})
	for name, garbage := range map[string]func(tokens) string{
		"a refresh token that is garbage":    func(tokens) string { return "garbage" },
		"a refresh token that was cut short": func(got tokens) string { return got.refresh[:len(got.refresh)-2] },
		"an access token as a refresh token": func(got tokens) string { return got.access },
	} {
		t.Run(name, func(t *testing.T) {
			resp, err := app.Refresh(t.Context(), garbage(signIn(t, app, p)))
			require.NoError(t, err)
			d.env.assertRefusedAs(t, resp, http.StatusBadRequest, "invalid_grant")
		})
	}
	t.Run("a code after its five minutes", func(t *testing.T) {
		inTime := code(t)
		d.env.advance(t, 5*time.Minute-10*time.Second)
		redeem(t, app, inTime)
		late := code(t)
		d.env.advance(t, 5*time.Minute+time.Second)
		assertRefused(t, exchange(t, app, late.Code, late.CodeVerifier), http.StatusBadRequest, "invalid_grant")
	})
}

// testRevocation revokes a refresh token and sees what it takes along, and what not.
func (d *deployment) testRevocation(t *testing.T, app *login.Client, p person) {
	revoke := func(t *testing.T, as *login.Client, token string) *login.Response {
		t.Helper()
		resp, err := as.Revoke(t.Context(), token)
		require.NoError(t, err)
		return resp
	}

	t.Run("a revoked refresh token is refused, and another session's is not", func(t *testing.T) {
		revoked, kept := signIn(t, app, p), signIn(t, app, p)
		resp := revoke(t, app, revoked.refresh)
		assert.Equal(t, http.StatusOK, resp.Status)
		assert.Empty(t, resp.Body)

		refused, err := app.Refresh(t.Context(), revoked.refresh)
		require.NoError(t, err)
		assertRefused(t, refused, http.StatusBadRequest, "invalid_grant")
		refresh(t, app, kept.refresh)

		info, err := app.UserInfo(t.Context(), revoked.access)
		require.NoError(t, err)
		if d.env.strict {
			assert.Equal(t, http.StatusUnauthorized, info.Status, "the access token of a revoked session")
			info, err = app.UserInfo(t.Context(), kept.access)
			require.NoError(t, err)
			assert.Equal(t, http.StatusOK, info.Status, "the access token of another session")
		}
	})
	t.Run("a refresh token may be revoked twice", func(t *testing.T) {
		d.skipUnlessStrict(t)
		got := signIn(t, app, p)
		assert.Equal(t, http.StatusOK, revoke(t, app, got.refresh).Status)
		assert.Equal(t, http.StatusOK, revoke(t, app, got.refresh).Status)
	})
	t.Run("an access token cannot be revoked", func(t *testing.T) {
		d.skipUnlessStrict(t)
		resp := revoke(t, app, signIn(t, app, p).access)
		assertRefused(t, resp, http.StatusBadRequest, "unsupported_token_type")
	})
	t.Run("a revocation names a token", func(t *testing.T) {
		d.skipUnlessStrict(t)
		assertRefused(t, revoke(t, app, ""), http.StatusBadRequest, "invalid_request")
	})
	t.Run("a stranger cannot revoke", func(t *testing.T) {
		d.skipUnlessStrict(t)
		got := signIn(t, app, p)
		stranger := *app
		stranger.ClientSecret = "wrong"
		// 401 here, where the token endpoint says 400.
		assertRefused(t, revoke(t, &stranger, got.refresh), http.StatusUnauthorized, "invalid_client")
		refresh(t, app, got.refresh)
	})
}
