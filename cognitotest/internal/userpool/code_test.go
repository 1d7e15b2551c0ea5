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
	assert.False(t, ok, "of another client")
	_, ok = s.RedeemCode(code, "c")
	assert.True(t, ok, "which has not spent it")
	_, ok = s.RedeemCode(code, "c")
	assert.False(t, ok, "twice")

	code = issue()
	s.Clock.Advance(CodeLifetime - time.Minute)
	_, ok = s.RedeemCode(code, "c")
	assert.True(t, ok, "in time")
	code = issue()
	s.Clock.Advance(CodeLifetime)
	_, ok = s.RedeemCode(code, "c")
	assert.False(t, ok, "late")
}
