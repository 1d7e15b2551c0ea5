// Package cors allows pages of other origins to call an endpoint (Fetch Standard, "CORS
// protocol"). The endpoint decides which responses a page may read. No response allows a page
// to send cookies.
package cors

import (
	"net/http"
	"regexp"
	"strings"
)

// Open allows a page of any origin to read the response, and its exposed headers in addition
// to the headers that every page may read.
func Open(w http.ResponseWriter, exposed ...string) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	if len(exposed) > 0 {
		w.Header().Set("Access-Control-Expose-Headers", strings.Join(exposed, ","))
	}
}

// headerName matches the name of a header (RFC 9110 section 5.6.2).
var headerName = regexp.MustCompile("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")

// Preflight responds to the OPTIONS request that a browser sends before a page's request. It
// allows the methods, and the requested headers except the denied ones. It repeats their names,
// because "*" does not cover Authorization (Fetch Standard, "CORS non-wildcard request-header
// name"). It sets no Access-Control-Max-Age, so browsers cache the response only for seconds: a
// longer cache would outlive an emulator that is restarted with other keys.
func Preflight(w http.ResponseWriter, r *http.Request, methods string, denied ...string) {
	Open(w)
	w.Header().Set("Access-Control-Allow-Methods", methods)
	if allowed := allowedHeaders(r, denied); len(allowed) > 0 {
		w.Header().Set("Access-Control-Allow-Headers", strings.Join(allowed, ","))
	}
	w.WriteHeader(http.StatusOK)
}

func allowedHeaders(r *http.Request, denied []string) (allowed []string) {
	requested := strings.Join(r.Header.Values("Access-Control-Request-Headers"), ",")
	for name := range strings.SplitSeq(requested, ",") {
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

// FromPage reports whether a page of another origin may have sent a request. Browsers set the
// Origin header in each request except a plain GET (Fetch Standard, "append a request Origin
// header"), and other clients do not set it.
func FromPage(r *http.Request) bool { return len(r.Header.Values("Origin")) > 0 }
