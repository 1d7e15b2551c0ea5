// Package cors lets pages of other origins use an endpoint (Fetch Standard, "CORS protocol").
// The endpoint decides which of its answers a page may read; no answer lets a page send
// cookies along.
package cors

import (
	"net/http"
	"regexp"
	"strings"
)

// Open lets a page of any origin read the answer, and the named headers of it beside those
// that every page may read.
func Open(w http.ResponseWriter, exposed ...string) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	if len(exposed) > 0 {
		w.Header().Set("Access-Control-Expose-Headers", strings.Join(exposed, ","))
	}
}

// headerName is the form of a header's name (RFC 9110 section 5.6.2).
var headerName = regexp.MustCompile("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")

// Preflight answers the OPTIONS request by which a browser asks what a page may send. It
// allows the methods, and the headers that the request asks for except the denied ones. Names
// are echoed, because "*" does not cover Authorization (Fetch Standard, "CORS non-wildcard
// request-header name"). The browser asks again for each request a few seconds later:
// a longer Access-Control-Max-Age would outlive an emulator that starts anew with other keys.
func Preflight(w http.ResponseWriter, r *http.Request, methods string, denied ...string) {
	Open(w)
	w.Header().Set("Access-Control-Allow-Methods", methods)
	if allowed := allowedHeaders(r, denied); len(allowed) > 0 {
		w.Header().Set("Access-Control-Allow-Headers", strings.Join(allowed, ","))
	}
	w.WriteHeader(http.StatusOK)
}

func allowedHeaders(r *http.Request, denied []string) (allowed []string) {
	asked := strings.Join(r.Header.Values("Access-Control-Request-Headers"), ",")
	for name := range strings.SplitSeq(asked, ",") {
		name = strings.TrimSpace(name)
		if headerName.MatchString(name) && !contains(denied, name) {
			allowed = append(allowed, name)
		}
	}
	return allowed
}

func contains(names []string, name string) bool {
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

// FromPage reports whether a page of another origin may have sent a request: browsers name the
// page's origin in each one that is not a plain GET (Fetch Standard, "append a request Origin
// header"), and other clients send no such header.
func FromPage(r *http.Request) bool { return len(r.Header.Values("Origin")) > 0 }
