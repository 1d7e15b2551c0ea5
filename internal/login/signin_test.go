package login

import (
	"net/http"
	"net/url"
	"reflect"
	"testing"
)

var ada = Credentials{Username: "ada@example.com", Password: "Correct-horse-7&="}

func TestSignInSendsTheFormAndReturnsTheCode(t *testing.T) {
	var state string
	h := serveHosted(t, map[string]http.HandlerFunc{
		"GET /oauth2/authorize": func(w http.ResponseWriter, r *http.Request) {
			state = r.URL.Query().Get("state")
			toLogin(w, r)
		},
		"GET /login": show(200, formPage),
		"POST /login": func(w http.ResponseWriter, r *http.Request) {
			send(302, "https://app.example/cb?code=c0de&state="+state)(w, r)
		},
	})
	got, err := h.client().NewBrowser().SignIn(t.Context(), ada)
	if err != nil {
		t.Fatal(err)
	}
	if got.Code != "c0de" || got.State != state || !got.Prompted {
		t.Errorf("callback: code %q, state %q, prompted %v; want c0de, %q, true", got.Code, got.State, got.Prompted, state)
	}
	want := []string{"GET /oauth2/authorize", "GET /login", "POST /login"}
	if lines := h.requests(); !reflect.DeepEqual(lines, want) {
		t.Fatalf("requests %q, want %q", lines, want)
	}

	sent := h.seen[0].Query
	for name, value := range map[string]string{
		"response_type": "code", "client_id": "app1", "redirect_uri": "https://app.example/cb", "scope": "openid email",
		"code_challenge_method": "S256", "code_challenge": challengeS256(got.CodeVerifier), "nonce": got.Nonce,
	} {
		if sent.Get(name) != value {
			t.Errorf("authorize %s = %q, want %q", name, sent.Get(name), value)
		}
	}
	if len(state) < 20 || len(got.Nonce) < 20 {
		t.Errorf("state %q and nonce %q are too short to be unguessable", state, got.Nonce)
	}

	post := h.seen[2]
	if got, want := post.Query.Encode(), "client_id=app1&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&state=s"; got != want {
		t.Errorf("the action was not unescaped: query %q, want %q", got, want)
	}
	for name, value := range map[string]string{
		"_csrf": "csrf-1", "username": ada.Username, "password": ada.Password, "cognitoAsfData": "",
	} {
		if values, ok := post.Form[name]; !ok || values[0] != value {
			t.Errorf("form %s = %q, want %q", name, values, value)
		}
	}
	if cookie := post.Header.Get("Cookie"); cookie != "XSRF-TOKEN=csrf-1" {
		t.Errorf("cookies of the form: %q", cookie)
	}
}

func TestSignInSendsAnEmptyFingerprintToAFormWithoutOne(t *testing.T) {
	h := serveHosted(t, map[string]http.HandlerFunc{
		"GET /oauth2/authorize": show(200, `<form name="cognitoSignInForm" method="post" action="/login"><input name="_csrf" value="x"></form>`),
		"POST /login":           send(302, "https://app.example/cb?code=c0de&state=mine"),
	})
	_, err := h.client().NewBrowser().SignInWith(t.Context(), ada, func(q url.Values) { q.Set("state", "mine") })
	if err != nil {
		t.Fatal(err)
	}
	want := url.Values{"_csrf": {"x"}, "cognitoAsfData": {""}, "password": {ada.Password}, "username": {ada.Username}}
	if got := h.seen[1].Form; !reflect.DeepEqual(got, want) {
		t.Errorf("form %q, want %q", got, want)
	}
}

func TestSignInWithASessionSendsNoForm(t *testing.T) {
	h := serveHosted(t, map[string]http.HandlerFunc{"GET /oauth2/authorize": toApp("code=c2")})
	got, err := h.client().NewBrowser().SignIn(t.Context(), Credentials{})
	if err != nil {
		t.Fatal(err)
	}
	if got.Code != "c2" || got.Prompted {
		t.Errorf("code %q, prompted %v; want c2 without a prompt", got.Code, got.Prompted)
	}
}

func TestBrowsersDoNotShareCookies(t *testing.T) {
	h := serveHosted(t, map[string]http.HandlerFunc{
		"GET /oauth2/authorize": func(w http.ResponseWriter, r *http.Request) {
			http.SetCookie(w, &http.Cookie{Name: "cognito", Value: "session", Path: "/", Secure: true})
			toApp("code=c")(w, r)
		},
	})
	client := h.client()
	first, second := client.NewBrowser(), client.NewBrowser()
	for _, browser := range []*Browser{first, first, second} {
		if _, err := browser.SignIn(t.Context(), ada); err != nil {
			t.Fatal(err)
		}
	}
	for i, want := range []string{"", "cognito=session", ""} {
		if got := h.seen[i].Header.Get("Cookie"); got != want {
			t.Errorf("cookies of sign-in %d: %q, want %q", i, got, want)
		}
	}
}

func TestSignInWithChangesTheRequest(t *testing.T) {
	h := serveHosted(t, map[string]http.HandlerFunc{
		"GET /oauth2/authorize": send(302, "myapp://back?tenant=7&code=c3&state=mine"),
	})
	got, err := h.client().NewBrowser().SignInWith(t.Context(), ada, func(q url.Values) {
		q.Set("redirect_uri", "myapp://back?tenant=7")
		q.Set("state", "mine")
		q.Del("code_challenge")
		q.Del("code_challenge_method")
	})
	if err != nil {
		t.Fatal(err)
	}
	if got.Code != "c3" || got.State != "mine" {
		t.Errorf("code %q and state %q, want c3 and mine", got.Code, got.State)
	}
	if h.seen[0].Query.Has("code_challenge") {
		t.Error("the removed code_challenge was sent")
	}
}
