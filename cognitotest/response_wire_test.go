package cognitotest_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// variable matches the headers and values that differ in each response: dates and UUIDs.
var variable = regexp.MustCompile(`(?m)^(Date|X-Amz-Cognito-Request-Id): .*\r\n|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)

// The redirect has the same bytes as on a live pool (captures of authorize since July 2026),
// except Strict-Transport-Security, which a server must not send over plain HTTP.
func TestRedirectHasTheBytesOfALivePool(t *testing.T) {
	t.Parallel()
	f := newBrowserPool(t, 1)
	at := mustParse(t, f.base)
	query := "client_id=" + f.clientID + "&redirect_uri=" + url.QueryEscape(f.callback) + "&response_type=code&scope=openid%20email&x-client-SKU=ID_NET8_0"
	got := exchangeBytes(t, at, "GET /oauth2/authorize?"+query+" HTTP/1.1\r\nHost: "+at.Host+"\r\nConnection: close\r\n\r\n")
	assert.Equal(t, "HTTP/1.1 302 Found\r\n"+
		"Cache-Control: no-cache, no-store, max-age=0, must-revalidate\r\n"+
		"Location: "+f.base+"/login?"+query+"\r\n"+
		"Pragma: no-cache\r\n"+
		"Server: Server\r\n"+
		"Set-Cookie: XSRF-TOKEN=; Path=/; HttpOnly; SameSite=Lax\r\n"+
		"Set-Cookie: csrf-state=\"\"; Path=/; Max-Age=300; HttpOnly\r\n"+
		"Set-Cookie: csrf-state-legacy=\"\"; Path=/; Max-Age=300; HttpOnly\r\n"+
		"X-Content-Type-Options: nosniff\r\n"+
		"X-Frame-Options: DENY\r\n"+
		"X-Xss-Protection: 0\r\n"+
		"Content-Length: 0\r\n"+
		"Connection: close\r\n\r\n", variable.ReplaceAllString(got, ""))
}

// The responses to a token request that is not a form, and to a POST to an unknown path, have
// no body.
func TestMethodNotAllowedHasNoBody(t *testing.T) {
	t.Parallel()
	f := newBrowserPool(t, 1)
	at := mustParse(t, f.base)
	for path, allow := range map[string]string{"/oauth2/token": "POST, OPTIONS", "/oauth/token": "GET"} {
		got := exchangeBytes(t, at, "POST "+path+" HTTP/1.1\r\nHost: "+at.Host+"\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
		assert.Regexp(t, `^HTTP/1\.1 405 Method Not Allowed\r\n`, got, path)
		assert.Contains(t, got, "\r\nAllow: "+allow+"\r\n", path)
		assert.Contains(t, got, "\r\nContent-Length: 0\r\n", path)
		assert.NotContains(t, got, "\r\nContent-Type:", path)
		assert.Regexp(t, `\r\n\r\n$`, got, path)
	}
}

// exchangeBytes sends a request over TCP and returns all bytes until the server closes the
// connection.
func exchangeBytes(t *testing.T, at *url.URL, request string) string {
	t.Helper()
	connection, err := net.Dial("tcp", "127.0.0.1:"+at.Port())
	require.NoError(t, err)
	defer connection.Close()
	_, err = fmt.Fprint(connection, request)
	require.NoError(t, err)
	response, err := io.ReadAll(bufio.NewReader(connection))
	require.NoError(t, err)
	return string(response)
}

// Four public tools sign in to live pools without the sign-in page: they send the POST of the
// form with a cookie and a field of their own (aws-amplify/amplify-js#6236).
func TestSignInWithoutThePage(t *testing.T) {
	t.Parallel()
	s := start(t)
	e := newEnvironment(t, s, types.FeatureTypeDisabled)
	const token = "9780c2ba-99ef-4d88-991c-dcce2e9d83d1"
	query := url.Values{"client_id": {e.clientID}, "response_type": {"code"}, "redirect_uri": {callback}, "scope": {"openid"}}.Encode()
	client := browser(t, s.Client())
	post := func(cookie, field string) *http.Response {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, e.domain+"/login?"+query,
			strings.NewReader(url.Values{"_csrf": {field}, "username": {"jo"}, "password": {"Passw0rd!"}, "signInSubmitButton": {"Sign in"}}.Encode()))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Cookie", "XSRF-TOKEN="+cookie+`; csrf-state=""; csrf-state-legacy=""`)
		response, err := client.Do(r)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		return response
	}
	assert.Equal(t, http.StatusBadRequest, post(token, token[1:]).StatusCode)
	assert.Equal(t, http.StatusBadRequest, post("", "").StatusCode)
	got := post(token, token)
	require.Equal(t, http.StatusFound, got.StatusCode)
	assert.Regexp(t, `^`+regexp.QuoteMeta(callback)+`\?code=[0-9a-f-]{36}$`, got.Header.Get("Location"))
}

// Go's cookie jar accepts the session cookie of the plain endpoint, which names its domain, and
// removes it at /logout.
func TestCookieJarKeepsTheSessionUntilLogout(t *testing.T) {
	t.Parallel()
	f := newBrowserPool(t, 1)
	client := browser(t, &http.Client{Transport: toLoopback(strings.TrimPrefix(f.server.URL, "http://"))})
	back := signInWith(t, client, f.authorize(""), "eve", "Passw0rd!")
	assert.NotEmpty(t, back.Get("code"))
	again, _ := fetch(t, client, http.MethodGet, f.authorize(""), nil)
	assert.Contains(t, again.Header.Get("Location"), f.callback+"?code=")
	fetch(t, client, http.MethodGet, f.base+"/logout?client_id="+f.clientID+"&response_type=code&redirect_uri="+url.QueryEscape(f.callback), nil)
	for _, c := range client.Jar.Cookies(mustParse(t, f.base)) {
		assert.NotEqual(t, "cognito", c.Name)
	}
}
