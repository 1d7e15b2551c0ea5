package test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// tokens is a successful token response: its raw body, and the tokens in it.
type tokens struct {
	raw                 []byte
	access, id, refresh string
	nonce               string // of the sign-in; empty after a refresh
}

// signIn signs a person in with a new browser and redeems the code.
func signIn(t *testing.T, app *login.Client, p person) tokens {
	t.Helper()
	callback, err := app.NewBrowser().SignIn(t.Context(), p.Credentials)
	require.NoError(t, err)
	return redeem(t, app, callback)
}

// redeem exchanges the code of a callback for tokens.
func redeem(t *testing.T, app *login.Client, callback *login.Callback) tokens {
	t.Helper()
	resp, err := app.Exchange(t.Context(), callback.Code, callback.CodeVerifier)
	require.NoError(t, err)
	got := granted(t, resp)
	got.nonce = callback.Nonce
	return got
}

// refresh redeems a refresh token, which must be accepted.
func refresh(t *testing.T, app *login.Client, refreshToken string) tokens {
	t.Helper()
	resp, err := app.Refresh(t.Context(), refreshToken)
	require.NoError(t, err)
	return granted(t, resp)
}

// granted takes the tokens out of a successful token response (RFC 6749 section 5.1).
func granted(t *testing.T, resp *login.Response) tokens {
	t.Helper()
	if resp.Status != http.StatusOK {
		// The body of a refusal holds no token, so it may be shown.
		require.FailNow(t, "the token endpoint refused", "HTTP %d: %s", resp.Status, resp.Body)
	}
	assertJSON(t, resp)
	got := tokens{raw: resp.Body}
	object := members(t, resp.Body)
	for name, token := range map[string]*string{
		"access_token": &got.access, "id_token": &got.id, "refresh_token": &got.refresh,
	} {
		if raw, ok := object[name]; ok {
			require.NoError(t, json.Unmarshal(raw, token), "%s is no string", name)
		}
	}
	return got
}

// assertRefused sees a token or revocation request refused with an error code that AWS documents or that was observed
// there. No description is asserted: AWS promises none.
func assertRefused(t *testing.T, resp *login.Response, status int, code string) {
	t.Helper()
	assert.Equal(t, code, refusal(t, resp, status))
}

// assertRefusedAs is assertRefused for an error code that is only inferred: on AWS any code will do.
func (e *environment) assertRefusedAs(t *testing.T, resp *login.Response, status int, code string) {
	t.Helper()
	got := refusal(t, resp, status)
	if e.strict {
		assert.Equal(t, code, got)
	}
}

// refusal takes the error code out of an error response (RFC 6749 section 5.2).
func refusal(t *testing.T, resp *login.Response, status int) string {
	t.Helper()
	require.Equal(t, status, resp.Status)
	assertJSON(t, resp)
	object := members(t, resp.Body)
	require.NotEmpty(t, object["error"], "a refusal without an error code")
	for _, name := range []string{"access_token", "id_token", "refresh_token"} {
		_, ok := object[name] // not assert.NotContains, which would print it
		assert.False(t, ok, "a refusal must not carry %s", name)
	}
	var code string
	require.NoError(t, json.Unmarshal(object["error"], &code))
	require.NotEmpty(t, code)
	return code
}

func assertJSON(t *testing.T, resp *login.Response) {
	t.Helper()
	contentType := resp.Header.Get("Content-Type")
	assert.True(t, strings.HasPrefix(contentType, "application/json"), "content type %q", contentType)
}
