package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// A message has the time at which it was stored. The messages stay in their order, also after the last or the first
// one was deleted.
func TestMessagesHaveTheirTimeAndOrder(t *testing.T) {
	t.Parallel()
	s, _ := newStillStore(t, Pool{})
	keep := func(body string) {
		s.KeepMessage(Message{PoolID: "p", Body: body, Time: stillTime.AddDate(1, 0, 0)})
		s.Clock.Advance(time.Minute)
	}
	body := func(text string) func(Message) bool { return func(m Message) bool { return m.Body == text } }
	for i := range 12 {
		keep(string(rune('a' + i)))
	}
	assert.Equal(t, 1, s.DeleteMessages(body("l")), "the last one")
	assert.Equal(t, 1, s.DeleteMessages(body("a")), "the first one")
	keep("m")
	keep("n")
	var got string
	for _, m := range s.Messages() {
		got += m.Body
	}
	assert.Equal(t, "bcdefghijkmn", got)
	assert.Equal(t, Message{PoolID: "p", Body: "b", Time: stillTime.Add(time.Minute)}, s.Messages()[0])
	assert.Equal(t, Message{PoolID: "p", Body: "n", Time: stillTime.Add(13 * time.Minute)}, s.Messages()[11])
	assert.Equal(t, 12, s.DeleteMessages(func(Message) bool { return true }))
	assert.Empty(t, s.Messages())
	keep("o")
	assert.Len(t, s.Messages(), 1)
}

func TestVerificationCodeHasSixDigits(t *testing.T) {
	t.Parallel()
	for range 20 {
		assert.Regexp(t, `^[0-9]{6}$`, NewVerificationCode())
		assert.Regexp(t, `^[0-9]{6}$`, NewSignInCode("SMS_MFA"))
		assert.Regexp(t, `^[0-9]{8}$`, NewSignInCode("SMS_OTP"))
		assert.Regexp(t, `^[0-9]{8}$`, NewSignInCode("EMAIL_OTP"))
	}
}
