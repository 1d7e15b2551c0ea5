package cognitotest

import "time"

// Message is a message that the service would send to a user, such as a code or an invitation.
type Message struct {
	Medium  string // the delivery medium: EMAIL or SMS
	To      string // an email address, or a phone number that starts with +
	From    string // the sender of an email, "" for an SMS
	Subject string // the subject of an email, "" for an SMS
	// Body is "" for a message of a custom sender, and so are From and Subject.
	Body string
	// Code is the code in the body; in an invitation it is the temporary password.
	Code string
	// TriggerSource is the reason for the message, as in the event of the custom message
	// trigger, such as CustomMessage_SignUp. It is set also if the pool has no such trigger. For
	// a message of a custom sender it is as in the event of that trigger, such as
	// CustomEmailSender_SignUp.
	TriggerSource string
	UserPoolID    string
	ClientID      string // "" if an administrator caused it
	Username      string
	Time          time.Time // by the server's clock
}

// Outbox returns every message that the service would have sent, oldest first. The server
// sends none of them. A test in another language reads the outbox with the Control API.
func (s *Server) Outbox() []Message {
	var outbox []Message
	for _, m := range s.store.Messages() {
		outbox = append(outbox, Message{
			Medium: m.Medium, To: m.To, From: m.From, Subject: m.Subject, Body: m.Body, Code: m.Code, TriggerSource: m.Source,
			UserPoolID: m.PoolID, ClientID: m.ClientID, Username: m.Username, Time: m.Time,
		})
	}
	return outbox
}
