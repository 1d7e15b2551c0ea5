package login

import (
	"errors"
	"net/http"
	"net/url"
	"testing"
)

// codePage has the feature that the emulator's page and the observed live page share: a field whose autocomplete value
// or name marks it as the field for a one-time code.
func codePage(field string) string {
	return `<html><head><title>MFA</title></head><body><p class="errorMessage-customizable"></p>
<form action="/mfa?client_id=app1&amp;x=1" method="POST" name="mfa">
<input type="hidden" name="_csrf" value="csrf-2"><input type="hidden" name="session" value="s-1">
<input type="hidden" name="mfa_kind" value="totp">` + field + `<input type="Submit" name="go" value="Sign in"></form></body></html>`
}

const standardField = `<input name="code" type="text" autocomplete="one-time-code">`

// withCode returns the credentials of a user whose authenticator app shows 123456. It counts the requests for a code.
func withCode(asked *int) Credentials {
	c := ada
	c.OneTimeCode = func() (string, error) { *asked++; return "123456", nil }
	return c
}

func TestSignInSendsTheSecondFactor(t *testing.T) {
	for name, tt := range map[string]struct{ field, want string }{
		"known by its autocomplete value": {standardField, "code"},
		"known by its name":               {`<input name="authentication_code" type="text">`, "authentication_code"},
		"known by its id":                 {`<input id="totpCodeInput" name="answer">`, "answer"},
	} {
		t.Run(name, func(t *testing.T) {
			h := serveHosted(t, map[string]http.HandlerFunc{
				"GET /oauth2/authorize": toLogin,
				"GET /login":            show(200, formPage),
				"POST /login":           show(200, codePage(tt.field)),
				"POST /mfa":             send(302, "https://app.example/cb?code=c0de&state=s"),
			})
			asked := 0
			_, err := h.client().NewBrowser().SignInWith(t.Context(), withCode(&asked), func(q url.Values) { q.Set("state", "s") })
			if err != nil {
				t.Fatal(err)
			}
			if asked != 1 {
				t.Errorf("asked for a code %d times, want once", asked)
			}
			sent := h.seen[len(h.seen)-1].Form
			for field, value := range map[string]string{tt.want: "123456", "_csrf": "csrf-2", "session": "s-1", "mfa_kind": "totp"} {
				if got := sent.Get(field); got != value {
					t.Errorf("form %s = %q, want %q", field, got, value)
				}
			}
			if sent.Has("password") {
				t.Error("the password was sent a second time")
			}
		})
	}
}

func TestRejectedSecondFactorIsASecondFactorError(t *testing.T) {
	h := serveHosted(t, map[string]http.HandlerFunc{
		"GET /oauth2/authorize": toLogin,
		"GET /login":            show(200, formPage),
		"POST /login":           show(200, codePage(standardField)),
		"POST /mfa":             show(200, codePage(standardField)),
	})
	asked := 0
	_, err := h.client().NewBrowser().SignIn(t.Context(), withCode(&asked))
	var wrong *SecondFactorError
	if !errors.As(err, &wrong) || asked != 1 {
		t.Errorf("got %v after %d codes, want a SecondFactorError after one", err, asked)
	}
}

// A page for a code is an error before the password, and for a user without a second factor.
func TestUnexpectedSecondFactorIsAnUnknownPageError(t *testing.T) {
	for name, tt := range map[string]struct {
		answers map[string]http.HandlerFunc
		person  func(*int) Credentials
	}{
		"a user without a second factor": {
			map[string]http.HandlerFunc{"GET /oauth2/authorize": toLogin, "GET /login": show(200, formPage), "POST /login": show(200, codePage(standardField))},
			func(*int) Credentials { return ada },
		},
		"before the password": {
			map[string]http.HandlerFunc{"GET /oauth2/authorize": show(200, codePage(standardField))},
			withCode,
		},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			_, err := serveHosted(t, tt.answers).client().NewBrowser().SignIn(t.Context(), tt.person(&asked))
			var unknown *UnknownPageError
			if !errors.As(err, &unknown) || unknown.Hint != "a user who must give a second factor" || asked != 0 {
				t.Errorf("got %#v after %d codes, want an UnknownPageError for a second factor", err, asked)
			}
		})
	}
}

func TestSignInReturnsTheErrorOfOneTimeCode(t *testing.T) {
	person := ada
	broken := errors.New("no clock")
	person.OneTimeCode = func() (string, error) { return "", broken }
	h := serveHosted(t, map[string]http.HandlerFunc{
		"GET /oauth2/authorize": toLogin, "GET /login": show(200, formPage), "POST /login": show(200, codePage(standardField)),
	})
	if _, err := h.client().NewBrowser().SignIn(t.Context(), person); !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
	if last := h.requests()[len(h.requests())-1]; last != "POST /login" {
		t.Errorf("the last request was %q, want the password's", last)
	}
}

// The rules for the target of a password also apply to the one-time code.
func TestSecondFactorIsSentToTheHostedPagesOnly(t *testing.T) {
	h := serveHosted(t, map[string]http.HandlerFunc{
		"GET /oauth2/authorize": toLogin, "GET /login": show(200, formPage),
		"POST /login": show(200, `<form action="https://elsewhere.example/mfa" method="POST"><input type="hidden" name="_csrf" value="x">`+standardField+`</form>`),
	})
	asked := 0
	_, err := h.client().NewBrowser().SignIn(t.Context(), withCode(&asked))
	if _, ok := errors.AsType[*FormError](err); !ok {
		t.Errorf("got %v, want a FormError", err)
	}
}
