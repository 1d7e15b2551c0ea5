package hostedui_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// wantHeaders are the headers of every response of a domain in captures since July 2026.
var wantHeaders = map[string]string{
	"Cache-Control":             "no-cache, no-store, max-age=0, must-revalidate",
	"Pragma":                    "no-cache",
	"Server":                    "Server",
	"Strict-Transport-Security": "max-age=31536000 ; includeSubDomains",
	"X-Content-Type-Options":    "nosniff",
	"X-Frame-Options":           "DENY",
	"X-Xss-Protection":          "0",
}

func assertHeaders(t *testing.T, p page) {
	t.Helper()
	for name, want := range wantHeaders {
		assert.Equal(t, []string{want}, p.header[http.CanonicalHeaderKey(name)], name)
	}
	assert.Regexp(t, `^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`, p.header.Get("x-amz-cognito-request-id"))
}

func TestPageHeaders(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	b := s.newBrowser()
	for name, p := range map[string]page{
		"sign-in": b.get(s.loginPath(s.client)), "sign-up": b.get(s.path("/signup")), "error": b.get("/error?error=x"),
		"a wrong password": b.signIn(s.client, "jo", "wrong"),
	} {
		t.Run(name, func(t *testing.T) {
			assertHeaders(t, p)
			assert.Equal(t, "text/html;charset=UTF-8", p.header.Get("Content-Type"))
			assert.Equal(t, "en-US", p.header.Get("Content-Language"))
			assert.Equal(t, "0", p.header.Get("Expires"))
			assert.Equal(t, "same-origin", p.header.Get("Referrer-Policy"))
		})
	}
	m := newManagedFixture(t)
	assert.Equal(t, "de", m.newBrowser().get(m.loginPath(m.client)+"&lang=de").header.Get("Content-Language"))
	assert.Equal(t, "en-US", m.newBrowser().get(m.loginPath(m.client)).header.Get("Content-Language"))
}

// A redirect of a page has no body and no content type.
func TestRedirectsAreEmpty(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	s.setVerifiedEmail()
	b := s.newBrowser()
	p := b.submit(b.get(s.path("/forgotPassword")), url.Values{"username": {"jo"}})
	reset := b.submit(p, url.Values{"username": {"jo"}, "code": {s.lastCode()}, "password": {password}, "confirmPassword": {password}})
	for name, p := range map[string]page{
		"the POST of a sign-in": s.newBrowser().signIn(s.client, "jo", password),
		"a new password":        reset,
		"an unknown client":     b.get("/login?client_id=nobody"),
		"logout":                b.get("/logout?client_id=" + s.client.ID + "&logout_uri=https%3A%2F%2Fapp.example.com%2Fbye"),
		"logout without a URL":  b.get("/logout?client_id=" + s.client.ID),
		"logout, no client":     b.get("/logout"),
		"a wrong state":         b.get("/oauth2/idpresponse?state=x"),
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, http.StatusFound, p.status)
			assert.Empty(t, p.body)
			assert.NotContains(t, p.header, "Content-Type")
			assert.Regexp(t, `^https://`, p.location)
			assertHeaders(t, p)
		})
	}
}

// Redirects keep the scheme and the port of the request, and do not require TLS.
func TestRedirectsOnThePlainEndpoint(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	const plain = "http://orders.auth.us-east-1.localhost:4700"
	get := func(path string) page { return s.newBrowser().do(httptest.NewRequest(http.MethodGet, plain+path, nil)) }
	got := get("/logout?state=s")
	assert.Equal(t, plain+"/login?state=s", got.location)
	assert.NotContains(t, got.header, "Strict-Transport-Security")
	assert.Equal(t, plain+"/error?error=Invalid%20state", get("/oauth2/idpresponse?state=x").location)
	assert.NotContains(t, get(s.loginPath(s.client)).header, "Strict-Transport-Security")
}

// Browsers request /favicon.ico by themselves. The response to a POST to an unknown path is from
// aws-amplify/amplify-js#5284.
func TestUnknownPath(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	for _, path := range []string{"/favicon.ico", "/", "/oauth/token", "/login/", "/Login"} {
		got := s.newBrowser().get(path)
		assert.Equal(t, http.StatusNotFound, got.status, path)
		assert.Equal(t, "application/json;charset=UTF-8", got.header.Get("Content-Type"), path)
		assert.JSONEq(t, `{"message":"Not Found"}`, got.body, path)
		assertHeaders(t, got)
	}
	for _, tt := range []struct{ method, path, allow string }{
		{"POST", "/oauth/token", "GET"}, {"PUT", "/nowhere", "GET"}, {"POST", "/", "GET"}, {"POST", "/logout", "GET"}, {"POST", "/error", "GET"},
		{"DELETE", "/login", "GET, POST"}, {"PUT", "/resendcode", "POST"}, {"OPTIONS", "/login", "GET, POST"},
	} {
		got := s.newBrowser().do(httptest.NewRequest(tt.method, domain+tt.path, strings.NewReader("a=b")))
		assert.Equal(t, http.StatusMethodNotAllowed, got.status, tt.method+tt.path)
		assert.Equal(t, []string{tt.allow}, got.header["Allow"], tt.method+tt.path)
		assert.Empty(t, got.body, tt.method+tt.path)
		assert.NotContains(t, got.header, "Content-Type", tt.method+tt.path)
		assertHeaders(t, got)
	}
	got := s.newBrowser().get("/resendcode") // the path accepts only POST
	assert.Equal(t, http.StatusNotFound, got.status)
	require.JSONEq(t, `{"message":"Not Found"}`, got.body)
}
