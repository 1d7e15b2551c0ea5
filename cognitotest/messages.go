package cognitotest

import (
	"encoding/json"
	"net/http"
)

// messagesPath is the path of the outbox on the plain endpoint, for tests that are not written
// in Go. No path of the service has this prefix.
const messagesPath = "/_cognitotest/messages"

// showMessages returns the outbox as a JSON array, oldest message first. The parameter
// username=NAME selects the messages to one user.
func (rt *router) showMessages(w http.ResponseWriter, r *http.Request) {
	messages := []Message{}
	for _, m := range outbox(rt.store) {
		if name := r.URL.Query().Get("username"); name == "" || name == m.Username {
			messages = append(messages, m)
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(messages) // an error means that the client has disconnected
}
