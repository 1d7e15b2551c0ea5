package chromium

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// requireBrowser is the variable that makes a missing browser a failure.
const requireBrowser = "COGNITOKIT_REQUIRE_BROWSER"

const (
	redirectURI = "https://app.example.com/callback"
	logoutURI   = "https://app.example.com/signed-out"
	appPage     = `<!doctype html><title>Sign in</title><div id="app"></div><script>
		const app = document.getElementById("app");
		function draw(html) { app.innerHTML = html }
		setTimeout(() => draw(%q), 150); // as a single-page app does
	</script>`
)

// pages are login pages that a script draws: first the username, then the password.
type pages struct {
	t      *testing.T
	server *httptest.Server

	mu    sync.Mutex
	asked []string // paths, in their order
}

func newPages(t *testing.T) *pages {
	t.Helper()
	p := &pages{t: t}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /oauth2/authorize", func(w http.ResponseWriter, r *http.Request) {
		if c, err := r.Cookie("session"); err == nil && c.Value == "ada" {
			p.back(w, r, r.URL.Query())
			return
		}
		if r.URL.Query().Get("client_id") == "unknown" {
			http.Redirect(w, r, "/error?error=Client+does+not+exist", http.StatusFound)
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "request", Value: url.QueryEscape(r.URL.RawQuery), Path: "/", Secure: true, HttpOnly: true})
		http.Redirect(w, r, "/login?"+r.URL.RawQuery, http.StatusFound)
	})
	mux.HandleFunc("GET /login", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("client_id") == "styleless" {
			fmt.Fprint(w, `<!doctype html><title>Login</title><h1>Login pages unavailable</h1><p>Please contact an administrator.</p>`)
			return
		}
		fmt.Fprintf(w, appPage, `<form method="POST" action="/login"><input name="username"><button>Next</button></form>`)
	})
	mux.HandleFunc("POST /login", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "name", Value: r.PostFormValue("username"), Path: "/", Secure: true, HttpOnly: true})
		http.Redirect(w, r, "/password", http.StatusSeeOther)
	})
	mux.HandleFunc("GET /password", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, appPage, `<form method="POST" action="/password"><input type="text" name="username" hidden><input name="password" type="password"><button>Sign in</button></form>`)
	})
	mux.HandleFunc("POST /password", func(w http.ResponseWriter, r *http.Request) {
		name, err := r.Cookie("name")
		assert.NoError(t, err)
		if name == nil || name.Value != "ada" || r.PostFormValue("password") != "Str0ng!Pass" {
			fmt.Fprintf(w, appPage, `<p class="errorMessage">Incorrect username or password.</p><form method="POST"><input name="password" type="password"></form>`)
			return
		}
		if request, err := r.Cookie("request"); assert.NoError(t, err) {
			raw, _ := url.QueryUnescape(request.Value)
			query, _ := url.ParseQuery(raw)
			http.SetCookie(w, &http.Cookie{Name: "session", Value: "ada", Path: "/", Secure: true, HttpOnly: true})
			p.back(w, r, query)
		}
	})
	mux.HandleFunc("GET /logout", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "session", MaxAge: -1, Path: "/", Secure: true, HttpOnly: true})
		http.Redirect(w, r, r.URL.Query().Get("logout_uri"), http.StatusFound)
	})
	mux.HandleFunc("GET /error", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `<!doctype html><title>Error</title><p>An error was encountered with the requested page.</p>`)
	})
	p.server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.asked = append(p.asked, r.Method+" "+r.URL.Path)
		p.mu.Unlock()
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(p.server.Close)
	return p
}

func (p *pages) back(w http.ResponseWriter, r *http.Request, query url.Values) {
	http.Redirect(w, r, query.Get("redirect_uri")+"?"+url.Values{"code": {"the-code"}, "state": {query.Get("state")}}.Encode(), http.StatusFound)
}

// open opens a browser for the pages. Only the test server's own client trusts its certificate,
// so a request of the browser that bypasses the client fails.
func (p *pages) open(clientID string) *Browser {
	p.t.Helper()
	b, err := Open(p.t.Context(), &login.Client{
		HTTP: p.server.Client(), AuthorizationEndpoint: p.server.URL + "/oauth2/authorize", EndSessionEndpoint: p.server.URL + "/logout",
		ClientID: clientID, RedirectURI: redirectURI,
	})
	if errors.Is(err, ErrNoBrowser) && os.Getenv(requireBrowser) == "" {
		p.t.Skip(err.Error() + "; set " + requireBrowser + "=1 to make that a failure")
	}
	require.NoError(p.t, err)
	p.t.Cleanup(func() { assert.NoError(p.t, b.Close()); assert.NoDirExists(p.t, b.profile) })
	return b
}

func TestSignIn(t *testing.T) {
	t.Parallel()
	p := newPages(t)
	b := p.open("web")
	ada := login.Credentials{Username: "ada", Password: "Str0ng!Pass"}

	first, err := b.SignIn(t.Context(), ada)
	require.NoError(t, err)
	assert.Equal(t, "the-code", first.Code)
	assert.True(t, first.Prompted)
	assert.NotEmpty(t, first.CodeVerifier)
	assert.NotEmpty(t, first.Nonce)

	second, err := b.SignIn(t.Context(), ada)
	require.NoError(t, err)
	assert.False(t, second.Prompted, "the browser has a session")

	out, err := b.SignOut(t.Context(), logoutURI)
	require.NoError(t, err)
	assert.Equal(t, logoutURI, out.Header.Get("Location"))

	third, err := b.SignIn(t.Context(), ada)
	require.NoError(t, err)
	assert.True(t, third.Prompted, "the session was ended")
	p.mu.Lock()
	defer p.mu.Unlock()
	assert.False(t, slices.Contains(p.asked, "GET /callback"), "the app's callback is never requested")
}

func TestSignInErrors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, clientID, password, want string }{
		{"a wrong password", "web", "wrong", `the sign-in page rejected the username or password: "Incorrect username or password."`},
		{"an unknown client", "unknown", "Str0ng!Pass", "An error was encountered with the requested page."},
		{"a client without a style", "styleless", "Str0ng!Pass", "Login pages unavailable"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := newPages(t).open(tt.clientID).SignIn(t.Context(), login.Credentials{Username: "ada", Password: tt.password})
			assert.ErrorContains(t, err, tt.want)
			assert.NotContains(t, err.Error(), tt.password)
		})
	}
}

func TestSignInReportsAPageThatDoesNotAnswer(t *testing.T) {
	t.Parallel()
	p := newPages(t)
	b := p.open("web")
	p.server.Close()
	_, err := b.SignIn(t.Context(), login.Credentials{Username: "ada", Password: "Str0ng!Pass"})
	assert.ErrorContains(t, err, "the login page did not answer")
}

func TestSignInReturnsWhenTheContextEnds(t *testing.T) {
	t.Parallel()
	b := newPages(t).open("web")
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	_, err := b.SignIn(ctx, login.Credentials{Username: "ada", Password: "Str0ng!Pass"})
	assert.ErrorIs(t, err, context.DeadlineExceeded)
}

func TestOpenWithoutABrowserReturnsErrNoBrowser(t *testing.T) {
	if _, err := exec.LookPath(names[len(names)-1]); err == nil {
		t.Skip("this system's browser is found by its absolute path, whatever PATH is")
	}
	t.Setenv("PATH", t.TempDir())
	_, err := Open(t.Context(), &login.Client{})
	assert.ErrorIs(t, err, ErrNoBrowser)
}
