package login

import (
	"net/http"
	"reflect"
	"testing"
)

func TestSignOutSendsTheSessionAndDoesNotFollow(t *testing.T) {
	h := serveHosted(t, map[string]http.HandlerFunc{
		"GET /oauth2/authorize": func(w http.ResponseWriter, r *http.Request) {
			http.SetCookie(w, &http.Cookie{Name: "cognito", Value: "session", Path: "/", Secure: true})
			toApp("code=c")(w, r)
		},
		"GET /logout": func(w http.ResponseWriter, r *http.Request) {
			http.SetCookie(w, &http.Cookie{Name: "cognito", Path: "/", Secure: true, MaxAge: -1})
			send(302, "https://app.example/bye")(w, r)
		},
	})
	browser := h.client().NewBrowser()
	if _, err := browser.SignIn(t.Context(), ada); err != nil {
		t.Fatal(err)
	}
	resp, err := browser.SignOut(t.Context(), "https://app.example/bye")
	if err != nil {
		t.Fatal(err)
	}
	if resp.Status != 302 || resp.Header.Get("Location") != "https://app.example/bye" {
		t.Errorf("got %v to %q", resp, resp.Header.Get("Location"))
	}
	logout := h.seen[1]
	if got, want := logout.Query.Encode(), "client_id=app1&logout_uri=https%3A%2F%2Fapp.example%2Fbye"; got != want {
		t.Errorf("query %q, want %q", got, want)
	}
	if got := logout.Header.Get("Cookie"); got != "cognito=session" {
		t.Errorf("cookies %q", got)
	}
	if _, err := browser.SignIn(t.Context(), ada); err != nil {
		t.Fatal(err)
	}
	if got := h.seen[2].Header.Get("Cookie"); got != "" {
		t.Errorf("the cookie outlived the logout: %q", got)
	}
}

func TestSignOutReturnsTheErrorPage(t *testing.T) {
	h := serveHosted(t, map[string]http.HandlerFunc{
		"GET /logout": send(302, "/error?error=redirect_mismatch"),
		"GET /error":  show(400, errorPage),
	})
	resp, err := h.client().NewBrowser().SignOut(t.Context(), "https://stranger.example/")
	if err != nil {
		t.Fatal(err)
	}
	if resp.Status != 400 || string(resp.Body) != errorPage {
		t.Errorf("got %v", resp)
	}
	if got, want := h.requests(), []string{"GET /logout", "GET /error"}; !reflect.DeepEqual(got, want) {
		t.Errorf("requests %q, want %q", got, want)
	}
}
