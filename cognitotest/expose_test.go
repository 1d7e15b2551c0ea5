package cognitotest_test

import (
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

func startExposed(t *testing.T, names ...string) (s *cognitotest.Server, port string) {
	t.Helper()
	s, err := cognitotest.Start(cognitotest.Config{Listen: "0.0.0.0:0", ProxyListen: "0.0.0.0:0", Expose: names})
	require.NoError(t, err)
	t.Cleanup(s.Close)
	_, port, err = net.SplitHostPort(strings.TrimPrefix(s.URL, "http://"))
	require.NoError(t, err)
	return s, port
}

// request sends a request with a Host header to the plain endpoint.
func request(t *testing.T, port, host, path string) (status int, body string) {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, "http://127.0.0.1:"+port+path, nil)
	require.NoError(t, err)
	r.Host = host
	response, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(text)
}

// A page of another site can make a browser send requests with the name of the site to this address (DNS rebinding), so only
// names that the caller has exposed reach the API.
func TestExposedServerChecksTheHost(t *testing.T) {
	t.Parallel()
	s, port := startExposed(t, "cognito", "cognito.test.svc")
	e := newEnvironment(t, s, types.FeatureTypeDisabled)
	jwks := "/" + e.poolID + "/.well-known/jwks.json"
	login := "/login?response_type=code&client_id=" + e.clientID
	for _, tt := range []struct {
		name, host, path string
		want             int
	}{
		{"exposed name", "cognito:" + port, jwks, 200},
		{"second exposed name", "cognito.test.svc:" + port, jwks, 200},
		{"another port, as a published one", "localhost:32768", jwks, 200},
		{"address of the machine that publishes the port", "192.0.2.7:32768", jwks, 200},
		{"IPv6 address", "[2001:db8::1]:32768", jwks, 200},
		{"domain below an exposed name", "orders.auth.us-east-1.cognito:" + port, login, 200},
		{"domain below the second exposed name", "orders.auth.us-east-1.cognito.test.svc:" + port, login, 200},
		{"domain below localhost", "orders.auth.us-east-1.localhost:32768", login, 200},
		{"another name", "attacker.example:" + port, jwks, 421},
		{"a name that ends like an exposed one", "notcognito:" + port, jwks, 421},
		{"a name that begins like an exposed one", "cognito.attacker.example:" + port, jwks, 421},
		{"a name below an exposed one", "x.cognito:" + port, jwks, 421},
		{"unknown domain below an exposed name", "unknown.auth.us-east-1.cognito:" + port, login, 421},
		{"an address with a suffix", "192.0.2.7.attacker.example:" + port, jwks, 421},
		{"domain below another name", "orders.auth.us-east-1.attacker.example:" + port, login, 421},
	} {
		t.Run(tt.name, func(t *testing.T) {
			status, body := request(t, port, tt.host, tt.path)
			assert.Equal(t, tt.want, status, body)
		})
	}
}

// Without Expose, an address in the Host header is not the server's own.
func TestServerOnLoopbackRejectsOtherAddresses(t *testing.T) {
	t.Parallel()
	s := start(t)
	_, port, err := net.SplitHostPort(strings.TrimPrefix(s.URL, "http://"))
	require.NoError(t, err)
	for _, host := range []string{"192.0.2.7:" + port, "cognito:" + port, "0.0.0.0:" + port} {
		status, body := request(t, port, host, "/_cognitotest/health")
		assert.Equal(t, http.StatusMisdirectedRequest, status, body)
	}
}

// The client of the server itself, which also requests identity providers, does not need the exposed name.
func TestExposedServerIsReachedUnderItsName(t *testing.T) {
	t.Parallel()
	s, port := startExposed(t, "cognito")
	assert.Equal(t, "http://cognito:"+port, s.URL)
	proxy, err := url.Parse(s.ProxyURL)
	require.NoError(t, err)
	assert.Equal(t, "cognito", proxy.Hostname())
	assert.Equal(t, s.ProxyURL, s.Env()["HTTPS_PROXY"])
	e := newEnvironment(t, s, types.FeatureTypeDisabled) // through s.Client()

	// A client with HTTP_PROXY sends plain requests to the exposed name through the proxy.
	other := &http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(&url.URL{Scheme: "http", Host: "127.0.0.1:" + proxy.Port()})}}
	for _, tt := range []struct {
		name, url string
		want      int
	}{
		{"exposed name", "http://cognito:" + port + "/" + e.poolID + "/.well-known/jwks.json", 200},
		{"domain below it", "http://orders.auth.us-east-1.cognito:" + port + "/login?response_type=code&client_id=" + e.clientID, 200},
		{"another port", "http://cognito:1/", 403},
		{"another name", "http://attacker.example:" + port + "/", 403},
		{"another address", "http://192.0.2.7:" + port + "/", 403},
	} {
		t.Run(tt.name, func(t *testing.T) {
			response, body := fetch(t, other, http.MethodGet, tt.url, nil)
			assert.Equal(t, tt.want, response.StatusCode, body)
		})
	}
	assert.Equal(t, []string{"cognito:1", "attacker.example:" + port, "192.0.2.7:" + port}, s.RefusedHosts())
}

// An app in another container redeems a code, and a browser there signs in, at a network alias below the exposed name.
func TestDomainIsServedBelowAnExposedName(t *testing.T) {
	t.Parallel()
	s, port := startExposed(t, "cognito")
	e := newEnvironment(t, s, types.FeatureTypeDisabled)
	base := "http://orders.auth.us-east-1.cognito:" + port
	b := browser(t, &http.Client{Transport: toLoopback("127.0.0.1:" + port)})
	authorize := base + "/oauth2/authorize?response_type=code&client_id=" + e.clientID
	response, _ := fetch(t, b, http.MethodGet, authorize, nil)
	assert.Equal(t, base+"/login?response_type=code&client_id="+e.clientID, response.Header.Get("Location"))
	code := signIn(t, b, authorize).Get("code")
	require.NotEmpty(t, code)
	response, body := fetch(t, b, http.MethodPost, base+"/oauth2/token", url.Values{
		"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {callback}, "client_id": {e.clientID}, "client_secret": {e.clientSecret},
	})
	assert.Equal(t, http.StatusOK, response.StatusCode, body)
}

// A client in another container cannot read the file of the certificate.
func TestPlainEndpointServesTheCertificate(t *testing.T) {
	t.Parallel()
	s, port := startExposed(t, "cognito")
	status, body := request(t, port, "cognito:"+port, "/_cognitotest/ca.pem")
	assert.Equal(t, http.StatusOK, status)
	assert.Equal(t, string(s.CertificatePEM()), body)
	assert.NotContains(t, body, "PRIVATE KEY")
	response, _ := fetch(t, s.Client(), http.MethodGet, "https://cognito-idp.us-east-1.amazonaws.com/_cognitotest/ca.pem", nil)
	assert.Equal(t, http.StatusNotFound, response.StatusCode, "the service has no such path")
}

func TestStartRejectsExposedNames(t *testing.T) {
	t.Parallel()
	const (
		noName = " is not a host name that can be exposed: write a DNS name in lower case such as cognito"
		own    = " is this machine: write the host name under which other machines reach the emulator, such as cognito"
		aws    = " is a host name of AWS, which only the proxy serves: write a name of your network such as cognito"
	)
	for name, want := range map[string]string{
		"":                    `""` + noName,
		"Cognito":             `"Cognito"` + noName,
		"cognito:9229":        `"cognito:9229"` + noName,
		"http://cognito":      `"http://cognito"` + noName,
		"*":                   `"*"` + noName,
		"-cognito":            `"-cognito"` + noName,
		"cognito.":            `"cognito."` + noName,
		"192.0.2.7":           `"192.0.2.7"` + noName,
		"::1":                 `"::1"` + noName,
		"localhost":           "localhost" + own,
		"cognito.localhost":   "cognito.localhost" + own,
		"x.amazonaws.com":     "x.amazonaws.com" + aws,
		"x.amazoncognito.com": "x.amazoncognito.com" + aws,
	} {
		s, err := cognitotest.Start(cognitotest.Config{Expose: []string{"cognito", name}})
		require.EqualError(t, err, "cognitotest: "+want)
		assert.Nil(t, s)
	}
	_, err := cognitotest.Start(cognitotest.Config{Listen: "0.0.0.0:0"})
	assert.ErrorIs(t, err, cognitotest.ErrNotLoopback)
}
