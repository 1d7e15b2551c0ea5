package chromium

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// TestRedirectsToTheApp: the app's address is one that a browser spells in another way, or that
// it does not fetch. The pages go there by a redirect or by a script.
func TestRedirectsToTheApp(t *testing.T) {
	t.Parallel()
	for _, script := range []bool{false, true} {
		for _, app := range []string{"https://app.example.com", "com.example.app://callback"} {
			t.Run(fmt.Sprintf("%s, script %t", app, script), func(t *testing.T) {
				t.Parallel()
				p := &pages{t: t}
				lead := func(w http.ResponseWriter, r *http.Request, target string) {
					if script {
						w.Header().Set("Content-Type", "text/html")
						fmt.Fprintf(w, `<!doctype html><title>Login</title><p>One moment.</p><script>setTimeout(() => { location.href = %q }, 50)</script>`, target)
						return
					}
					http.Redirect(w, r, target, http.StatusFound)
				}
				mux := http.NewServeMux()
				mux.HandleFunc("GET /oauth2/authorize", func(w http.ResponseWriter, r *http.Request) {
					query, code := r.URL.Query(), "the-code"
					if _, err := r.Cookie("session"); err == nil {
						code = "the-code-of-the-session"
					}
					http.SetCookie(w, &http.Cookie{Name: "session", Value: "ada", Path: "/", Secure: true, HttpOnly: true})
					lead(w, r, query.Get("redirect_uri")+"?"+url.Values{"code": {code}, "state": {query.Get("state")}}.Encode())
				})
				mux.HandleFunc("GET /logout", func(w http.ResponseWriter, r *http.Request) { lead(w, r, r.URL.Query().Get("logout_uri")) })
				p.server = httptest.NewTLSServer(mux)
				t.Cleanup(p.server.Close)
				b := p.open("web")
				b.client.RedirectURI = app

				for _, code := range []string{"the-code", "the-code-of-the-session"} { // the cookie came with the redirect
					callback, err := b.SignIn(t.Context(), login.Credentials{Username: "ada", Password: "Str0ng!Pass"})
					require.NoError(t, err)
					assert.Equal(t, code, callback.Code)
				}

				out, err := b.SignOut(t.Context(), app)
				require.NoError(t, err)
				assert.Equal(t, app, out.Header.Get("Location"))
			})
		}
	}
}
