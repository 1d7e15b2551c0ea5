package userpool

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction/journaltest"
)

const (
	expiredCode  = "ExpiredCodeException: Invalid code provided, please request a code again."
	wrongCode    = "CodeMismatchException: Invalid verification code provided, please try again."
	tooManyCodes = "LimitExceededException: Attempt limit exceeded, please try after some time."
)

// newCodeStore returns a store with the unconfirmed user jo, who has an email address and a phone number.
func newCodeStore(t *testing.T) (*Store, User) {
	t.Helper()
	s, pool := newStillStore(t, Pool{AliasAttributes: []string{"email"}})
	u := stillUser(pool, "jo", Attribute{"email", "jo@x.example"}, Attribute{"email_verified", "false"}, Attribute{"phone_number", "+15550100"})
	u.Status = "UNCONFIRMED"
	u, err := s.AddUser(u, false)
	require.NoError(t, err)
	return s, u
}

// The code of a password is valid for an hour, and any other code for a day.
func TestCodeExpires(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		purpose string
		wait    time.Duration
		want    string
	}{
		{"sign-up", 24*time.Hour - 1, ""},
		{"sign-up", 24 * time.Hour, expiredCode},
		{"attribute:email", 24*time.Hour - 1, ""},
		{"attribute:email", 24 * time.Hour, expiredCode},
		{"reset", time.Hour - 1, ""},
		{"reset", time.Hour, expiredCode},
	} {
		s, u := newCodeStore(t)
		require.NoError(t, s.KeepVerification(u, tt.purpose, VerificationCode{Value: "1", Attribute: "email", Address: "jo@x.example"}))
		s.Clock.Advance(tt.wait)
		var err error
		switch tt.purpose {
		case "sign-up":
			_, err = s.ConfirmSignUp(u.PoolID, "jo", "1", false)
		case "reset":
			_, err = s.ResetPassword(u.PoolID, "jo", "1", "Passw0rd")
		default:
			_, err = s.VerifyAttribute(u, "email", "1")
		}
		requireText(t, tt.want, err, "%+v", tt)
	}
}

// A newer code replaces an older one with the same purpose. A used code has no further use.
func TestCodeIsUsedOnce(t *testing.T) {
	t.Parallel()
	s, u := newCodeStore(t)
	keep := func(purpose, value string) {
		require.NoError(t, s.KeepVerification(u, purpose, VerificationCode{Value: value, Attribute: "email", Address: "jo@x.example"}))
	}
	confirm := func(value string) error {
		_, err := s.ConfirmSignUp(u.PoolID, "jo", value, false)
		return err
	}
	verify := func(value string) error {
		_, err := s.VerifyAttribute(u, "email", value)
		return err
	}
	require.EqualError(t, confirm("1"), expiredCode, "none was sent")
	keep("sign-up", "1")
	keep("sign-up", "2")
	keep("attribute:email", "3")
	require.EqualError(t, confirm("1"), wrongCode)
	require.EqualError(t, confirm("3"), wrongCode)
	require.EqualError(t, verify("2"), wrongCode)
	stored, err := s.User(u.PoolID, "jo")
	require.NoError(t, err)
	assert.Equal(t, map[string]Attempts{"sign-up": {Count: 2, Since: stillTime}, "attribute:email": {Count: 1, Since: stillTime}}, stored.Attempts)
	require.NoError(t, confirm("2"))
	require.NoError(t, verify("3"))
	require.EqualError(t, verify("3"), expiredCode)
	stored, err = s.User(u.PoolID, "jo")
	require.NoError(t, err)
	assert.Empty(t, stored.Codes)
	assert.Empty(t, stored.Attempts)
	unknown := u
	unknown.Username = "li"
	require.EqualError(t, s.KeepVerification(unknown, "reset", VerificationCode{}), "UserNotFoundException: User does not exist.")
	_, err = s.ConfirmSignUp(u.PoolID, "li", "1", false)
	require.EqualError(t, err, "UserNotFoundException: User does not exist.")
}

// After five wrong codes the right code is rejected, too, until an hour after the first one.
func TestWrongCodesAreLimited(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		wrong int
		wait  time.Duration
		want  string
	}{
		{4, 0, ""},
		{5, 0, tooManyCodes},
		{5, time.Hour - time.Minute - 1, tooManyCodes},
		{5, time.Hour - time.Minute, ""},
	} {
		s, u := newCodeStore(t)
		require.NoError(t, s.KeepVerification(u, "sign-up", VerificationCode{Value: "1", Attribute: "email", Address: "jo@x.example"}))
		for i := range tt.wrong {
			if i == 1 {
				s.Clock.Advance(time.Minute)
			}
			_, err := s.ConfirmSignUp(u.PoolID, "jo", "2", false)
			require.EqualError(t, err, wrongCode)
		}
		s.Clock.Advance(tt.wait)
		_, err := s.ConfirmSignUp(u.PoolID, "jo", "1", false)
		requireText(t, tt.want, err, "%+v", tt)
	}
}

func TestRequestsForCodesAreLimited(t *testing.T) {
	t.Parallel()
	s, u := newCodeStore(t)
	for range 5 {
		require.NoError(t, s.CountAttempt(u, "reset"))
		require.NoError(t, s.CountUnknownAttempt(u.PoolID, "li", "reset"))
	}
	require.EqualError(t, s.CountAttempt(u, "reset"), tooManyCodes)
	require.EqualError(t, s.CountUnknownAttempt(u.PoolID, "li", "reset"), tooManyCodes)
	require.NoError(t, s.CountAttempt(u, "sign-up"), "another purpose")
	require.NoError(t, s.CountUnknownAttempt(u.PoolID, "li", "sign-up"))
	require.NoError(t, s.CountUnknownAttempt(u.PoolID, "mi", "reset"))
	s.Clock.Advance(time.Hour - 1)
	require.EqualError(t, s.CountAttempt(u, "reset"), tooManyCodes)
	require.EqualError(t, s.CountUnknownAttempt(u.PoolID, "li", "reset"), tooManyCodes)
	s.Clock.Advance(1)
	for range 5 {
		require.NoError(t, s.CountAttempt(u, "reset"))
		require.NoError(t, s.CountUnknownAttempt(u.PoolID, "li", "reset"))
	}
	require.EqualError(t, s.CountAttempt(u, "reset"), tooManyCodes)
	require.EqualError(t, s.CountUnknownAttempt(u.PoolID, "li", "reset"), tooManyCodes)
	u.Username = "li"
	require.EqualError(t, s.CountAttempt(u, "reset"), "UserNotFoundException: User does not exist.")
}

// A confirmation by a code verifies the address of the code. A confirmation by an administrator verifies none.
func TestConfirmation(t *testing.T) {
	t.Parallel()
	state := func(status string) string {
		return "NotAuthorizedException: User cannot be confirmed. Current status is " + status
	}
	const disabled = "NotAuthorizedException: User is disabled."
	tests := []struct {
		name     string
		change   func(*User)
		address  string
		want     string
		verified string
	}{
		{"unconfirmed", nil, "jo@x.example", "", "true"},
		{"code for an earlier address", nil, "old@x.example", "", "false"},
		{"confirmed", func(u *User) { u.Status = "CONFIRMED" }, "jo@x.example", state("CONFIRMED"), "false"},
		{"temporary password", func(u *User) { u.Status = "FORCE_CHANGE_PASSWORD" }, "jo@x.example", state("FORCE_CHANGE_PASSWORD"), "false"},
		{"provider", func(u *User) { u.Status = "EXTERNAL_PROVIDER" }, "jo@x.example", state("EXTERNAL_PROVIDER"), "false"},
		{"disabled", func(u *User) { u.Enabled = false }, "jo@x.example", disabled, "false"},
	}
	for _, tt := range tests {
		for _, byAdmin := range []bool{false, true} {
			s, u := newCodeStore(t)
			require.NoError(t, s.KeepVerification(u, "sign-up", VerificationCode{Value: "1", Attribute: "email", Address: tt.address}))
			if tt.change != nil {
				_, err := s.changeUser(u.PoolID, "jo", func(_ *poolState, u *User) error { tt.change(u); return nil })
				require.NoError(t, err)
			}
			before, err := s.User(u.PoolID, "jo")
			require.NoError(t, err)
			s.Clock.Advance(time.Minute)
			if byAdmin {
				u, err = s.ConfirmUser(u.PoolID, "jo")
			} else {
				u, err = s.ConfirmSignUp(u.PoolID, "jo", "1", false)
			}
			requireText(t, tt.want, err, "%s, %v", tt.name, byAdmin)
			stored, err := s.User(before.PoolID, "jo")
			require.NoError(t, err)
			if tt.want != "" {
				assert.Equal(t, before, stored, tt.name)
				continue
			}
			assert.Equal(t, u, stored)
			assert.Equal(t, "CONFIRMED", u.Status)
			assert.Equal(t, stillTime.Add(time.Minute), u.Modified)
			assert.Empty(t, u.Codes, "the code has no further use")
			verified, _ := u.Attribute("email_verified")
			if byAdmin {
				tt.verified = "false"
			}
			assert.Equal(t, tt.verified, verified, "%s, %v", tt.name, byAdmin)
		}
	}
}

// An alias is taken from another user by force. Without force the code remains usable.
func TestConfirmationWithTheAliasOfAnotherUser(t *testing.T) {
	t.Parallel()
	s, u := newCodeStore(t)
	addStillUser(t, s, Pool{ID: u.PoolID}, "mo", Attribute{"email", "jo@x.example"}, Attribute{"email_verified", "true"})
	require.NoError(t, s.KeepVerification(u, "sign-up", VerificationCode{Value: "1", Attribute: "email", Address: "jo@x.example"}))
	_, err := s.ConfirmSignUp(u.PoolID, "jo", "1", false)
	require.EqualError(t, err, "AliasExistsException: An account with the email already exists.")
	owner, err := s.User(u.PoolID, "jo@x.example")
	require.NoError(t, err)
	assert.Equal(t, "mo", owner.Username)
	_, err = s.ConfirmSignUp(u.PoolID, "jo", "1", true)
	require.NoError(t, err)
	owner, err = s.User(u.PoolID, "jo@x.example")
	require.NoError(t, err)
	assert.Equal(t, "jo", owner.Username)
}

// An address that takes effect after its verification replaces the old one. Other codes verify the address to which they were sent.
func TestVerifyAttribute(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, address string
		pending       bool
		want          string
		email         string
		verified      string
	}{
		{"current address", "jo@x.example", false, "", "jo@x.example", "true"},
		{"previous address", "old@x.example", false, expiredCode, "jo@x.example", "false"},
		{"new address", "new@x.example", true, "", "new@x.example", "true"},
		{"alias of another user", "mo@x.example", true, "", "mo@x.example", "true"},
	} {
		s, u := newCodeStore(t)
		addStillUser(t, s, Pool{ID: u.PoolID}, "mo", Attribute{"email", "mo@x.example"}, Attribute{"email_verified", "true"})
		require.NoError(t, s.KeepVerification(u, "attribute:email", VerificationCode{Value: "1", Attribute: "email", Address: tt.address, Pending: tt.pending}))
		s.Clock.Advance(time.Minute)
		_, err := s.VerifyAttribute(u, "email", "1")
		requireText(t, tt.want, err, tt.name)
		u, err = s.User(u.PoolID, "jo")
		require.NoError(t, err)
		email, _ := u.Attribute("email")
		verified, _ := u.Attribute("email_verified")
		assert.Equal(t, []string{tt.email, tt.verified, "UNCONFIRMED"}, []string{email, verified, u.Status}, tt.name)
		_, flagged := u.Attribute("phone_number_verified")
		assert.False(t, flagged)
		if tt.want == "" {
			assert.Equal(t, stillTime.Add(time.Minute), u.Modified)
		}
		mo, err := s.User(u.PoolID, "mo")
		require.NoError(t, err)
		verified, _ = mo.Attribute("email_verified")
		assert.Equal(t, tt.name != "alias of another user", verified == "true")
	}
}

// A verified address must not be the preferred username of another user, which does not move.
func TestVerifyAttributeThatIsAPreferredUsername(t *testing.T) {
	t.Parallel()
	s, pool := newStillStore(t, Pool{AliasAttributes: []string{"email", "preferred_username"}})
	addStillUser(t, s, pool, "mo", Attribute{"preferred_username", "jo@x.example"})
	u := addStillUser(t, s, pool, "jo", Attribute{"email", "jo@x.example"})
	require.NoError(t, s.KeepVerification(u, "attribute:email", VerificationCode{Value: "1", Attribute: "email", Address: "jo@x.example"}))
	_, err := s.VerifyAttribute(u, "email", "1")
	require.EqualError(t, err, "AliasExistsException: An account with the email already exists.")
	stored, err := s.User(pool.ID, "jo")
	require.NoError(t, err)
	_, flagged := stored.Attribute("email_verified")
	assert.False(t, flagged)
	assert.Len(t, stored.Codes, 1, "the code remains usable")
}

// A confirmation that cannot be written does not use up the code.
func TestCodeOfAConfirmationThatIsNotWritten(t *testing.T) {
	t.Parallel()
	j := journaltest.NewMemory()
	s := open(t, j)
	pool, err := s.CreatePool("us-east-1", Pool{})
	require.NoError(t, err)
	u := stillUser(pool, "jo", Attribute{"email", "jo@x.example"})
	u.Status = "UNCONFIRMED"
	_, err = s.AddUser(u, false)
	require.NoError(t, err)
	require.NoError(t, s.KeepVerification(u, "sign-up", VerificationCode{Value: "1", Attribute: "email", Address: "jo@x.example"}))
	_, err = s.ConfirmSignUp(pool.ID, "jo", "2", false)
	require.EqualError(t, err, wrongCode)
	j.Full = errors.New("no space left on device")
	assert.Panics(t, func() { _, _ = s.ConfirmSignUp(pool.ID, "jo", "1", false) })
	j.Full = nil
	u, err = s.User(pool.ID, "jo")
	require.NoError(t, err)
	assert.Equal(t, 1, u.Attempts["sign-up"].Count)
	_, err = s.ConfirmSignUp(pool.ID, "jo", "1", false)
	require.NoError(t, err)
}
