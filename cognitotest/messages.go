package cognitotest

import (
	"encoding/json"
	"net/http"
)

// messagesPath is where the plain endpoint shows the outbox to tests that are not in Go. No
// path of the service begins so.
const messagesPath = "/_cognitotest/messages"

// showMessages answers the outbox as a JSON array, oldest first; username=NAME leaves the
// messages to one user.
func (rt *router) showMessages(w http.ResponseWriter, r *http.Request) {
	messages := []Message{}
	for _, m := range outbox(rt.store) {
		if name := r.URL.Query().Get("username"); name == "" || name == m.Username {
			messages = append(messages, m)
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(messages) // the client went away: nothing is left to tell it
}
