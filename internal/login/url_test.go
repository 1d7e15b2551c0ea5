package login

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestSignInReadsAddressesAsABrowser: pages and redirects contain addresses in the spellings of live pages, and worse
// ones. Chromium reads each of these addresses as the table states.
func TestSignInReadsAddressesAsABrowser(t *testing.T) {
	for _, tt := range []struct {
		name   string
		action string // of the form, as in the HTML
		want   string // the request target of the POST
	}{
		{
			"a live page's action", "/login?client_id=app1&scope=openid email&redirect_uri=https://app.example/cb&response_type=code",
			"/login?client_id=app1&scope=openid%20email&redirect_uri=https://app.example/cb&response_type=code",
		},
		{"an escaped ampersand", "/login?client_id=app1&amp;scope=openid email", "/login?client_id=app1&scope=openid%20email"},
		{"encoded characters stay encoded", "/login?scope=openid%20email+phone&state=a%26b", "/login?scope=openid%20email+phone&state=a%26b"},
		{"quotation marks and angle brackets", "/login?state=%22&quot;'&lt;&gt;", "/login?state=%22%22%27%3C%3E"},
		{"letters outside ASCII", "/login?login_hint=zoë", "/login?login_hint=zo%C3%AB"},
		{"a line break and a tab", "/login?state=a\n\tb", "/login?state=ab"},
		{"spaces around", "  /login?state=a  ", "/login?state=a"},
		{"a fragment", "/login?state=a#top", "/login?state=a"},
		{"a backslash", `\login?state=a`, "/login?state=a"},
		{"only a query", "?state=a", "/login?state=a"},
		{"no action: the page's own address", "", "/login?from=here%20there"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var target string
			h := serveHosted(t, map[string]http.HandlerFunc{
				// The Location header has a space, too: SignIn reads it by the same rules.
				"GET /oauth2/authorize": send(302, "/login?from=here there"),
				"GET /login": show(200, `<form name="cognitoSignInForm" method="post" action="`+tt.action+`">
					<input name="_csrf" value="x"><input name="username"><input name="password" type="password"></form>`),
				"POST /login": func(w http.ResponseWriter, r *http.Request) {
					target = r.RequestURI
					send(302, "https://app.example/cb?code=c0de&state=mine")(w, r)
				},
			})
			_, err := h.client().NewBrowser().SignInWith(t.Context(), ada, func(q url.Values) { q.Set("state", "mine") })
			if err != nil {
				t.Fatal(err)
			}
			if target != tt.want {
				t.Errorf("the form was sent to %q, want %q", target, tt.want)
			}
		})
	}
}

// TestPasswordIsNotSentToAnotherHost: the form has an action that browsers read as another host.
func TestPasswordIsNotSentToAnotherHost(t *testing.T) {
	for _, tt := range []struct{ name, action, want string }{
		{"another host without a scheme", "//evil.example/login", "leads to https://evil.example"},
		{"two backslashes", `\\evil.example/login`, "leads to https://evil.example"},
		{"a slash and a backslash", `/\evil.example/login`, "leads to https://evil.example"},
		{"a tab in the scheme", "ht\ttps://evil.example/login", "leads to https://evil.example"},
		{"a scheme without slashes", "http:evil.example/login", "leads to http://evil.example"},
		{"a script", "javascript:alert(1)", "leads to javascript:"},
		{"an invalid host", "https://a b/", "is not a URL"},
		{"an invalid port", "https://app.example:99999/", "is not a URL"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h := serveHosted(t, map[string]http.HandlerFunc{
				"GET /oauth2/authorize": show(200, `<form name="cognitoSignInForm" method="post" action="`+tt.action+`">
					<input name="_csrf" value="x"><input name="username"><input name="password" type="password"></form>`),
			})
			_, err := h.client().NewBrowser().SignIn(t.Context(), ada)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q in it", err, tt.want)
			}
		})
	}
}

// TestCallbackIsRecognizedAsABrowserReadsIt: the redirect and the app client spell the redirect URI in different ways.
func TestCallbackIsRecognizedAsABrowserReadsIt(t *testing.T) {
	for _, tt := range []struct {
		name, redirectURI, location string
		want                        bool
	}{
		{"no path", "https://app.example", "https://app.example?code=c0de&state=mine", true},
		{"no path, and the service adds one", "https://app.example", "https://app.example/?code=c0de&state=mine", true},
		{"the default port", "https://app.example:443/cb", "https://app.example:443/cb?code=c0de&state=mine", true},
		{"a space in its own query", "https://app.example/cb?a=b c", "https://app.example/cb?a=b c&code=c0de&state=mine", true},
		{"an app's scheme", "myapp://cb", "myapp://cb?code=c0de&state=mine", true},
		{"an app's scheme without a host", "com.example.app:/cb", "com.example.app:/cb?code=c0de&state=mine", true},
		{"another path", "https://app.example/cb", "https://app.example/cb2?code=c0de&state=mine", false},
		{"another scheme", "myapp://cb", "other://cb?code=c0de&state=mine", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h := serveHosted(t, map[string]http.HandlerFunc{"GET /oauth2/authorize": send(302, tt.location)})
			app := h.client()
			app.RedirectURI = tt.redirectURI
			callback, err := app.NewBrowser().SignInWith(t.Context(), ada, func(q url.Values) { q.Set("state", "mine") })
			if tt.want != (err == nil) {
				t.Fatalf("callback %v, error %v", callback, err)
			}
			if tt.want && callback.Code != "c0de" {
				t.Errorf("code %q, want c0de", callback.Code)
			}
		})
	}
}
