package userpool

import (
	"fmt"
	"time"
)

// Message is a message that the service would send. The emulator stores it and sends nothing.
type Message struct {
	PoolID   string
	ClientID string // "": without an app client
	Username string
	Source   string // the triggerSource of the custom message trigger, or of the custom sender
	Medium   string // EMAIL or SMS
	To       string
	From     string // of an email
	Subject  string // of an email
	Body     string // "" for a custom sender
	Code     string // the code, or the temporary password, in the body
	Time     time.Time
}

// The delivery media.
const (
	MediumEmail = "EMAIL"
	MediumSMS   = "SMS"
)

// KeepMessage stores a message with the current time.
func (s *Store) KeepMessage(m Message) {
	m.Time = s.Clock.Now()
	s.db.Do(func() { s.messages.Put(fmt.Sprintf("%012d", s.messages.Len()), m) })
}

// Messages returns every message, oldest first, including messages to users and pools that
// were deleted since.
func (s *Store) Messages() (messages []Message) {
	s.db.Do(func() { messages = s.messages.Sorted() })
	return messages
}

const (
	digits     = "0123456789"
	codeLength = 6
)

// NewVerificationCode returns a random code for a message.
func NewVerificationCode() string { return randomString(digits, codeLength) }
