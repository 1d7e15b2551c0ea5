package userpool

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// A code can be used once, for five minutes, by one client (developer guide).
func TestAuthorizationCodeIsUsableOnceByItsClient(t *testing.T) {
	s := NewStore("123456789012")
	issue := func() string { return s.IssueCode(AuthorizationCode{ClientID: "c"}).Value }

	code := issue()
	_, ok := s.RedeemCode(code, "other")
	assert.False(t, ok, "a code of another client")
	_, ok = s.RedeemCode(code, "c")
	assert.True(t, ok, "the attempt of another client did not use up the code")
	_, ok = s.RedeemCode(code, "c")
	assert.False(t, ok, "second use")

	code = issue()
	s.Clock.Advance(CodeLifetime - time.Minute)
	_, ok = s.RedeemCode(code, "c")
	assert.True(t, ok, "before its expiry")
	code = issue()
	s.Clock.Advance(CodeLifetime)
	_, ok = s.RedeemCode(code, "c")
	assert.False(t, ok, "after its expiry")
}
