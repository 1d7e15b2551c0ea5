package userpool

import (
	"fmt"
	"strconv"
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
	s.db.Do(func() {
		next := 0
		if last := s.messages.Last(); last != "" { // messages may have been deleted, so their number may be smaller
			number, _ := strconv.Atoi(last) // this method has written the key
			next = number + 1
		}
		s.messages.Put(fmt.Sprintf("%012d", next), m)
	})
}

// Messages returns every message, oldest first, including messages to users and pools that
// were deleted since.
func (s *Store) Messages() (messages []Message) {
	s.db.Do(func() { messages = s.messages.Sorted() })
	return messages
}

// DeleteMessages deletes the messages for which match returns true. It returns how many.
func (s *Store) DeleteMessages(match func(Message) bool) (deleted int) {
	s.db.Do(func() {
		before := s.messages.Len()
		s.messages.DeleteFunc(match)
		deleted = before - s.messages.Len()
	})
	return deleted
}

const (
	digits     = "0123456789"
	codeLength = 6
)

// NewVerificationCode returns a random code for a message.
func NewVerificationCode() string { return randomString(digits, codeLength) }
