package userpool

import (
	"fmt"
	"time"
)

// Message is one that the service would have sent: nothing leaves the stand-in.
type Message struct {
	PoolID   string
	ClientID string // "": not of an app client
	Username string
	Source   string // why, as the triggerSource of the custom message trigger
	Medium   string // EMAIL or SMS
	To       string
	From     string // of an email
	Subject  string // of an email
	Body     string
	Code     string // the code, or the temporary password, in the body
	Time     time.Time
}

// The mediums of messages.
const (
	MediumEmail = "EMAIL"
	MediumSMS   = "SMS"
)

// KeepMessage stores a message with the time.
func (s *Store) KeepMessage(m Message) {
	m.Time = s.Clock.Now()
	s.db.Do(func() { s.messages.Put(fmt.Sprintf("%012d", s.messages.Len()), m) })
}

// Messages returns every message, oldest first. Those of users and pools that were
// deleted are among them: they were sent.
func (s *Store) Messages() (messages []Message) {
	s.db.Do(func() { messages = s.messages.Sorted() })
	return messages
}

const (
	digits     = "0123456789"
	codeLength = 6
)

// NewVerificationCode makes the code of a message.
func NewVerificationCode() string { return randomString(digits, codeLength) }
