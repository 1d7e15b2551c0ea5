package authorization

import (
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Origin returns the scheme and the host with which a request reached its domain. Redirects
// between the pages use it: their Location is absolute on live pools.
func Origin(r *http.Request) string {
	if r.TLS == nil {
		return "http://" + r.Host // the plain endpoint
	}
	return "https://" + r.Host
}

// Here returns a URL as the browser that sent r reaches it. On the plain endpoint, the
// emulator's prefix domains are at .localhost: a redirect from one pool to another stays on
// this machine. Other URLs do not change.
func Here(store *userpool.Store, r *http.Request, location string) string {
	host, port, err := net.SplitHostPort(r.Host)
	target, parseErr := url.Parse(location)
	if err != nil || parseErr != nil || r.TLS != nil || !strings.HasSuffix(host, ".localhost") || target.Scheme != "https" {
		return location
	}
	prefix, ok := strings.CutSuffix(target.Host, ".amazoncognito.com")
	if _, own := store.DomainByHost(target.Host); !ok || !own {
		return location
	}
	return strings.Replace(location, "https://"+target.Host, "http://"+net.JoinHostPort(prefix+".localhost", port), 1)
}
