package login

import (
	"errors"
	"net/http"
	"net/url"
	"testing"
)

// renewalPage is the page on which a user with a temporary password sets a new one.
const renewalPage = `<html><head><title>Change Password</title></head><body><p class="errorMessage-customizable">Too short</p>
<form action="/changePassword?client_id=app1" method="POST" name="changePassword">
<input type="hidden" name="_csrf" value="csrf-2"><input type="hidden" name="session" value="s-1">
<input name="new_password" type="password"><input name="confirm_password" type="password"></form></body></html>`

// invited returns the credentials of a user with a temporary password.
func invited() Credentials {
	c := ada
	c.NewPassword = "N3w-password"
	return c
}

func TestSignInSetsANewPassword(t *testing.T) {
	h := serveHosted(t, map[string]http.HandlerFunc{
		"GET /oauth2/authorize": toLogin,
		"GET /login":            show(200, formPage),
		"POST /login":           show(200, renewalPage),
		"POST /changePassword":  send(302, "https://app.example/cb?code=c0de&state=s"),
	})
	if _, err := h.client().NewBrowser().SignInWith(t.Context(), invited(), func(q url.Values) { q.Set("state", "s") }); err != nil {
		t.Fatal(err)
	}
	sent := h.seen[len(h.seen)-1].Form
	for field, want := range map[string]string{"new_password": "N3w-password", "confirm_password": "N3w-password", "_csrf": "csrf-2", "session": "s-1"} {
		if got := sent.Get(field); got != want {
			t.Errorf("form %s = %q, want %q", field, got, want)
		}
	}
	if sent.Has("password") {
		t.Error("SignIn sent the temporary password a second time")
	}
}

func TestRejectedNewPasswordIsACredentialsError(t *testing.T) {
	h := serveHosted(t, map[string]http.HandlerFunc{
		"GET /oauth2/authorize": toLogin,
		"GET /login":            show(200, formPage),
		"POST /login":           show(200, renewalPage),
		"POST /changePassword":  show(200, renewalPage),
	})
	_, err := h.client().NewBrowser().SignIn(t.Context(), invited())
	var rejected *CredentialsError
	if !errors.As(err, &rejected) || rejected.Message != "Too short" {
		t.Errorf("got %v, want a CredentialsError with the page's message", err)
	}
}

// TestNewPasswordPageWithoutANewPassword: the page is an error if the credentials contain no new password.
func TestNewPasswordPageWithoutANewPassword(t *testing.T) {
	h := serveHosted(t, map[string]http.HandlerFunc{
		"GET /oauth2/authorize": toLogin,
		"GET /login":            show(200, formPage),
		"POST /login":           show(200, renewalPage),
	})
	_, err := h.client().NewBrowser().SignIn(t.Context(), ada)
	var unknown *UnknownPageError
	if !errors.As(err, &unknown) || unknown.Hint != "a user who must set a new password first" {
		t.Errorf("got %v, want an UnknownPageError", err)
	}
}
