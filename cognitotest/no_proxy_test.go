package cognitotest_test

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/http/httpproxy"
)

// listenOn starts an app under test on a loopback address.
func listenOn(t *testing.T, address string) (port string) {
	t.Helper()
	l, err := net.Listen("tcp", address)
	require.NoError(t, err)
	app := &httptest.Server{Listener: l, Config: &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "the app")
	})}}
	app.Start()
	t.Cleanup(app.Close)
	_, port, err = net.SplitHostPort(l.Addr().String())
	require.NoError(t, err)
	return port
}

// installed returns the path of a program. Without the program it skips the test, or fails it in CI,
// which sets the variable so that no client is missing there.
func installed(t *testing.T, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		require.NotEqual(t, "required", os.Getenv("COGNITOKIT_CLIENTS"), program+" is not on the PATH: install it")
		t.Skip(program + " is not on the PATH: install it, and the test runs")
	}
	return path
}

// clients are commands that request a URL and print the body.
var clients = map[string][]string{
	"curl":    {"curl", "--silent", "--show-error"},
	"python3": {"python3", "-c", "import sys, urllib.request; sys.stdout.write(urllib.request.urlopen(sys.argv[1]).read().decode())"},
}

// With the environment of Env, clients connect directly to an app on a loopback address, and
// through the proxy to the production hosts, also if the caller has set NO_PROXY.
func TestAppOnLoopbackIsDirect(t *testing.T) {
	t.Parallel()
	s := start(t)
	e := newEnvironment(t, s, types.FeatureTypeDisabled)
	jwks := "/" + e.poolID + "/.well-known/jwks.json"
	four, six := listenOn(t, "127.0.0.1:0"), ""
	if l, err := net.Listen("tcp", "[::1]:0"); err == nil {
		require.NoError(t, l.Close())
		six = listenOn(t, "[::1]:0")
	}
	_, own, _ := strings.Cut(strings.TrimPrefix(s.URL, "http://"), ":")
	for name, program := range clients {
		t.Run(name, func(t *testing.T) {
			installed(t, program[0])
			for address, want := range map[string]string{
				"http://localhost:" + four: "the app",
				"http://127.0.0.1:" + four: "the app",
				"http://[::1]:" + six:      "the app",
				s.URL + jwks:               `{"keys":[`,
				"https://cognito-idp.us-east-1.amazonaws.com" + jwks: `{"keys":[`,
				"http://orders.auth.us-east-1.localhost:" + own + "/login?client_id=" + e.clientID + "&response_type=code&redirect_uri=" + url.QueryEscape(callback): "<html",
			} {
				if address == "http://[::1]:" {
					continue // a system without IPv6
				}
				if _, err := net.LookupHost("orders.auth.us-east-1.localhost"); err != nil && name != "curl" && strings.Contains(address, ".localhost") {
					continue // the system does not resolve it
				}
				command := exec.Command(program[0], append(program[1:], address)...)
				command.Env = append(os.Environ(), "NO_PROXY=amazonaws.com", "no_proxy=*") // the variables of the caller
				for name, value := range s.Env() {
					command.Env = append(command.Env, name+"="+value)
				}
				output, err := command.CombinedOutput()
				require.NoError(t, err, "%s: %s", address, output)
				assert.Contains(t, string(output), want, address)
			}
		})
	}
	assert.Empty(t, s.RefusedHosts())
}

// The test uses Go's implementation of NO_PROXY. Terraform, the AWS SDK for Go and many of their
// tools use it.
func TestOnlyLoopbackIsDirect(t *testing.T) {
	t.Parallel()
	s := start(t)
	env := s.Env()
	proxy := (&httpproxy.Config{HTTPProxy: env["HTTP_PROXY"], HTTPSProxy: env["HTTPS_PROXY"], NoProxy: env["NO_PROXY"]}).ProxyFunc()
	for address, direct := range map[string]bool{
		"http://localhost:3000/": true, "https://localhost:3000/": true, "http://127.0.0.1:3000/": true, "http://[::1]:3000/": true, s.URL: true,
		"https://cognito-idp.us-east-1.amazonaws.com/": false, "https://orders.auth.us-east-1.amazoncognito.com/": false, "https://sts.us-east-1.amazonaws.com/": false,
		"https://example.com/": false, "http://169.254.169.254/": false, "http://10.0.0.1/": false, "http://192.168.1.1:3000/": false,
		"http://localhost.example.com/": false, "http://notlocalhost/": false, "http://[fe80::1]/": false, "http://127.0.0.1.example.com/": false,
	} {
		u, err := proxy(mustParse(t, address))
		require.NoError(t, err)
		assert.Equal(t, direct, u == nil, address)
	}
}
