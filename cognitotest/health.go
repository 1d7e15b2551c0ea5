package cognitotest

import (
	"encoding/json"
	"net/http"
)

// healthPath is the path of the health check on the plain endpoint. No path of the service has
// this prefix.
const healthPath = "/_cognitotest/health"

// showHealth responds with 200 and {"status":"ok"}. The server accepts requests only after it
// has applied its seed file, so the pools exist then. After a failed write to the state
// directory ([Server.StateError]), showHealth responds with 503 and the error.
func (rt *router) showHealth(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	body := map[string]string{"status": "ok"}
	if err := rt.stateError(); err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		body = map[string]string{"status": "failed", "error": err.Error()}
	}
	_ = json.NewEncoder(w).Encode(body) // an error means that the client has disconnected
}
