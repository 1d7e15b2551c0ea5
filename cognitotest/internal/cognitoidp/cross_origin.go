package cognitoidp

import (
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cors"
)

// exposedHeaders are those that a page may read of each answer (a capture of SignUp,
// InitiateAuth and GetUser; aws-amplify/amplify-js#824, #11034).
var exposedHeaders = []string{"x-amzn-RequestId", "x-amzn-ErrorType", "x-amzn-ErrorMessage", "Date"}

// The service lets a page of any origin call every action: a signature protects the signed
// ones. Without keys the emulator takes anyone's signature, and then any page that a
// developer visits could administer it on loopback. Signed actions are for pages therefore only
// where keys are configured. Three things hold this. The preflight, which names no action, does
// not allow the Authorization header, and without it no signed action runs. A request that
// needs no preflight has neither that header nor X-Amz-Target. And a signed action that comes
// with an Origin header is refused, whatever the browser asked before.

// Preflight answers a browser that asks whether a page may send a request.
func (a *API) Preflight(w http.ResponseWriter, r *http.Request) {
	if a.Keys == nil {
		cors.Preflight(w, r, http.MethodPost, "Authorization")
		return
	}
	cors.Preflight(w, r, http.MethodPost)
}

// open lets pages read the answer to a request, except for a signed action without keys.
func (a *API) open(w http.ResponseWriter, r *http.Request) {
	if _, operation, known := target(r); !known || operation.Unsigned || a.Keys != nil {
		OpenToPages(w)
	}
}

// OpenToPages lets pages of any origin read an answer of the API.
func OpenToPages(w http.ResponseWriter) { cors.Open(w, exposedHeaders...) }
