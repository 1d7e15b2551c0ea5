package login

import (
	"errors"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"
)

func TestSignInErrors(t *testing.T) {
	authorize, login, post := "GET /oauth2/authorize", "GET /login", "POST /login"
	withForm := func(form string) string {
		return `<html><title>Signin</title><body>` + form + `</body></html>`
	}
	tests := []struct {
		name    string
		answers map[string]http.HandlerFunc
		want    error
		text    string
	}{
		{
			"wrong password, page again",
			map[string]http.HandlerFunc{authorize: toLogin, login: show(200, formPage), post: show(200, refusedPage)},
			&CredentialsError{Message: "Incorrect username or password."},
			`the sign-in page rejected the username or password: "Incorrect username or password."`,
		},
		{
			"wrong password, redirect back without a message",
			map[string]http.HandlerFunc{authorize: toLogin, login: show(200, formPage), post: send(302, "/login?again=1")},
			&CredentialsError{},
			`the sign-in page rejected the username or password without a reason`,
		},
		{
			"wrong password, page again with 401",
			map[string]http.HandlerFunc{authorize: toLogin, login: show(200, formPage), post: show(401, refusedPage)},
			&CredentialsError{Message: "Incorrect username or password."}, "",
		},
		{
			"error callback",
			map[string]http.HandlerFunc{authorize: toApp("error_description=invalid_scope&error=invalid_request")},
			&CallbackError{Code: "invalid_request", Description: "invalid_scope", State: "sent"},
			`the authorization failed with the error "invalid_request", described as "invalid_scope"`,
		},
		{
			"error callback in the fragment",
			map[string]http.HandlerFunc{authorize: send(302, "https://app.example/cb#error=unauthorized_client&state=sent")},
			&CallbackError{Code: "unauthorized_client", State: "sent"},
			`the authorization failed with the error "unauthorized_client"`,
		},
		{
			"error callback with another state",
			map[string]http.HandlerFunc{authorize: send(302, "https://app.example/cb?error=server_error&state=other")},
			&StateError{}, "",
		},
		{
			"code with another state",
			map[string]http.HandlerFunc{authorize: send(302, "https://app.example/cb?code=c0de&state=other")},
			&StateError{},
			`the callback's state is not the one that was sent`,
		},
		{
			"code without a state",
			map[string]http.HandlerFunc{authorize: send(302, "https://app.example/cb?code=c0de")},
			&StateError{}, "",
		},
		{
			"callback with neither a code nor an error",
			map[string]http.HandlerFunc{authorize: toApp("x=1")},
			&NoCodeError{},
			`the callback has neither a code nor an error`,
		},
		{
			"error page",
			map[string]http.HandlerFunc{
				authorize:    send(302, "/error?error=redirect_mismatch&client_id=app1"),
				"GET /error": show(400, errorPage),
			},
			&HostedError{Status: 400, Code: "redirect_mismatch", Message: "An error was encountered with the requested page."},
			`the hosted error page answered HTTP 400: "redirect_mismatch"`,
		},
		{
			"error page with 200",
			map[string]http.HandlerFunc{
				authorize:    send(302, "/error?error=invalid_request"),
				"GET /error": show(200, errorPage),
			},
			&HostedError{Status: 200, Code: "invalid_request", Message: "An error was encountered with the requested page."}, "",
		},
		{
			"stale form",
			map[string]http.HandlerFunc{authorize: toLogin, login: show(200, formPage), post: show(403, errorPage)},
			&HostedError{Status: 403, Message: "An error was encountered with the requested page."},
			`the hosted error page answered HTTP 403: "An error was encountered with the requested page."`,
		},
		{
			"managed login without branding",
			map[string]http.HandlerFunc{authorize: toLogin, login: show(200, unbrandedPage)},
			&UnknownPageError{Path: "/login", Title: "Login", Hint: "managed login (version 2) without a branding style for this app client"},
			`the hosted page /login ("Login") has no classic sign-in form: it looks like managed login (version 2) without a branding style for this app client`,
		},
		{
			"managed login",
			map[string]http.HandlerFunc{authorize: toLogin, login: show(200, managedLoginPage)},
			&UnknownPageError{Path: "/login", Title: "Sign in"},
			`the hosted page /login ("Sign in") has no classic sign-in form: it looks like managed login (version 2) or a step that only a user can do`,
		},
		{
			"new password needed",
			map[string]http.HandlerFunc{authorize: toLogin, login: show(200, formPage), post: show(200, newPasswordPage)},
			&UnknownPageError{Path: "/login", Title: "Change Password", Hint: "a user who must set a new password first"}, "",
		},
		{
			"second factor needed",
			map[string]http.HandlerFunc{authorize: toLogin, login: show(200, formPage), post: show(200, secondFactorPage)},
			&UnknownPageError{Path: "/login", Title: "MFA", Hint: "a user who must give a second factor", SecondFactor: true}, "",
		},
		{
			"server fault",
			map[string]http.HandlerFunc{authorize: show(503, formPage)},
			&StatusError{Status: 503, Path: "/oauth2/authorize"},
			`the hosted page /oauth2/authorize answered HTTP 503 Service Unavailable`,
		},
		{
			"server fault after the form, which does not mean a rejected password",
			map[string]http.HandlerFunc{authorize: toLogin, login: show(200, formPage), post: show(503, formPage)},
			&StatusError{Status: 503, Path: "/login"}, "",
		},
		{
			"throttled for an hour",
			map[string]http.HandlerFunc{authorize: func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Retry-After", "3600")
				show(429, formPage)(w, r)
			}},
			&StatusError{Status: 429, Path: "/oauth2/authorize"}, "",
		},
		{
			"a redirect that would send the form again",
			map[string]http.HandlerFunc{authorize: toLogin, login: show(200, formPage), post: send(307, "/login")},
			&StatusError{Status: 307, Path: "/login"}, "",
		},
		{
			"redirect to another host",
			map[string]http.HandlerFunc{authorize: send(302, "https://evil.example/cb?code=c0de")},
			&RedirectError{Target: "https://evil.example/cb"},
			`the hosted pages redirect to https://evil.example/cb, which is neither theirs nor the application's`,
		},
		{
			"redirect to a longer path than the application's",
			map[string]http.HandlerFunc{authorize: send(302, "https://app.example/cb2?code=c0de")},
			&RedirectError{Target: "https://app.example/cb2"}, "",
		},
		{
			"redirect loop",
			map[string]http.HandlerFunc{authorize: send(302, "/oauth2/authorize")},
			&RedirectLoopError{},
			`the hosted pages redirected more than 10 times`,
		},
		{
			"form whose action is another host",
			map[string]http.HandlerFunc{authorize: show(200, withForm(
				`<form name="cognitoSignInForm" method="post" action="https://evil.example/login"><input name="_csrf" value="x"></form>`))},
			&FormError{Reason: "its action leads to https://evil.example/login"},
			`the sign-in form was not sent: its action leads to https://evil.example/login`,
		},
		{
			"form that would put the password in a URL",
			map[string]http.HandlerFunc{authorize: show(200, withForm(
				`<form name="cognitoSignInForm" action="/login"><input name="_csrf" value="x"></form>`))},
			&FormError{Reason: "its method is not POST"}, "",
		},
		{
			"form without CSRF token",
			map[string]http.HandlerFunc{authorize: show(200, withForm(`<form name="cognitoSignInForm" method="post" action="/login"></form>`))},
			&FormError{Reason: "it has no _csrf value"}, "",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := serveHosted(t, test.answers)
			callback, err := h.client().NewBrowser().SignInWith(t.Context(), ada, func(q url.Values) { q.Set("state", "sent") })
			if err == nil {
				t.Fatalf("signed in with %v", callback)
			}
			if !reflect.DeepEqual(err, test.want) {
				t.Errorf("got %#v, want %#v", err, test.want)
			}
			if test.text != "" && err.Error() != test.text {
				t.Errorf("text %q, want %q", err, test.text)
			}
			for _, secret := range []string{ada.Password, url.QueryEscape(ada.Password), "s3cret", "c0de", "csrf-1"} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("the error contains the secret %q: %v", secret, err)
				}
			}
		})
	}
}

func TestSignInWithoutAResponse(t *testing.T) {
	h := serveHosted(t, nil)
	client := h.client()
	h.Close()
	_, err := client.NewBrowser().SignIn(t.Context(), ada)
	if err == nil {
		t.Fatal("signed in at a closed server")
	}
	if !strings.HasPrefix(err.Error(), "GET "+h.URL+"/oauth2/authorize did not answer: ") || strings.Contains(err.Error(), "state=") {
		t.Errorf("error %q", err)
	}
	if _, ok := errors.AsType[*StatusError](err); ok {
		t.Errorf("a transport error is reported as a StatusError: %v", err)
	}
}

func TestRedirectWithoutLocationIsAnError(t *testing.T) {
	h := serveHosted(t, map[string]http.HandlerFunc{"GET /oauth2/authorize": send(302, "")})
	_, err := h.client().NewBrowser().SignIn(t.Context(), ada)
	if err == nil || err.Error() != "the hosted page /oauth2/authorize redirects without a usable Location" {
		t.Errorf("got %v", err)
	}
}

func TestEndpointThatIsNotAURLIsAnError(t *testing.T) {
	for _, endpoint := range []string{"", "/oauth2/authorize", "http://[::1"} {
		client := &Client{AuthorizationEndpoint: endpoint}
		if _, err := client.NewBrowser().SignIn(t.Context(), ada); err == nil {
			t.Errorf("signed in at %q", endpoint)
		}
	}
}
