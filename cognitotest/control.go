package cognitotest

import (
	"net/http"
	"net/url"
	"time"
)

// Now returns the server's time in UTC.
func (s *Server) Now() time.Time { return s.store.Clock.Now() }

// Advance moves the server's clock forward by d. Codes, sessions and tokens expire as if
// the time had passed. It ignores a negative d. It panics if the server cannot write to its
// state directory.
func (s *Server) Advance(d time.Duration) { s.store.Clock.Advance(d) }

// RefusedHosts returns "host:port" of every request that the proxy rejected because the
// server does not emulate the host, in the order of the requests.
func (s *Server) RefusedHosts() []string { return s.rejected.list() }

// CertificatePEM returns the certificate of the CA that signs the certificates of the
// server's host names.
func (s *Server) CertificatePEM() []byte { return s.authority.pem }

// Client returns an HTTP client for the server. It connects to the real host names through
// the server's proxy and trusts the server's CA. It has no cookie jar.
func (s *Server) Client() *http.Client { return s.client }

func (s *Server) newClient() *http.Client {
	return &http.Client{Transport: &http.Transport{
		Proxy:           http.ProxyURL(&url.URL{Scheme: "http", Host: s.ownProxy}),
		TLSClientConfig: s.authority.clientConfig(),
	}}
}
