package authorization

import "net/http"

// Origin is the scheme and the host under which a request reached its domain. The
// redirects between the pages name it: their Location is absolute on live pools.
func Origin(r *http.Request) string {
	if r.TLS == nil {
		return "http://" + r.Host // the plain endpoint
	}
	return "https://" + r.Host
}
