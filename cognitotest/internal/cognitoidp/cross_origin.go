package cognitoidp

import (
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cors"
)

// exposedHeaders are the response headers that a page may read (a capture of SignUp, InitiateAuth and
// GetUser; aws-amplify/amplify-js#824, #11034).
var exposedHeaders = []string{"x-amzn-RequestId", "x-amzn-ErrorType", "x-amzn-ErrorMessage", "Date"}

// The service lets a page of any origin call every action, because the signature protects the signed
// actions. An emulator without keys accepts every signature: any page that a developer opens could
// administer it on loopback. Therefore pages may call signed actions only if keys are configured.
// Three rules ensure this:
//   - The preflight does not allow the Authorization header, and no signed action runs without it. The
//     rule covers all actions, because a preflight request does not name the action.
//   - A request that needs no preflight has neither that header nor X-Amz-Target.
//   - The emulator rejects a signed action with an Origin header, whatever the preflight allowed.

// Preflight serves the preflight request of a browser.
func (a *API) Preflight(w http.ResponseWriter, r *http.Request) {
	if a.Keys == nil {
		cors.Preflight(w, r, http.MethodPost, "Authorization")
		return
	}
	cors.Preflight(w, r, http.MethodPost)
}

// open lets pages read the response to a request, except for a signed action without keys.
func (a *API) open(w http.ResponseWriter, r *http.Request) {
	if _, operation, known := target(r); !known || operation.Unsigned || a.Keys != nil {
		OpenToPages(w)
	}
}

// OpenToPages lets pages of any origin read a response of the API.
func OpenToPages(w http.ResponseWriter) { cors.Open(w, exposedHeaders...) }
