package console

import (
	"encoding/json"
	"net/http"
	"strings"
)

// secret is what a page shows when the user asks for it.
type secret struct {
	Value string `json:"value"`
	Text  string `json:"text"` // of a message, which contains the value
}

// message sends the code and the text of a message.
func (c *Console) message(w http.ResponseWriter, r *http.Request) {
	for _, m := range c.Store.Messages() {
		if c.messageID(m) == r.URL.Query().Get("id") {
			sendSecret(w, secret{m.Code, m.Body})
			return
		}
	}
	http.Error(w, "The message does not exist any more. Reload the page.", http.StatusNotFound)
}

// clientSecret sends the secrets of an app client.
func (c *Console) clientSecret(w http.ResponseWriter, r *http.Request) {
	secrets, err := c.Store.ClientSecrets(r.URL.Query().Get("user_pool_id"), r.URL.Query().Get("client_id"))
	if err != nil || len(secrets) == 0 {
		http.Error(w, "The app client has no secret, or does not exist any more. Reload the page.", http.StatusNotFound)
		return
	}
	var values []string
	for _, s := range secrets {
		values = append(values, s.Value)
	}
	sendSecret(w, secret{Value: strings.Join(values, " ")})
}

func sendSecret(w http.ResponseWriter, s secret) {
	text, _ := json.Marshal(s) // cannot fail: the members are strings
	send(w, "application/json", text)
}
