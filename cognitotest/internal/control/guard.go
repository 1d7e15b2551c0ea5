package control

import (
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/sameorigin"
)

// WriteHeader is the header that each request other than GET requires. A form cannot send it, and a
// page of another origin can only after a CORS preflight request, which the API rejects.
const WriteHeader = "X-Cognitotest"

const writeValue = "1"

// checkOrigin rejects the requests of web pages, except pages of the plain endpoint itself.
func checkOrigin(r *http.Request) error {
	if err := sameorigin.Check(r); err != nil {
		return forbidden("The Control API rejects %v. Call it from the test, not from the page under test.", err)
	}
	return nil
}

// checkWrite rejects a request that may change something and has no WriteHeader.
func checkWrite(r *http.Request) error {
	if r.Method == http.MethodGet || r.Method == http.MethodHead || r.Header.Get(WriteHeader) == writeValue {
		return nil
	}
	return forbidden("A %s request requires the header %s: %s.", r.Method, WriteHeader, writeValue)
}
