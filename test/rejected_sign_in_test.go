package test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
)

// testRejectedSignIns sends credentials that the hosted page must reject.
func testRejectedSignIns(t *testing.T, d *deploy.Deployment, app *login.Client, user deploy.User) {
	messages := map[string]string{}
	for name, credentials := range map[string]login.Credentials{
		"a wrong password": {Username: user.Username, Password: user.Password + "x"},
		"an unknown user":  {Username: "nobody." + user.Username, Password: user.Password},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := app.NewBrowser().SignIn(t.Context(), credentials)
			require.Error(t, err) // AWS does not document the message of the page
			messages[name] = err.Error()
			if d.Target.Strict {
				var rejected *login.CredentialsError
				require.ErrorAs(t, err, &rejected)
				assert.Equal(t, "Incorrect username or password.", rejected.Message)
			}
		})
	}
	t.Run("the page does not reveal which of the two is wrong", func(t *testing.T) {
		require.NotEmpty(t, messages["a wrong password"], "this subtest requires the subtests above")
		require.NotEmpty(t, messages["an unknown user"], "this subtest requires the subtests above")
		assert.Equal(t, messages["a wrong password"], messages["an unknown user"])
	})
	t.Run("the right password works after a wrong one", func(t *testing.T) {
		browser := app.NewBrowser()
		_, err := browser.SignIn(t.Context(), login.Credentials{Username: user.Username, Password: "wrong"})
		require.Error(t, err)
		callback, err := browser.SignIn(t.Context(), user.Credentials)
		require.NoError(t, err)
		assert.True(t, callback.Prompted, "a rejected sign-in starts no session")
	})
}

// testRejectedAuthorizations sends authorization requests that must not reach the sign-in form. If the client or the
// redirect URI is invalid, the domain shows the error; otherwise the callback receives it (RFC 6749 section 4.1.2.1).
func testRejectedAuthorizations(t *testing.T, d *deploy.Deployment, app *login.Client, user deploy.User) {
	request := func(t *testing.T, edit func(url.Values)) error {
		t.Helper()
		callback, err := app.NewBrowser().SignInWith(t.Context(), user.Credentials, func(q url.Values) {
			q.Set("state", "sent")
			edit(q)
		})
		if callback != nil { // require.Nil would print the code
			t.Fatal("the request was granted")
		}
		return err
	}

	onDomain := []struct {
		name  string
		param string
		value string
		code  string // the error code of the error page; asserted on the emulator only
	}{
		{"a foreign redirect URI", "redirect_uri", "https://stranger.example.com/callback", "redirect_mismatch"},
		{"a longer redirect URI than the registered one", "redirect_uri", deploy.CallbackURL + "/more", "redirect_mismatch"},
		{"an unknown client", "client_id", "0123456789abcdefghijklmnop", "Client does not exist"},
	}
	for _, test := range onDomain {
		t.Run(test.name+" ends on the domain's error page", func(t *testing.T) {
			err := request(t, func(q url.Values) { q.Set(test.param, test.value) })
			var rejected *login.HostedError
			require.ErrorAs(t, err, &rejected)
			assert.Equal(t, http.StatusBadRequest, rejected.Status)
			if d.Target.Strict {
				assert.Equal(t, test.code, rejected.Code)
			}
		})
	}

	toCallback := []struct {
		name        string
		edit        func(url.Values)
		code        string
		description string // asserted on the emulator only, and only if it is not empty
	}{
		// Not invalid_scope, as in RFC 6749: Cognito has that in the description.
		{"an unknown scope", func(q url.Values) { q.Set("scope", "openid nothing/like-it") }, "invalid_request", "invalid_scope"},
		{"a scope that the client may not use", func(q url.Values) { q.Set("scope", "openid phone") }, "invalid_request", "invalid_scope"},
		{"offline_access, which Cognito does not support", func(q url.Values) { q.Set("scope", "openid offline_access") }, "invalid_request", "invalid_scope"},
		{"an unknown response type", func(q url.Values) { q.Set("response_type", "device") }, "invalid_request", ""},
		{"the plain PKCE method", func(q url.Values) { q.Set("code_challenge_method", "plain") }, "invalid_request", ""},
		{"a PKCE challenge without its method", func(q url.Values) { q.Del("code_challenge_method") }, "invalid_request", ""},
		{"the implicit flow, which the client may not use", func(q url.Values) { q.Set("response_type", "token") }, "unauthorized_client", ""},
	}
	for _, test := range toCallback {
		t.Run(test.name+" is reported to the callback", func(t *testing.T) {
			err := request(t, test.edit)
			require.Error(t, err)
			if !d.Target.Strict && test.description == "" { // on AWS, only the rows about scopes were observed
				return
			}
			var rejected *login.CallbackError
			require.ErrorAs(t, err, &rejected)
			assert.Equal(t, "sent", rejected.State)
			assert.Equal(t, test.code, rejected.Code)
			if d.Target.Strict && test.description != "" {
				assert.Equal(t, test.description, rejected.Description)
			}
		})
	}
}
