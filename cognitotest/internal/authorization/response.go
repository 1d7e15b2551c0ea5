package authorization

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Headers sets the headers of every response of a pool's domain (captures of authorize, /login
// and its POST, April to July 2026). X-XSS-Protection is 0 since July 2026; it was "1;
// mode=block" before.
func Headers(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate")
	h.Set("Pragma", "no-cache")
	h.Set("Server", "Server")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("X-XSS-Protection", "0")
	h.Set("x-amz-cognito-request-id", userpool.NewUUID())
	StrictTransport(w, r)
}

// StrictTransport sets Strict-Transport-Security, except on the plain endpoint: a server must
// not send it over plain HTTP (RFC 6797 section 7.2).
func StrictTransport(w http.ResponseWriter, r *http.Request) {
	if r.TLS != nil {
		w.Header().Set("Strict-Transport-Security", "max-age=31536000 ; includeSubDomains")
	}
}

// Redirect responds with 302 as the service does: with an empty body and no content type,
// where [http.Redirect] writes a page (captures of authorize and of the POST to /login). The
// location is absolute.
func Redirect(w http.ResponseWriter, r *http.Request, location string) {
	Headers(w, r)
	w.Header().Set("Location", ascii(location))
	w.WriteHeader(http.StatusFound)
}

// ascii encodes the bytes that a URI cannot have. A redirect repeats the query of the request,
// and clients send characters such as é unencoded (RFC 9110 section 10.2.2: Location is a URI
// reference).
func ascii(location string) string {
	var b strings.Builder
	for i := range len(location) {
		if c := location[i]; c < 0x80 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
