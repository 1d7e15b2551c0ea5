package cognitotest

import (
	"net/http"
	"net/url"
	"os"
	"time"
)

// Now is the server's time in UTC.
func (s *Server) Now() time.Time { return s.store.Clock.Now() }

// Advance moves the server's clock forward by d: codes, sessions and tokens expire
// as if the time had passed. A negative d is ignored.
func (s *Server) Advance(d time.Duration) { s.store.Clock.Advance(d) }

// RefusedHosts returns "host:port" of every request that the proxy refused because
// the server does not stand for the host, in order.
func (s *Server) RefusedHosts() []string { return s.refused.list() }

// CertificatePEM is the CA certificate that signs the server's host names.
func (s *Server) CertificatePEM() []byte { return s.authority.pem }

// Client returns an HTTP client that reaches the server under the real host names,
// through the proxy, and trusts its CA. It has no cookie jar.
func (s *Server) Client() *http.Client { return s.client }

func (s *Server) newClient() *http.Client {
	proxy, _ := url.Parse(s.ProxyURL) // made from a listener's address
	return &http.Client{Transport: &http.Transport{
		Proxy:           http.ProxyURL(proxy),
		TLSClientConfig: s.authority.clientConfig(),
	}}
}

// Env returns the environment with which a child process (Terraform, the AWS CLI,
// curl, Node.js) reaches the server instead of AWS: the proxy, the CA, static
// credentials, and nothing of the caller's own AWS configuration.
func (s *Server) Env() map[string]string {
	env := map[string]string{
		"AWS_ACCESS_KEY_ID":         "AKIACOGNITOTEST",
		"AWS_SECRET_ACCESS_KEY":     "cognitotest",
		"AWS_REGION":                s.config.Region,
		"AWS_DEFAULT_REGION":        s.config.Region,
		"AWS_EC2_METADATA_DISABLED": "true",
	}
	for _, name := range []string{"HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"} {
		env[name] = s.ProxyURL
	}
	for _, name := range []string{"AWS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"} {
		env[name] = s.CAFile
	}
	for _, name := range []string{"AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"} {
		env[name] = os.DevNull
	}
	for _, name := range []string{"NO_PROXY", "no_proxy", "AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"} {
		env[name] = ""
	}
	return env
}
