package cognitotest

import (
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Message is one that the service would have sent to a person: a code, an invitation.
type Message struct {
	Medium  string // EMAIL or SMS
	To      string // an address, or a number with its +
	From    string // of an email
	Subject string // of an email
	Body    string
	// Code is the code in the body; in an invitation it is the temporary password.
	Code string
	// TriggerSource says why, as the custom message trigger's event does, such as
	// CustomMessage_SignUp. It is there whether or not the pool has that trigger.
	TriggerSource string
	UserPoolID    string
	ClientID      string // "" if an administrator caused it
	Username      string
	Time          time.Time // the server's
}

// Outbox returns every message that the server would have sent, oldest first. Nothing
// leaves the machine. A test in another language reads it as JSON, with these names, at
// [Server.URL] + "/_cognitotest/messages".
func (s *Server) Outbox() []Message { return outbox(s.store) }

func outbox(store *userpool.Store) []Message {
	var outbox []Message
	for _, m := range store.Messages() {
		outbox = append(outbox, Message{
			Medium: m.Medium, To: m.To, From: m.From, Subject: m.Subject, Body: m.Body, Code: m.Code, TriggerSource: m.Source,
			UserPoolID: m.PoolID, ClientID: m.ClientID, Username: m.Username, Time: m.Time,
		})
	}
	return outbox
}
