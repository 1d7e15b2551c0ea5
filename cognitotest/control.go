package cognitotest

import (
	"net/http"
	"net/url"
	"time"
)

// Now is the server's time in UTC.
func (s *Server) Now() time.Time { return s.store.Clock.Now() }

// Advance moves the server's clock forward by d: codes, sessions and tokens expire
// as if the time had passed. A negative d is ignored. It panics if the server has a state
// directory that cannot be written.
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
