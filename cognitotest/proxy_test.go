package cognitotest_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func describe(poolID string) *cognitoidentityprovider.DescribeUserPoolInput {
	return &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: aws.String(poolID)}
}

func TestProxyRejectsOtherHosts(t *testing.T) {
	t.Parallel()
	s := start(t)
	newEnvironment(t, s, types.FeatureTypeDisabled)
	assert.Empty(t, s.RefusedHosts(), "requests to emulated hosts are not recorded")
	tests := []struct{ name, url, host string }{
		{"another host", "https://example.com/", "example.com:443"},
		{"another service", "https://s3.us-east-1.amazonaws.com/", "s3.us-east-1.amazonaws.com:443"},
		{"another port", "https://cognito-idp.us-east-1.amazonaws.com:8443/", "cognito-idp.us-east-1.amazonaws.com:8443"},
		{"domain that does not exist", "https://nobody.auth.us-east-1.amazoncognito.com/login", "nobody.auth.us-east-1.amazoncognito.com:443"},
		{"domain of another region", "https://orders.auth.eu-west-1.amazoncognito.com/login", "orders.auth.eu-west-1.amazoncognito.com:443"},
		{"suffix of a host", "https://cognito-idp.us-east-1.amazonaws.com.example.com/", "cognito-idp.us-east-1.amazonaws.com.example.com:443"},
		{"no region", "https://sts.amazonaws.com/", "sts.amazonaws.com:443"},
	}
	var want []string
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			response, err := s.Client().Get(tt.url)
			if err == nil {
				response.Body.Close()
			}
			assert.ErrorContains(t, err, "cognitotest does not emulate "+tt.host)
			want = append(want, tt.host)
			assert.Equal(t, want, s.RefusedHosts())
		})
	}
}

// The status line of the error is valid ASCII of limited length, for any host in the request.
func TestProxyErrorIsAValidStatusLine(t *testing.T) {
	t.Parallel()
	s := start(t)
	for name, host := range map[string]string{"letters beyond ASCII": "b\xc3\xbccher.example", "invalid UTF-8": "a\x80\xff", "17 KB": strings.Repeat("x", 17<<10)} {
		t.Run(name, func(t *testing.T) {
			connection, err := net.Dial("tcp", strings.TrimPrefix(s.ProxyURL, "http://"))
			require.NoError(t, err)
			defer connection.Close()
			_, err = fmt.Fprintf(connection, "CONNECT %[1]s:443 HTTP/1.1\r\nHost: example.com\r\n\r\n", host)
			require.NoError(t, err)
			response, err := io.ReadAll(connection)
			require.NoError(t, err)
			status, _, _ := strings.Cut(string(response), "\r\n")
			assert.Regexp(t, `^HTTP/1\.1 403 cognitotest does not emulate [!-~]{1,300}$`, status)
		})
	}
}

// The proxy rejects requests that are not CONNECT, also to emulated hosts. The only exception is the server's own
// plain endpoint.
func TestProxyRejectsPlainRequests(t *testing.T) {
	t.Parallel()
	s := start(t)
	for _, tt := range []struct{ url, host string }{
		{"http://example.com/a", "example.com:80"},
		{"http://cognito-idp.us-east-1.amazonaws.com/", "cognito-idp.us-east-1.amazonaws.com:80"},
		{"http://169.254.169.254/latest/meta-data/", "169.254.169.254:80"},
	} {
		response, body := fetch(t, s.Client(), http.MethodGet, tt.url, nil)
		assert.Equal(t, http.StatusForbidden, response.StatusCode)
		assert.Equal(t, "cognitotest does not emulate "+tt.host+"\n", body)
	}
	assert.Equal(t, []string{"example.com:80", "cognito-idp.us-east-1.amazonaws.com:80", "169.254.169.254:80"}, s.RefusedHosts())
	s.RefusedHosts()[0] = "changed"
	assert.Equal(t, "example.com:80", s.RefusedHosts()[0], "RefusedHosts returns a copy")
}

// The case of a host name has no meaning (RFC 9110 section 4.2.3).
func TestHostNamesIgnoreCase(t *testing.T) {
	t.Parallel()
	s := start(t)
	e := newEnvironment(t, s, types.FeatureTypeDisabled)
	for _, url := range []string{
		"https://Orders.AUTH.us-east-1.amazoncognito.com/error?error=x", "https://Cognito-IDP.US-east-1.amazonaws.com/" + e.poolID + "/.well-known/openid-configuration",
		strings.Replace(s.URL, "127.0.0.1", "LocalHost", 1) + "/" + e.poolID + "/.well-known/jwks.json",
	} {
		response, body := fetch(t, s.Client(), http.MethodGet, url, nil)
		assert.NotEqual(t, http.StatusMisdirectedRequest, response.StatusCode, url)
		if strings.HasSuffix(url, "/openid-configuration") {
			assert.Contains(t, body, `"issuer":"https://cognito-idp.us-east-1.amazonaws.com/`+e.poolID+`"`)
		}
	}
	assert.Empty(t, s.RefusedHosts())
}

// The proxy rejects the host of a domain after the domain is deleted.
func TestProxyRejectsADeletedDomain(t *testing.T) {
	t.Parallel()
	s := start(t)
	e := newEnvironment(t, s, types.FeatureTypeDisabled)
	response, _ := fetch(t, s.Client(), http.MethodGet, e.domain+"/error?error=x", nil)
	assert.Equal(t, http.StatusBadRequest, response.StatusCode)
	_, err := api(s, "us-east-1").DeleteUserPoolDomain(context.Background(), &cognitoidentityprovider.DeleteUserPoolDomainInput{
		UserPoolId: aws.String(e.poolID), Domain: aws.String("orders"),
	})
	require.NoError(t, err)
	response, body := fetch(t, s.Client(), http.MethodGet, e.domain+"/error?error=x", nil) // on the connection that is open
	assert.Equal(t, http.StatusMisdirectedRequest, response.StatusCode)
	assert.Equal(t, "cognitotest: no such host: orders.auth.us-east-1.amazoncognito.com\n", body)
	s.Client().CloseIdleConnections()
	_, err = s.Client().Get(e.domain + "/login")
	require.ErrorContains(t, err, "cognitotest does not emulate")
	assert.Equal(t, []string{"orders.auth.us-east-1.amazoncognito.com:443"}, s.RefusedHosts())
}

func TestCertificateIsValidForOneHost(t *testing.T) {
	t.Parallel()
	s, other := start(t), start(t)
	const host = "cognito-idp.eu-central-1.amazonaws.com"
	response, err := s.Client().Get("https://" + host + "/")
	require.NoError(t, err)
	response.Body.Close()
	leaf := response.TLS.PeerCertificates[0]
	assert.Equal(t, []string{host}, leaf.DNSNames)
	assert.NoError(t, leaf.VerifyHostname(host))
	assert.False(t, leaf.IsCA)

	foreign := x509.NewCertPool()
	require.True(t, foreign.AppendCertsFromPEM(other.CertificatePEM()))
	transport := s.Client().Transport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{RootCAs: foreign}
	_, err = (&http.Client{Transport: transport}).Get("https://" + host + "/")
	assert.ErrorContains(t, err, "certificate signed by unknown authority")
}

// A client with the proxy in its environment can request the plain endpoint through the proxy,
// under each of its names, but no other port of the machine.
func TestProxyServesThePlainEndpoint(t *testing.T) {
	t.Parallel()
	s := start(t)
	_, port, _ := strings.Cut(strings.TrimPrefix(s.URL, "http://"), ":")
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]"} {
		response, body := fetch(t, s.Client(), http.MethodGet, "http://"+host+":"+port+"/us-east-1_nowhere/.well-known/jwks.json", nil)
		assert.Equal(t, http.StatusNotFound, response.StatusCode, host)
		assert.Contains(t, body, "User pool us-east-1_nowhere does not exist.", host)
	}
	response, _ := fetch(t, s.Client(), http.MethodGet, "http://orders.auth.us-east-1.localhost:"+port+"/login", nil)
	assert.Equal(t, http.StatusMisdirectedRequest, response.StatusCode, "a domain that does not exist")
	assert.Empty(t, s.RefusedHosts())

	response, _ = fetch(t, s.Client(), http.MethodGet, "http://127.0.0.1:1/", nil)
	assert.Equal(t, http.StatusForbidden, response.StatusCode)
	assert.Equal(t, []string{"127.0.0.1:1"}, s.RefusedHosts())
}
