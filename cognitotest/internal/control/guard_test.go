package control_test

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/control"
)

// port returns the port of the plain endpoint.
func (e emulator) port() string { return e.URL[strings.LastIndex(e.URL, ":")+1:] }

func TestHostMustBeLoopback(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	for _, tt := range []struct {
		name, host string
		want       int
	}{
		{"the address", "127.0.0.1:" + e.port(), http.StatusOK},
		{"localhost", "localhost:" + e.port(), http.StatusOK},
		{"without a port", "localhost", http.StatusOK},
		{"IPv6", "[::1]:" + e.port(), http.StatusOK},
		{"another loopback address", "127.8.9.10:" + e.port(), http.StatusOK},
		{"a name that an attacker points to 127.0.0.1", "attacker.example:" + e.port(), http.StatusMisdirectedRequest},
		{"a public name of 127.0.0.1", "127.0.0.1.nip.io", http.StatusMisdirectedRequest},
		{"a name under localhost", "app.localhost:" + e.port(), http.StatusMisdirectedRequest},
		{"localhost as a prefix", "localhost.attacker.example", http.StatusMisdirectedRequest},
		{"a dot at the end", "localhost.", http.StatusMisdirectedRequest},
		{"an address of the network", "192.168.0.1", http.StatusMisdirectedRequest},
		{"any address", "0.0.0.0:" + e.port(), http.StatusMisdirectedRequest},
		{"a number", "2130706433", http.StatusMisdirectedRequest},
		{"a host of the service", "cognito-idp.us-east-1.amazonaws.com", http.StatusNotFound},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := e.send(t, http.MethodGet, "/clock", "", http.Header{"Host": {tt.host}})
			assert.Equal(t, tt.want, got.status, got.body)
			if tt.want != http.StatusOK {
				assert.NotContains(t, got.body, "ahead_seconds")
			}
		})
	}
}

// The tunnels of the proxy have no Control API, whatever Host a client sends through them.
func TestNoControlAPIThroughTheProxy(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	for _, host := range []string{"", "localhost", "127.0.0.1:" + e.port()} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://cognito-idp.us-east-1.amazonaws.com/_cognitotest/clock", nil)
		require.NoError(t, err)
		request.Host = host
		got, err := e.Client().Do(request)
		require.NoError(t, err)
		assert.Equal(t, http.StatusNotFound, got.StatusCode)
		assert.NotEqual(t, "application/problem+json", got.Header.Get("Content-Type"))
		require.NoError(t, got.Body.Close())
	}
}

func TestOriginMustBeThePlainEndpoint(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	const (
		otherOrigin = "The Control API rejects requests of web pages of another origin. Call it from the test, not from the page under test."
		otherSite   = "The Control API rejects requests of web pages of another origin (Sec-Fetch-Site: VALUE). Call it from the test, not from the page under test."
	)
	for _, tt := range []struct {
		name   string
		header http.Header
		want   string // the detail of the error, or ""
	}{
		{"a program", http.Header{}, ""},
		{"the address bar", http.Header{"Sec-Fetch-Site": {"none"}}, ""},
		{"a page of the endpoint", http.Header{"Origin": {e.URL}, "Sec-Fetch-Site": {"same-origin"}}, ""},
		{"a page of the endpoint, a read", http.Header{"Sec-Fetch-Site": {"same-origin"}}, ""},
		{"another site", http.Header{"Origin": {"https://attacker.example"}}, otherOrigin},
		{"another port", http.Header{"Origin": {"http://127.0.0.1:3000"}}, otherOrigin},
		{"another name of this machine", http.Header{"Origin": {"http://localhost:" + e.port()}}, otherOrigin},
		{"another scheme", http.Header{"Origin": {"https://127.0.0.1:" + e.port()}}, otherOrigin},
		{"a hosted page", http.Header{"Origin": {"http://orders.auth.us-east-1.localhost:" + e.port()}}, otherOrigin},
		{"a page in a sandbox", http.Header{"Origin": {"null"}}, otherOrigin},
		{"no origin in the header", http.Header{"Origin": {""}}, otherOrigin},
		{"two origins", http.Header{"Origin": {e.URL, "https://attacker.example"}}, otherOrigin},
		{"an image of another site", http.Header{"Sec-Fetch-Site": {"cross-site"}}, strings.ReplaceAll(otherSite, "VALUE", "cross-site")},
		{"an image of the same site", http.Header{"Sec-Fetch-Site": {"same-site"}}, strings.ReplaceAll(otherSite, "VALUE", "same-site")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, method := range []string{http.MethodGet, http.MethodDelete} {
				header := tt.header.Clone()
				header.Set("X-Cognitotest", "1")
				got := e.send(t, method, "/messages", "", header)
				if tt.want == "" {
					assert.Equal(t, http.StatusOK, got.status, got.body)
				} else {
					assert.Equal(t, tt.want, got.detail(t, http.StatusForbidden))
				}
				assert.Empty(t, got.header.Get("Access-Control-Allow-Origin"))
				assert.Equal(t, "no-store", got.header.Get("Cache-Control"))
				assert.Equal(t, "same-origin", got.header.Get("Cross-Origin-Resource-Policy"))
			}
		})
	}
}

func TestWritesRequireTheHeader(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	for _, value := range []string{"", "0", "true", "1, 1"} {
		header := http.Header{}
		if value != "" {
			header.Set("X-Cognitotest", value)
		}
		assert.Equal(t, "A DELETE request requires the header X-Cognitotest: 1.", e.send(t, http.MethodDelete, "/messages", "", header).detail(t, http.StatusForbidden))
	}
	preflight := e.send(t, http.MethodOptions, "/messages", "", http.Header{"Access-Control-Request-Method": {"DELETE"}, "Access-Control-Request-Headers": {"x-cognitotest"}})
	assert.Equal(t, "/_cognitotest/messages does not accept OPTIONS. It accepts DELETE, GET.", preflight.detail(t, http.StatusMethodNotAllowed))
	assert.Equal(t, "DELETE, GET", preflight.header.Get("Allow"))
	for name := range preflight.header {
		assert.False(t, strings.HasPrefix(name, "Access-Control-"), name)
	}
}

func TestUnknownPathsMethodsAndParametersAreRejected(t *testing.T) {
	t.Parallel()
	e := start(t, cognitotest.Config{})
	for _, tt := range []struct {
		method, path string
		status       int
		want         string
	}{
		{"GET", "/", 404, "/_cognitotest/ is not a path of the Control API. /_cognitotest/openapi.yaml lists the paths."},
		{"GET", "/nothing", 404, "/_cognitotest/nothing is not a path of the Control API. /_cognitotest/openapi.yaml lists the paths."},
		{"GET", "/clock/", 404, "/_cognitotest/clock/ is not a path of the Control API. /_cognitotest/openapi.yaml lists the paths."},
		{"GET", "/Clock", 404, "/_cognitotest/Clock is not a path of the Control API. /_cognitotest/openapi.yaml lists the paths."},
		{"DELETE", "/clock", 405, "/_cognitotest/clock does not accept DELETE. It accepts GET, PUT."},
		{"TRACE", "/messages", 405, "/_cognitotest/messages does not accept TRACE. It accepts DELETE, GET."},
		{"GET", "/clock?now=1", 400, `"now" is not a parameter of this path, which has none.`},
		{"GET", "/messages?recipient=x", 400, `"recipient" is not a parameter of this path. It has to, username, user_pool_id.`},
		{"GET", "/messages?to=x&to=y", 400, `The parameter "to" is in the query more than once. Write it once.`},
		{"GET", "/messages?to=%zz", 400, `The query is not a URL-encoded query: invalid URL escape "%zz".`},
		{"DELETE", "/messages?username", 200, ""},
	} {
		got := e.call(t, tt.method, tt.path, "")
		if tt.status == http.StatusOK {
			assert.Equal(t, tt.status, got.status)
			continue
		}
		assert.Equal(t, tt.want, got.detail(t, tt.status), "%s %s", tt.method, tt.path)
	}
}

// A GET request, which a link or an image of any page can cause, changes nothing, and neither does a
// HEAD request.
func TestReadsChangeNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	a := newApp(t, start(t, cognitotest.Config{StateDir: dir}), 60)
	a.signIn(t)
	a.browser(t)
	a.call(t, http.MethodPost, "/snapshots", `{"name":"one"}`)
	names := strings.NewReplacer("{origin_jti}", a.families(t, "")[0].OriginJTI, "{id}", a.browserSessions(t, "")[0].ID, "{name}", "one")
	state := func() string { // a digest of the database, and the snapshots
		text, err := os.ReadFile(filepath.Join(dir, "state.db"))
		require.NoError(t, err)
		return fmt.Sprintf("%x", sha256.Sum256(text)) + a.call(t, http.MethodGet, "/snapshots", "").body
	}
	before := state()
	for _, route := range control.Operations() {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			got := a.send(t, method, names.Replace(route.Path), "", http.Header{"X-Cognitotest": {"1"}})
			switch {
			case method == http.MethodHead:
				assert.Empty(t, got.body)
			case route.Method == http.MethodGet && route.Path != "/import-log": // there is no job
				assert.Equal(t, http.StatusOK, got.status, route.Path)
			}
		}
	}
	assert.Equal(t, before, state())
}
