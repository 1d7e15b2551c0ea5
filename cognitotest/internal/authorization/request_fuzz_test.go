package authorization_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/pooltest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// s256 matches a code challenge (RFC 7636 section 4.2).
var s256 = regexp.MustCompile(`^[A-Za-z0-9\-._~]{43,128}$`)

// FuzzAuthorizeQuery parses any query of an authorization request. An accepted request has only what
// the client allows. The location of an error at the callback is the callback URL with the unchanged
// state (RFC 6749 section 4.1.2.1).
func FuzzAuthorizeQuery(f *testing.F) {
	p := pooltest.New(f)
	client := p.AddClient(userpool.ClientSettings{
		Name: "web", OAuthEnabled: true, CallbackURLs: []string{pooltest.Callback, "myapp://callback?a=b"}, SupportedIdentityProviders: []string{"COGNITO"},
		AllowedOAuthFlows: []string{"code"}, AllowedOAuthScopes: []string{"openid", "email"},
	}, false)
	for _, query := range []string{
		"client_id={client}&response_type=code&redirect_uri=" + url.QueryEscape(pooltest.Callback) + "&scope=openid+email&state=a%26b%3Dc",
		"client_id={client}&response_type=code&redirect_uri=myapp%3A%2F%2Fcallback%3Fa%3Db&code_challenge=" + strings.Repeat("a", 43) + "&code_challenge_method=S256",
		"client_id={client}&response_type=code&redirect_uri=" + pooltest.Callback + "&code_challenge=a&code_challenge_method=plain",
		"client_id={client}&response_type=token&redirect_uri=" + pooltest.Callback + "&state=%00",
		"client_id={client}&response_type=code&redirect_uri=" + pooltest.Callback + "&scope=email&nonce=%22&max_age=-1&prompt=none+login",
		"client_id={client}&response_type=code&redirect_uri=" + pooltest.Callback + "&resource=https%3A%2F%2Fa%23b&resource=x&acr_values=a&state={}",
		"client_id={client}&response_type=code&redirect_uri=https://evil.example/&idp_identifier=x&identity_provider=COGNITO&login_hint=%ff",
		"client_id=YOUR_CLIENT_ID", "", "a=b;c=d&%zz",
	} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		q, _ := url.ParseQuery(strings.ReplaceAll(raw, "{client}", client.ID)) // the endpoint ignores invalid pairs, as net/http does
		request, err := authorization.Parse(p.Store, p.Domain, q)
		if callback, ok := errors.AsType[*authorization.CallbackError](err); ok {
			location, err := url.Parse(callback.Location())
			require.NoError(t, err)
			require.True(t, slices.ContainsFunc(client.CallbackURLs, func(c string) bool { return strings.HasPrefix(callback.Location(), c) }), callback.Location())
			parameters := location.Query()
			if fragment, err := url.ParseQuery(location.EscapedFragment()); q.Get("response_type") == "token" {
				require.NoError(t, err)
				parameters = fragment
			}
			require.Equal(t, q.Get("state"), parameters.Get("state"))
			require.Equal(t, callback.Code, parameters.Get("error"))
			return
		}
		if page, ok := errors.AsType[*authorization.PageError](err); ok {
			require.NotContains(t, page.Path(), "\n")
			require.Regexp(t, `^/error\?error=[^&]+(&client_id=[^&]+)?$`, page.Path())
			return
		}
		if err != nil {
			require.ErrorIs(t, err, authorization.ErrJSONState)
			return
		}
		require.Equal(t, client.ID, request.Client.ID)
		require.Contains(t, client.CallbackURLs, request.RedirectURI)
		require.Equal(t, "code", request.ResponseType)
		require.Subset(t, client.AllowedOAuthScopes, request.Scopes)
		if slices.Contains(request.Scopes, "email") {
			require.Contains(t, request.Scopes, "openid")
		}
		if request.CodeChallenge != "" {
			require.Regexp(t, s256, request.CodeChallenge)
			require.Equal(t, "S256", q.Get("code_challenge_method"))
		}
		if request.MaxAge != nil {
			require.GreaterOrEqual(t, request.MaxAge.Seconds(), 0.0)
		}
	})
}

// FuzzFormQuery writes the action of a form for any query. A browser that posts the form sends the same
// values of the known parameters. The browser encodes what the URL Standard's query percent-encode set has.
func FuzzFormQuery(f *testing.F) {
	for _, query := range []string{"client_id=a&state=%26%3D%25&scope=a%20b", "state=%ff&nonce=%00&redirect_uri=https://a/?b%23c", "state=a;b", "state=%zz&state=x", "login_hint=%E2%82%AC+ &state= "} {
		f.Add(query)
	}
	encode := strings.NewReplacer(" ", "%20", `"`, "%22", "<", "%3C", ">", "%3E", "'", "%27")
	f.Fuzz(func(t *testing.T, raw string) {
		written := authorization.FormQuery(raw)
		require.NotContains(t, written, "\n")
		before, _ := url.ParseQuery(raw)
		after, err := url.ParseQuery(encode.Replace(written))
		require.NoError(t, err, written)
		for _, name := range []string{"client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "code_challenge", "resource", "login_hint", "max_age"} {
			require.Equal(t, before.Get(name), after.Get(name), name)
			require.LessOrEqual(t, len(after[name]), 1, name)
		}
		require.NotContains(t, after, "prompt", "the classic pages do not support it")
	})
}

// FuzzCookies reads the session and the XSRF token from any Cookie header. Only the id of the session
// in a cookie named cognito selects the session, and only in its own pool.
func FuzzCookies(f *testing.F) {
	p, other := pooltest.New(f), pooltest.New(f)
	p.AddUser("jo", pooltest.Profile("jo")...)
	p.Confirm("jo")
	session := p.Store.StartBrowserSession(p.Pool.ID, "jo", "")
	for _, header := range []string{"cognito={session}", "cognito=x; cognito={session}", `cognito="{session}"; XSRF-TOKEN=a`, "Cognito={session}", "cognito={session}x", "=;;cognito=", "cognito=\x00", "XSRF-TOKEN=\"a b\""} {
		f.Add(header)
	}
	f.Fuzz(func(t *testing.T, header string) {
		r := httptest.NewRequest(http.MethodGet, pooltest.Domain+"/oauth2/authorize", nil)
		r.Header.Set("Cookie", strings.ReplaceAll(header, "{session}", session.ID))
		sent := slices.ContainsFunc(r.CookiesNamed("cognito"), func(c *http.Cookie) bool { return c.Value == session.ID })
		user, _, ok := authorization.Session(p.Store, r, p.Pool.ID)
		require.Equal(t, sent, ok)
		if ok {
			require.Equal(t, "jo", user.Username)
		}
		_, _, foreign := authorization.Session(other.Store, r, other.Pool.ID)
		require.False(t, foreign)

		// The cookies that the server writes are valid (RFC 6265 section 4.1.1), and a browser's token stays.
		w := httptest.NewRecorder()
		(&authorization.Request{Nonce: header}).ToSignIn(w, r)
		var xsrf string
		for _, line := range w.Header().Values("Set-Cookie") {
			cookie, err := http.ParseSetCookie(line)
			require.NoError(t, err, line)
			if cookie.Name == authorization.XSRFCookie {
				xsrf = cookie.Value
			}
		}
		require.Len(t, w.Header().Values("Set-Cookie"), 3)
		if known := authorization.KnownXSRF(r); known != "" {
			require.Equal(t, known, xsrf)
		}
		require.NotEmpty(t, xsrf)
	})
}
