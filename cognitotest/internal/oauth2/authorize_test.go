package oauth2_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The code verifier and its S256 challenge of RFC 7636 appendix B.
const (
	verifier  = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
	challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
)

func TestAuthorizeErrors(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	const valid = "client_id=CLIENT&response_type=code&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback"
	tests := []struct {
		name, query, want string
	}{
		// Redirects to the domain's error page, because the client or the redirect URI is not trusted.
		{
			"redirect URI is not registered", "client_id=CLIENT&response_type=code&redirect_uri=https%3A%2F%2Fevil.example%2F&state=s",
			domain + "/error?error=redirect_mismatch&client_id=CLIENT",
		}, {
			"redirect URI differs by a slash", "client_id=CLIENT&response_type=code&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback%2F",
			domain + "/error?error=redirect_mismatch&client_id=CLIENT",
		}, {
			"unknown client", "client_id=0000000000000000000000000v&response_type=code&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback",
			domain + "/error?error=Client+does+not+exist",
		}, {
			"client id is malformed", "client_id=YOUR_CLIENT_ID&response_type=code&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback",
			domain + "/error?error=invalid_request&client_id=YOUR_CLIENT_ID",
		}, {
			"client id is missing", "response_type=code&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback",
			domain + "/error?error=Required+parameters+missing",
		}, {
			"redirect URI is missing and there are two", "client_id=TWO&response_type=code",
			domain + "/error?error=Required+String+parameter+%27redirect_uri%27+is+not+present",
		}, {
			"scope and redirect URI are both wrong", "client_id=CLIENT&response_type=code&redirect_uri=https%3A%2F%2Fevil.example%2F&scope=phone",
			domain + "/error?error=invalid_scope&client_id=CLIENT",
		},
		// Redirects to the callback.
		{
			"scope that the client does not have", valid + "&scope=openid+phone&state=s%2F1",
			callback + "?error_description=invalid_scope&state=s%2F1&error=invalid_request",
		}, {
			"scope that does not exist", valid + "&scope=openid+nonsense", callback + "?error_description=invalid_scope&error=invalid_request",
		}, {
			"offline_access", valid + "&scope=openid+offline_access&state=s",
			callback + "?error_description=invalid_scope&state=s&error=invalid_request",
		}, {
			"email without openid", valid + "&scope=email&state=s", callback + "?error_description=invalid_scope&state=s&error=invalid_request",
		}, {
			"response type is missing", "client_id=CLIENT&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback&state=s",
			callback + "?state=s&error=invalid_request",
		}, {
			"unknown response type", strings.Replace(valid, "=code", "=id_token", 1), callback + "?error=invalid_request",
		}, {
			"state is empty", strings.Replace(valid, "=code", "=id_token", 1) + "&state=", callback + "?state=&error=invalid_request",
		}, {
			"challenge without method", valid + "&code_challenge=" + challenge, callback + "?error=invalid_request",
		}, {
			"method without challenge", valid + "&code_challenge_method=S256", callback + "?error=invalid_request",
		}, {
			"method plain", valid + "&code_challenge=" + challenge + "&code_challenge_method=plain&state=s", callback + "?state=s&error=invalid_request",
		}, {
			"implicit flow is not allowed", strings.Replace(valid, "=code", "=token", 1) + "&state=s",
			callback + "#state=s&error=unauthorized_client",
		}, {
			"code flow is not allowed", strings.Replace(valid, "CLIENT", "IMPLICIT", 1) + "&state=s",
			callback + "?state=s&error=unauthorized_client",
		}, {
			"scope, in the fragment of an implicit grant", strings.NewReplacer("CLIENT", "IMPLICIT", "=code", "=token").Replace(valid) + "&scope=phone&state=s",
			callback + "#error_description=invalid_scope&state=s&error=invalid_request",
		}, {
			"challenge that is too short", valid + "&code_challenge=x&code_challenge_method=S256&state=s", callback + "?state=s&error=invalid_request",
		}, {
			"resource is not a URL", valid + "&resource=not+a+url&state=s", callback + "?state=s&error=invalid_request",
		}, {
			"resource on http", valid + "&resource=http%3A%2F%2Fapi.example.com", callback + "?error=invalid_request",
		}, {
			"two resources", valid + "&resource=https%3A%2F%2Fa.example&resource=https%3A%2F%2Fb.example", callback + "?error=invalid_request",
		}, {
			"resource with a fragment", valid + "&resource=https%3A%2F%2Fapi.example.com%2F%23x", callback + "?error=invalid_request",
		}, {
			"max_age is not a number", valid + "&max_age=soon&state=s", callback + "?state=s&error=invalid_request",
		}, {
			"max_age below zero", valid + "&max_age=-1&state=s", callback + "?state=s&error=invalid_request",
		}, {
			"callback with a query of its own", "client_id=TWO&response_type=code&scope=nonsense&state=s&redirect_uri=https%3A%2F%2Fapp.example.com%2Fb%3Ftenant%3D7",
			"https://app.example.com/b?tenant=7&error_description=invalid_scope&state=s&error=invalid_request",
		},
	}
	ids := strings.NewReplacer(
		"CLIENT", s.addClient(nil).ID,
		"TWO", s.addClient(func(c *userpool.ClientSettings) {
			c.CallbackURLs = []string{callback, "https://app.example.com/b?tenant=7"}
		}).ID,
		"IMPLICIT", s.addClient(func(c *userpool.ClientSettings) { c.AllowedOAuthFlows = []string{"implicit"} }).ID,
		"YOUR_CLIENT_ID", "YOUR_CLIENT_ID",
	)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := s.get("/oauth2/authorize?"+ids.Replace(tt.query), nil)
			assert.Equal(t, http.StatusFound, got.status)
			assert.Equal(t, ids.Replace(tt.want), got.header.Get("Location"))
		})
	}
}

func TestAuthorizeRedirectsToTheSignInPage(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	id := s.addClient(nil).ID
	tests := []struct{ name, query string }{
		{"in the order of the request", "state=z&client_id=CLIENT&response_type=code&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback&scope=openid%20email&nonce=n"},
		{"without redirect_uri and scope", "client_id=CLIENT&response_type=code"},
		{"with PKCE", "client_id=CLIENT&response_type=code&code_challenge=" + challenge + "&code_challenge_method=S256"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			query := strings.Replace(tt.query, "CLIENT", id, 1)
			got := s.get("/oauth2/authorize?"+query, nil)
			assert.Equal(t, http.StatusFound, got.status)
			assert.Equal(t, domain+"/login?"+query, got.header.Get("Location"))
			assertBareRedirect(t, got)
			assert.Empty(t, got.header.Get("Access-Control-Allow-Origin"))
		})
	}
}

// The short path returns the same response. No other endpoint has an alias.
func TestAuthorizeHasAShortPath(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	id := s.addClient(nil).ID
	for _, query := range []string{
		"client_id=" + id + "&response_type=code&state=s", "client_id=" + id + "&response_type=nonsense", "client_id=unknown&response_type=code", "",
	} {
		short, long := s.get("/authorize?"+query, nil), s.get("/oauth2/authorize?"+query, nil)
		assert.Equal(t, long.status, short.status, query)
		assert.Equal(t, long.header.Get("Location"), short.header.Get("Location"), query)
		assert.Equal(t, long.body, short.body, query)
	}
	cookie := http.Header{"Cookie": {"cognito=" + s.store.StartBrowserSession(s.pool.ID, "jo", "").ID}}
	got := s.get("/authorize?client_id="+id+"&response_type=code&redirect_uri="+url.QueryEscape(callback), cookie)
	assert.Regexp(t, "^"+callback+`\?code=[0-9a-f-]{36}$`, got.header.Get("Location"))
	for _, path := range []string{"/token", "/revoke", "/userInfo", "/authorize/", "/Authorize"} {
		assert.Equal(t, http.StatusNotFound, s.get(path+"?client_id="+id+"&response_type=code", nil).status, path)
	}
}

// The header has only printable ASCII characters, even if it repeats other bytes of the request.
func TestAuthorizeLocationIsPrintable(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	id := s.addClient(nil).ID
	for name, state := range map[string]string{
		"a line break": "a%0d%0aSet-Cookie:%20x=y", "letters outside ASCII, raw": "\xc3\xa9", "invalid UTF-8, raw": "a\x80", "a zero byte": "%00", "quotes": `"<>`,
	} {
		t.Run(name, func(t *testing.T) {
			for _, rest := range []string{"response_type=code", "response_type=nonsense"} {
				r := httptest.NewRequest(http.MethodGet, domain+"/oauth2/authorize", nil)
				r.URL.RawQuery = "client_id=" + id + "&" + rest + "&state=" + state
				assert.Regexp(t, `^[!-~]+$`, s.send(r).header.Get("Location"))
			}
		})
	}
}

// assertBareRedirect requires the headers that a live pool sends with a redirect, and no body
// (captures of authorize, April to July 2026).
func assertBareRedirect(t *testing.T, got response) {
	t.Helper()
	assert.Equal(t, http.StatusFound, got.status)
	assert.Empty(t, got.body)
	assert.NotContains(t, got.header, "Content-Type")
	for name, want := range map[string]string{
		"Cache-Control": "no-cache, no-store, max-age=0, must-revalidate", "Pragma": "no-cache", "Server": "Server", "X-Content-Type-Options": "nosniff",
		"X-Frame-Options": "DENY", "X-Xss-Protection": "0", "Strict-Transport-Security": "max-age=31536000 ; includeSubDomains",
	} {
		assert.Equal(t, []string{want}, got.header[name], name)
	}
	assert.Regexp(t, "^"+uuidPattern.String()+"$", got.header.Get("x-amz-cognito-request-id"))
}

// Every redirect of the endpoint has the headers of assertBareRedirect.
func TestAuthorizeRedirects(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	query := "/oauth2/authorize?response_type=code&client_id=" + s.addClient(nil).ID
	session := http.Header{"Cookie": {"cognito=" + s.store.StartBrowserSession(s.pool.ID, "jo", "").ID}}
	for name, got := range map[string]response{
		"to the sign-in page": s.get(query, nil), "with a code": s.get(query, session),
		"to the error page": s.get("/oauth2/authorize", nil), "with an error": s.get(query+"&scope=nonsense", nil),
	} {
		t.Run(name, func(t *testing.T) { assertBareRedirect(t, got) })
	}
	rejected := s.get(query+"&state=%7B%7D", nil)
	assert.Equal(t, http.StatusBadRequest, rejected.status)
	assert.Equal(t, "no-cache, no-store, max-age=0, must-revalidate", rejected.header.Get("Cache-Control"))
}

// The redirect keeps scheme and port and does not require TLS. A browser accepts the cookies
// over http.
func TestAuthorizeOnThePlainEndpoint(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	const plain = "http://orders.auth.us-east-1.localhost:4700"
	query := "response_type=code&client_id=" + s.addClient(nil).ID
	got := s.send(httptest.NewRequest(http.MethodGet, plain+"/oauth2/authorize?"+query, nil))
	assert.Equal(t, plain+"/login?"+query, got.header.Get("Location"))
	assert.NotContains(t, got.header, "Strict-Transport-Security")
	for _, cookie := range got.header["Set-Cookie"] {
		assert.NotContains(t, cookie, "Secure")
		assert.NotContains(t, cookie, "SameSite=None", "browsers reject SameSite=None without Secure")
	}
}

// The redirect encodes characters that a client did not encode.
func TestAuthorizeLocationIsASCII(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	id := s.addClient(nil).ID
	r := httptest.NewRequest(http.MethodGet, domain+"/oauth2/authorize", nil)
	r.URL.RawQuery = "response_type=code&client_id=" + id + "&state=\u00e9"
	assert.Equal(t, domain+"/login?response_type=code&client_id="+id+"&state=%C3%A9", s.send(r).header.Get("Location"))
}

// The value of the two csrf-state cookies is the request's nonce, or empty (captures). A browser
// that has an XSRF token keeps it.
func TestAuthorizeCookies(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	query := "/oauth2/authorize?response_type=code&client_id=" + s.addClient(nil).ID
	cookies := func(query string, header http.Header) []string {
		got := s.get(query, header).header["Set-Cookie"]
		require.Len(t, got, 3)
		for i := range got {
			got[i] = uuidPattern.ReplaceAllString(got[i], "UUID")
		}
		return got
	}
	const (
		lax    = "; Path=/; HttpOnly; Secure; SameSite=Lax"
		state  = "; Path=/; Max-Age=300; HttpOnly; Secure; SameSite=None"
		legacy = "; Path=/; Max-Age=300; HttpOnly; Secure"
	)
	assert.Equal(t, []string{"XSRF-TOKEN=UUID" + lax, `csrf-state=""` + state, `csrf-state-legacy=""` + legacy}, cookies(query, nil))
	assert.Equal(t, []string{"XSRF-TOKEN=UUID" + lax, "csrf-state=639.Zjky" + state, "csrf-state-legacy=639.Zjky" + legacy}, cookies(query+"&nonce=639.Zjky", nil))
	assert.Equal(t, "XSRF-TOKEN=mine"+lax, cookies(query, http.Header{"Cookie": {"XSRF-TOKEN=mine"}})[0])
	for _, nonce := range []string{"a%3B+Path%3D%2Fx", "%22", "a%2Cb", "%0D%0ASet-Cookie%3A+x", "%C3%A9"} {
		assert.Equal(t, "csrf-state="+nonce+state, cookies(query+"&nonce="+nonce, nil)[1], "the nonce cannot add a cookie attribute")
	}
}

func TestAuthorizeWithASession(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	web := s.addClient(func(c *userpool.ClientSettings) {
		c.CallbackURLs = []string{callback, "https://app.example.com/b?tenant=7"}
		c.DefaultRedirectURI = callback
	})
	spa := s.addPublicClient(func(c *userpool.ClientSettings) { c.AllowedOAuthFlows = []string{"implicit"} })
	cookie := func() http.Header {
		return http.Header{"Cookie": {"cognito=" + s.store.StartBrowserSession(s.pool.ID, "jo", "").ID}}
	}
	tests := []struct {
		name   string
		client userpool.Client
		query  string
		want   string
	}{
		{"code and state", web, "response_type=code&state=a%20b", callback + "?code=UUID&state=a+b"},
		{"no state", web, "response_type=code", callback + "?code=UUID"},
		{
			"callback with a query of its own", web, "response_type=code&state=s&redirect_uri=https%3A%2F%2Fapp.example.com%2Fb%3Ftenant%3D7",
			"https://app.example.com/b?tenant=7&code=UUID&state=s",
		},
		{
			"implicit with openid", spa, "response_type=token&state=s&scope=openid",
			callback + "#id_token=JWS&access_token=JWS&state=s&expires_in=3600&token_type=Bearer",
		}, {
			"implicit without openid", spa, "response_type=token&scope=https%3A%2F%2Forders.example.com%2Fread",
			callback + "#access_token=JWS&expires_in=3600&token_type=Bearer",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := s.get("/oauth2/authorize?client_id="+tt.client.ID+"&"+tt.query, cookie())
			require.Equal(t, http.StatusFound, got.status, got.body)
			location := uuidPattern.ReplaceAllString(got.header.Get("Location"), "UUID")
			assert.Equal(t, tt.want, jwsInURL.ReplaceAllString(location, "=JWS"))
		})
	}
}

// A session with the pool is not enough for a provider that the client does not have, or for a
// client whose settings do not include the pool's users.
func TestAuthorizeWithAnotherProvider(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	web := s.addClient(nil)
	without := s.addClient(func(c *userpool.ClientSettings) { c.SupportedIdentityProviders = nil })
	const message = "errorMessage=Login+option+is+not+available.+Please+try+another+one"
	for _, tt := range []struct {
		name   string
		client userpool.Client
		query  string
		want   string
	}{
		{"provider", web, "&identity_provider=Google", "/login?client_id=CLIENT&response_type=code&redirect_uri=CALLBACK&identity_provider=Google&" + message},
		{"identifier", web, "&idp_identifier=example.com", "/login?client_id=CLIENT&response_type=code&redirect_uri=CALLBACK&idp_identifier=example.com&" + message},
		{"the pool itself", web, "&identity_provider=COGNITO", callback + "?code=UUID"},
		{"client without the pool", without, "", "/login?client_id=CLIENT&response_type=code&redirect_uri=CALLBACK"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			session := s.store.StartBrowserSession(s.pool.ID, "jo", "").ID
			got := s.get("/oauth2/authorize?client_id="+tt.client.ID+"&response_type=code&redirect_uri="+url.QueryEscape(callback)+tt.query,
				http.Header{"Cookie": {"cognito=" + session}})
			want := strings.NewReplacer("CLIENT", tt.client.ID, "CALLBACK", url.QueryEscape(callback)).Replace(tt.want)
			if strings.HasPrefix(want, "/") {
				want = domain + want
			}
			assert.Equal(t, want, uuidPattern.ReplaceAllString(got.header.Get("Location"), "UUID"))
		})
	}
}

func TestAuthorizeRequiresACurrentSession(t *testing.T) {
	t.Parallel()
	s := newFixture(t)
	query := url.Values{"client_id": {s.addClient(nil).ID}, "response_type": {"code"}}.Encode()
	session := s.store.StartBrowserSession(s.pool.ID, "jo", "")
	path := func(cookie string) string {
		location, err := url.Parse(s.get("/oauth2/authorize?"+query, http.Header{"Cookie": {"cognito=" + cookie}}).header.Get("Location"))
		require.NoError(t, err)
		return location.Path
	}
	assert.Equal(t, "/callback", path(session.ID))
	assert.Equal(t, "/login", path("made-up"))
	assert.Equal(t, "/login", path(s.store.StartBrowserSession("us-east-1_Elsewhere", "jo", "").ID), "session of another pool")
	s.store.Clock.Advance(59 * time.Minute)
	assert.Equal(t, "/callback", path(session.ID), "after 59 minutes")
	s.store.Clock.Advance(time.Minute)
	assert.Equal(t, "/login", path(session.ID), "after an hour, even if it was used")
}
