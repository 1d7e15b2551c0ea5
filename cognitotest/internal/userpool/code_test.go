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

func TestRedeemedCodeHasItsRequest(t *testing.T) {
	t.Parallel()
	s := NewStore("123456789012")
	s.Clock.Base = func() time.Time { return stillTime }
	want := AuthorizationCode{PoolID: "us-east-1_a", ClientID: "c", Username: "jo", RedirectURI: "https://app.example", Scopes: []string{"openid"}, Nonce: "n"}
	issued := s.IssueCode(want)
	want.Value, want.ExpiresAt = issued.Value, stillTime.Add(5*time.Minute)
	assert.Equal(t, want, issued)
	redeemed, ok := s.RedeemCode(issued.Value, "c")
	assert.True(t, ok)
	assert.Equal(t, want, redeemed)
}
