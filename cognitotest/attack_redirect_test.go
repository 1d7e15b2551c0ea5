package cognitotest_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// manipulatedURIs are addresses that a careless comparison takes for https://app.example.com/callback.
var manipulatedURIs = map[string]string{
	"another host":                       "https://evil.example/callback",
	"a prefix":                           "https://app.example.com/call",
	"a longer path":                      "https://app.example.com/callback/evil",
	"a suffix":                           "https://app.example.com/callback.evil",
	"a trailing slash":                   "https://app.example.com/callback/",
	"another query":                      "https://app.example.com/callback?next=https://evil.example",
	"an empty query":                     "https://app.example.com/callback?",
	"a fragment":                         "https://app.example.com/callback#evil",
	"an empty fragment":                  "https://app.example.com/callback#",
	"the host as a prefix":               "https://app.example.com.evil.example/callback",
	"the host as a suffix":               "https://evil-app.example.com/callback",
	"a subdomain":                        "https://evil.app.example.com/callback",
	"the host as a user":                 "https://app.example.com@evil.example/callback",
	"the host as a user with a password": "https://app.example.com:x@evil.example/callback",
	"a user":                             "https://evil@app.example.com/callback",
	"a backslash":                        `https://app.example.com\@evil.example/callback`,
	"a path traversal":                   "https://app.example.com/callback/../evil",
	"a path traversal back to it":        "https://app.example.com/evil/../callback",
	"an encoded path traversal":          "https://app.example.com/callback/%2e%2e/evil",
	"an encoded letter":                  "https://app.example.com/%63allback",
	"encoded twice":                      "https%3A%2F%2Fapp.example.com%2Fcallback",
	"two slashes":                        "https://app.example.com//callback",
	"no scheme":                          "//app.example.com/callback",
	"plain http":                         "http://app.example.com/callback",
	"an upper-case scheme":               "HTTPS://app.example.com/callback",
	"an upper-case host":                 "https://APP.example.com/callback",
	"a dot after the host":               "https://app.example.com./callback",
	"the default port":                   "https://app.example.com:443/callback",
	"another port":                       "https://app.example.com:8443/callback",
	"a full-width dot in the host":       "https://app\uff0eexample.com/callback",
	"a Cyrillic letter":                  "https://\u0430pp.example.com/callback",
	"a space before":                     " https://app.example.com/callback",
	"a space after":                      "https://app.example.com/callback ",
	"a line break":                       "https://app.example.com/callback\r\nSet-Cookie: a=b",
	"a zero byte":                        "https://app.example.com/callback\x00.evil.example",
	"a script":                           "javascript:alert(1)//https://app.example.com/callback",
	"data":                               "data:text/html,<script>alert(1)</script>",
	"a path":                             "/callback",
	"a wildcard":                         "https://app.example.com/*",
	"nothing but a scheme":               "https:",
}

// RFC 9700 sections 4.1 and 4.11.2. The browser is signed in, so that a wrong comparison would send a code at once.
func TestAttackManipulatedRedirectURI(t *testing.T) {
	t.Parallel()
	s := newScenario(t).row(t, rejection{}, true)
	client, jo := s.value(t, "spa"), s.value(t, "jo")
	domain := "https://" + s.value(t, "domain")
	const registered = "https://app.example.com/callback"
	request := func(uri string) string {
		return url.Values{"client_id": {client}, "response_type": {"code"}, "state": {"s"}, "redirect_uri": {uri}}.Encode()
	}
	b := browser(t, s.server.Client())
	require.NotEmpty(t, signInAs(t, b, domain+"/oauth2/authorize?"+request(registered), jo).Get("code"))
	// allowed are the addresses of this domain, which compare the URI again, and the registered URI itself, for a
	// request that has both.
	allowed := "^(" + domain + "/(error|login)\\?|" + registered + "\\?code=)"
	for name, uri := range manipulatedURIs {
		t.Run(name, func(t *testing.T) {
			for _, target := range []string{
				"/oauth2/authorize?" + request(uri), "/authorize?" + request(uri), "/login?" + request(uri), "/signup?" + request(uri), "/forgotPassword?" + request(uri),
				"/logout?" + url.Values{"client_id": {client}, "logout_uri": {uri}}.Encode(),
			} {
				response, _ := fetch(t, b, http.MethodGet, domain+target, nil)
				location := response.Header.Get("Location")
				if response.StatusCode == http.StatusFound {
					assert.Regexp(t, "^"+domain+"/error\\?", location, target)
				} else {
					assert.Equal(t, http.StatusBadRequest, response.StatusCode, target)
				}
				assert.NotContains(t, location, "code=", target)
			}
			for _, target := range []string{ // the parameter twice
				"/oauth2/authorize?" + request(registered) + "&redirect_uri=" + url.QueryEscape(uri),
				"/oauth2/authorize?redirect_uri=" + url.QueryEscape(uri) + "&" + request(registered),
			} {
				response, _ := fetch(t, b, http.MethodGet, domain+target, nil)
				assert.Regexp(t, allowed, response.Header.Get("Location"), target)
			}
			other := browser(t, s.server.Client())
			response, _ := fetch(t, other, http.MethodGet, domain+"/logout?"+url.Values{"client_id": {client}, "response_type": {"code"}, "redirect_uri": {uri}}.Encode(), nil)
			assert.Regexp(t, allowed, response.Header.Get("Location"))
		})
	}
	again, _ := fetch(t, b, http.MethodGet, domain+"/oauth2/authorize?"+request(registered), nil)
	assert.Regexp(t, "^"+registered+`\?code=`, again.Header.Get("Location"), "the browser is still signed in: no attack has ended its session")
}
