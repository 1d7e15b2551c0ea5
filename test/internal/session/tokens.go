package session

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/golden"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// Tokens is a successful token response: its raw body and its tokens.
type Tokens struct {
	Raw                 []byte
	Access, ID, Refresh string
	Nonce               string // the nonce of the sign-in; empty after a refresh
}

// SignIn signs a user in with a new browser and redeems the code.
func SignIn(t *testing.T, app *login.Client, user deploy.User) Tokens {
	t.Helper()
	callback, err := app.NewBrowser().SignIn(t.Context(), user.Credentials)
	require.NoError(t, err)
	return Redeem(t, app, callback)
}

// Redeem exchanges the code of a callback for tokens.
func Redeem(t *testing.T, app *login.Client, callback *login.Callback) Tokens {
	t.Helper()
	resp, err := app.Exchange(t.Context(), callback.Code, callback.CodeVerifier)
	require.NoError(t, err)
	got := Parse(t, resp)
	got.Nonce = callback.Nonce
	return got
}

// Refresh redeems a refresh token and requires success.
func Refresh(t *testing.T, app *login.Client, refreshToken string) Tokens {
	t.Helper()
	resp, err := app.Refresh(t.Context(), refreshToken)
	require.NoError(t, err)
	return Parse(t, resp)
}

// Parse reads the tokens of a successful token response (RFC 6749 section 5.1).
func Parse(t *testing.T, resp *login.Response) Tokens {
	t.Helper()
	if resp.Status != http.StatusOK {
		// An error response contains no token, so the message may print it.
		require.FailNow(t, "the token endpoint returned an error", "HTTP %d: %s", resp.Status, resp.Body)
	}
	AssertJSON(t, resp)
	got := Tokens{Raw: resp.Body}
	object := golden.Members(t, resp.Body)
	for name, token := range map[string]*string{
		"access_token": &got.Access, "id_token": &got.ID, "refresh_token": &got.Refresh,
	} {
		if raw, ok := object[name]; ok {
			require.NoError(t, json.Unmarshal(raw, token), "%s is not a string", name)
		}
	}
	return got
}

// AssertError asserts the status and the error code of a token or revocation response. The code is documented by AWS or was
// observed there. AssertError ignores the description, because AWS does not document it.
func AssertError(t *testing.T, resp *login.Response, status int, code string) {
	t.Helper()
	assert.Equal(t, code, ErrorCode(t, resp, status))
}

// AssertInferredError is AssertError for an error code that is neither documented nor observed. On AWS it accepts any code.
func AssertInferredError(t *testing.T, e *target.Target, resp *login.Response, status int, code string) {
	t.Helper()
	got := ErrorCode(t, resp, status)
	if e.Strict {
		assert.Equal(t, code, got)
	}
}

// ErrorCode returns the error code of an error response (RFC 6749 section 5.2).
func ErrorCode(t *testing.T, resp *login.Response, status int) string {
	t.Helper()
	require.Equal(t, status, resp.Status)
	AssertJSON(t, resp)
	object := golden.Members(t, resp.Body)
	require.NotEmpty(t, object["error"], "an error response without an error code")
	for _, name := range []string{"access_token", "id_token", "refresh_token"} {
		_, ok := object[name] // assert.NotContains would print the token
		assert.False(t, ok, "an error response must not have %s", name)
	}
	var code string
	require.NoError(t, json.Unmarshal(object["error"], &code))
	require.NotEmpty(t, code)
	return code
}

// AssertJSON asserts the content type.
func AssertJSON(t *testing.T, resp *login.Response) {
	t.Helper()
	contentType := resp.Header.Get("Content-Type")
	assert.True(t, strings.HasPrefix(contentType, "application/json"), "content type %q", contentType)
}
