package oauth2

import (
	"encoding/json"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cors"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/federation"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Endpoints serves the protocol for the pools of one store.
type Endpoints struct {
	Store      *userpool.Store
	Issuer     *token.Issuer
	Federation *federation.Client
}

// Mux is the interface of [http.ServeMux] that this package uses.
type Mux interface {
	HandleFunc(pattern string, handler func(http.ResponseWriter, *http.Request))
}

// Register mounts the endpoints of a pool's domain. domainOf returns the domain of a request.
func (e *Endpoints) Register(mux Mux, domainOf func(*http.Request) userpool.Domain) {
	on := func(pattern string, handle func(http.ResponseWriter, *http.Request, string)) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { handle(w, r, domainOf(r).PoolID) })
	}
	// The short path is an alias (amazon-archives/amazon-cognito-auth-js#50, an AWS engineer;
	// awslabs/cognito-at-edge#77). No alias of another endpoint is known.
	for _, path := range []string{"/oauth2/authorize", "/authorize"} {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) { e.authorize(w, r, domainOf(r)) })
	}
	on("/oauth2/token", withCORS(withHeaders(e.token)))
	on("/oauth2/revoke", withCORS(withHeaders(e.revoke)))
	on("/oauth2/userInfo", withCORS(withHeaders(e.userInfo)))
	on("/oauth2/register", withCORS(withHeaders(e.register)))
}

// withCORS lets pages of any origin call an endpoint, as the service does for token, revoke and
// userInfo (developer guide, "Token endpoint"), the discovery document and the keys. That the
// registration endpoint does so is unspecified. It allows
// any header that a page requests: Amplify sends x-amz-user-agent
// (aws-amplify/amplify-js#11459).
func withCORS[Subject any](next func(http.ResponseWriter, *http.Request, Subject)) func(http.ResponseWriter, *http.Request, Subject) {
	return func(w http.ResponseWriter, r *http.Request, subject Subject) {
		if r.Method == http.MethodOptions {
			cors.Preflight(w, r, "GET, POST, OPTIONS")
			return
		}
		cors.Open(w)
		next(w, r, subject)
	}
}

// withHeaders sets the headers of the domain. A response without a body has them, too.
func withHeaders(next func(http.ResponseWriter, *http.Request, string)) func(http.ResponseWriter, *http.Request, string) {
	return func(w http.ResponseWriter, r *http.Request, poolID string) {
		authorization.Headers(w, r)
		w.Header().Set("Expires", "0")
		next(w, r, poolID)
	}
}

// writeJSON sends a JSON body that caches must not store (RFC 6749 section 5.1), with the
// content type and the request id of live responses, and the other headers of the sample in
// the developer guide ("userInfo endpoint").
func writeJSON(w http.ResponseWriter, status int, body any) {
	h := w.Header()
	h.Set("Content-Type", "application/json;charset=UTF-8")
	h.Set("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate")
	h.Set("Pragma", "no-cache")
	h.Set("Expires", "0")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-XSS-Protection", "1; mode=block")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Server", "Server")
	h.Set("x-amz-cognito-request-id", userpool.NewUUID())
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the only error is a client that has disconnected
}
