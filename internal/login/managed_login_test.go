package login

import (
	"errors"
	"net/http"
	"net/url"
	"reflect"
	"testing"
)

// The two pages of managed login, as far as they were observed: first the username, then the password. The CSRF field
// of the second page has another name.
const (
	managedNamePage = `<html><body><form action="/login?x=1" method="POST" name="cognitoSignInForm"><input type="hidden" name="_csrf" value="csrf-1">
<input name="username" type="text"></form></body></html>`
	managedPasswordPage = `<html><body><form action="/verifyPassword?x=1" method="POST" name="cognitoSignInForm"><input type="hidden" name="csrf" value="csrf-2">
<input type="text" name="username" value="ada@example.com" hidden><input name="password" type="password"></form></body></html>`
)

func TestSignInOnManagedLogin(t *testing.T) {
	h := serveHosted(t, map[string]http.HandlerFunc{
		"GET /oauth2/authorize": toLogin,
		"GET /login":            show(200, managedNamePage),
		"POST /login":           show(200, managedPasswordPage),
		"POST /verifyPassword":  send(302, "https://app.example/cb?code=c0de&state=s"),
	})
	callback, err := h.client().NewBrowser().SignInWith(t.Context(), ada, func(q url.Values) { q.Set("state", "s") })
	if err != nil {
		t.Fatal(err)
	}
	if callback.Code != "c0de" || !callback.Prompted {
		t.Errorf("callback %+v, want the code after a prompt", callback)
	}
	got := []url.Values{h.seen[len(h.seen)-2].Form, h.seen[len(h.seen)-1].Form}
	want := []url.Values{
		{"_csrf": {"csrf-1"}, "username": {ada.Username}, "cognitoAsfData": {""}}, // no password yet
		{"csrf": {"csrf-2"}, "username": {ada.Username}, "password": {ada.Password}, "cognitoAsfData": {""}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("sent %v, want %v", got, want)
	}
}

func TestManagedLoginReportsRejectedCredentials(t *testing.T) {
	for name, pages := range map[string]map[string]http.HandlerFunc{
		"the name":     {"POST /login": show(200, managedNamePage)},
		"the password": {"POST /login": show(200, managedPasswordPage), "POST /verifyPassword": show(200, managedPasswordPage)},
	} {
		t.Run(name, func(t *testing.T) {
			pages["GET /oauth2/authorize"], pages["GET /login"] = toLogin, show(200, managedNamePage)
			_, err := serveHosted(t, pages).client().NewBrowser().SignIn(t.Context(), ada)
			if _, ok := errors.AsType[*CredentialsError](err); !ok {
				t.Errorf("error %v, want a CredentialsError", err)
			}
		})
	}
}
