package login

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
)

// The pages are written by hand and follow public descriptions of the classic hosted pages: the form occurs twice, its
// action is relative to the host and escaped, and an error message is above the fields.
const (
	formPage = `<!DOCTYPE html>
<html lang="en"><head><title>Signin</title><script>var text = "Login pages unavailable";</script></head>
<body>
<div class="modal-body visible-xs">
  <form action="/login?client_id=app1&amp;redirect_uri=https%3A%2F%2Fapp.example%2Fcb&amp;state=s" method="POST" name="cognitoSignInForm">
    <input type="hidden" name="_csrf" value="csrf-1"/>
    <input type="hidden" name="cognitoAsfData"/>
    <input id="signInFormUsername" name="username" type="text" placeholder="name@host.com"/>
    <input id="signInFormPassword" name="password" type="password"/>
    <input name="signInSubmitButton" type="Submit" value="Sign in"/>
  </form>
</div>
<div class="modal-body hidden-xs">
  <form action="/login?copy=2" method="POST" name="cognitoSignInForm">
    <input type="hidden" name="_csrf" value="csrf-1"/>
    <input name="username"/><input name="password" type="password"/>
  </form>
</div>
</body></html>`

	refusedPage = `<html><head><title>Signin</title></head><body>
<p id="loginErrorMessage" class="errorMessage-customizable">
   Incorrect username
   or password.</p>
<form action="/login?x=1" method="POST" name="cognitoSignInForm"><input type="hidden" name="_csrf" value="csrf-2"></form>
</body></html>`

	errorPage = `<html><head><title>Error</title></head><body><p>An error was encountered with the requested page.</p></body></html>`

	unbrandedPage = `<html><head><title>Login</title></head><body><h1>Login pages unavailable</h1><p>Please contact an administrator.</p></body></html>`

	newPasswordPage = `<html><head><title>Change Password</title></head><body><form action="/newpassword" method="POST"><input id="new_password" name="new_password" type="password"></form></body></html>`

	secondFactorPage = `<html><head><title>MFA</title></head><body><form action="/mfa" method="POST"><input id="totpCodeInput" name="authentication_code"></form></body></html>`

	managedLoginPage = `<html><head><title>Sign in</title></head><body><form><input name="username"><button type="submit">Next</button></form></body></html>`
)

// recorded is one request that the test server received.
type recorded struct {
	Method, Path string
	Query, Form  url.Values
	Header       http.Header
	Body         string
}

// hosted is a test server of hosted pages.
type hosted struct {
	*httptest.Server
	mu   sync.Mutex
	seen []recorded
}

// serveHosted serves the given handlers by "METHOD /path". A request without a handler fails the test.
func serveHosted(t *testing.T, answers map[string]http.HandlerFunc) *hosted {
	t.Helper()
	h := &hosted{}
	h.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			t.Errorf("%s %s: form: %v", r.Method, r.URL.Path, err)
		}
		h.mu.Lock()
		h.seen = append(h.seen, recorded{
			Method: r.Method, Path: r.URL.Path, Query: r.URL.Query(), Form: r.PostForm, Header: r.Header.Clone(),
		})
		h.mu.Unlock()
		answer, ok := answers[r.Method+" "+r.URL.Path]
		if !ok {
			t.Errorf("unexpected request %s %s", r.Method, r.URL.Path)
			http.NotFound(w, r)
			return
		}
		answer(w, r)
	}))
	t.Cleanup(h.Close)
	return h
}

// client returns an app client of the test server. Its redirect URI is at app.example, which no test may request.
func (h *hosted) client() *Client {
	return &Client{
		HTTP:                  h.Server.Client(),
		AuthorizationEndpoint: h.URL + "/oauth2/authorize",
		TokenEndpoint:         h.URL + "/oauth2/token",
		RevocationEndpoint:    h.URL + "/oauth2/revoke",
		UserInfoEndpoint:      h.URL + "/oauth2/userInfo",
		EndSessionEndpoint:    h.URL + "/logout",
		ClientID:              "app1",
		ClientSecret:          "s3cret",
		RedirectURI:           "https://app.example/cb",
		Scopes:                []string{"openid", "email"},
	}
}

func (h *hosted) requests() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	var lines []string
	for _, r := range h.seen {
		lines = append(lines, r.Method+" "+r.Path)
	}
	return lines
}

// show returns a handler that writes a page.
func show(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html;charset=UTF-8")
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

// send returns a handler that redirects to a location, verbatim.
func send(status int, location string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if location != "" {
			w.Header().Set("Location", location)
		}
		w.WriteHeader(status)
	}
}

// toApp redirects to the application with the given query and the state of the request.
func toApp(query string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		send(http.StatusFound, "https://app.example/cb?"+query+"&state="+r.URL.Query().Get("state"))(w, r)
	}
}

// toLogin redirects to the sign-in page with the same query and sets the CSRF cookie.
func toLogin(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, &http.Cookie{Name: "XSRF-TOKEN", Value: "csrf-1", Path: "/", Secure: true, HttpOnly: true})
	send(http.StatusFound, "/login?"+r.URL.RawQuery)(w, r)
}
