package control

import (
	"net/http"
	"strings"
)

// WriteHeader is the header that each request other than GET requires. A form cannot send it, and a
// page of another origin can only after a CORS preflight request, which the API rejects.
const WriteHeader = "X-Cognitotest"

const writeValue = "1"

// checkOrigin rejects the requests of web pages, except pages of the plain endpoint itself. Programs
// send neither Origin nor Sec-Fetch-Site. A browser sends Origin with each request that a page can
// only send across origins by CORS, and Sec-Fetch-Site with every request to a loopback address
// (W3C Fetch Metadata). A page in a sandbox has the origin null.
func checkOrigin(r *http.Request) error {
	if origin := r.Header.Values("Origin"); len(origin) > 1 || len(origin) == 1 && !strings.EqualFold(origin[0], "http://"+r.Host) {
		return forbidden("The Control API rejects requests of web pages of another origin. Call it from the test, not from the page under test.")
	}
	switch site := r.Header.Get("Sec-Fetch-Site"); site {
	case "", "same-origin", "none": // none: the address bar
		return nil
	default:
		return forbidden("The Control API rejects requests of web pages of another origin (Sec-Fetch-Site: %s). Call it from the test, not from the page under test.", site)
	}
}

// checkWrite rejects a request that may change something and has no WriteHeader.
func checkWrite(r *http.Request) error {
	if r.Method == http.MethodGet || r.Method == http.MethodHead || r.Header.Get(WriteHeader) == writeValue {
		return nil
	}
	return forbidden("A %s request requires the header %s: %s.", r.Method, WriteHeader, writeValue)
}

// setHeader sets the header of each response. There are no CORS headers: no page of another origin
// may read a response.
func setHeader(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
}
