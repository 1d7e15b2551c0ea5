package checktest

import (
	"net/http"
	"net/http/httptest"
)

// HostTransport sends the requests for all hosts to one server.
type HostTransport struct{ Server *httptest.Server }

// RoundTrip implements [http.RoundTripper].
func (o HostTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host = "http", o.Server.Listener.Addr().String()
	return http.DefaultTransport.RoundTrip(r)
}
