package sameorigin

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// Check returns an error for the request of a web page, except of a page of the plain endpoint itself.
// The text of the error names the kind of requests: "requests of web pages of another origin".
//
// Programs send neither Origin nor Sec-Fetch-Site. A browser sends Origin with each request that a page
// can only send across origins by CORS, and Sec-Fetch-Site with every request to a loopback address
// (W3C Fetch Metadata). A page in a sandbox has the origin null.
func Check(r *http.Request) error {
	const rejected = "requests of web pages of another origin"
	if origin := r.Header.Values("Origin"); len(origin) > 1 || len(origin) == 1 && !strings.EqualFold(origin[0], "http://"+r.Host) {
		return errors.New(rejected)
	}
	switch site := r.Header.Get("Sec-Fetch-Site"); site {
	case "", "same-origin", "none": // none: the address bar
		return nil
	default:
		return fmt.Errorf("%s (Sec-Fetch-Site: %s)", rejected, site)
	}
}

// SetHeader sets the header of each response. There are no CORS headers: no page of another origin may
// read a response.
func SetHeader(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
}
