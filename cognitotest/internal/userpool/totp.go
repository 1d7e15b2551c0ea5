package userpool

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // RFC 6238's default, which the authenticator apps use
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"time"
)

// TOTP is a user's software token (RFC 6238: 30 s steps, 6 digits, SHA-1).
type TOTP struct {
	Secret    string // base32; "" if none was associated
	Verified  bool
	Preferred bool
	lastStep  int64
}

const (
	totpStep    = 30 * time.Second
	totpSkew    = 1 // steps before and after the current one that are accepted
	totpModulus = 1_000_000
)

func newTOTPSecret() string {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(key)
}

// accept checks a code at a time and returns the token with the code's step
// marked as used, so that no code works twice.
func (t TOTP) accept(code string, now time.Time) (TOTP, error) {
	current := now.Unix() / int64(totpStep/time.Second)
	for step := current - totpSkew; step <= current+totpSkew; step++ {
		if t.Secret == "" || code != t.code(step) { // no secret is not the empty secret
			continue
		}
		if step <= t.lastStep {
			return t, &Exception{Name: "ExpiredCodeException", Message: "Your software token has already been used once."}
		}
		t.lastStep = step
		return t, nil
	}
	return t, &Exception{Name: "CodeMismatchException", Message: "Invalid code received for user"}
}

// code is the one-time password of a step (RFC 4226 section 5.3).
func (t TOTP) code(step int64) string {
	key, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(t.Secret)
	if err != nil {
		return ""
	}
	var counter [8]byte
	binary.BigEndian.PutUint64(counter[:], uint64(step)) //nolint:gosec // steps since 1970 are not negative
	h := hmac.New(sha1.New, key)
	h.Write(counter[:])
	sum := h.Sum(nil)
	offset := sum[len(sum)-1] & 0x0f
	truncated := binary.BigEndian.Uint32(sum[offset:]) & 0x7fffffff
	return fmt.Sprintf("%06d", truncated%totpModulus)
}

// AssociateTOTP gives a user a new software token, which counts once verified.
func (s *Store) AssociateTOTP(poolID, login string) (secret string, err error) {
	secret = newTOTPSecret()
	_, err = s.changeUser(poolID, login, func(_ *poolState, u *User) error {
		u.TOTP = TOTP{Secret: secret}
		return nil
	})
	return secret, err
}

// CheckTOTP redeems a code of a user's software token; verify also marks the
// token as verified.
func (s *Store) CheckTOTP(poolID, login, code string, verify bool) (User, error) {
	return s.changeUser(poolID, login, func(_ *poolState, u *User) error {
		next, err := u.TOTP.accept(code, s.Clock.Now())
		if err != nil {
			return err
		}
		next.Verified = next.Verified || verify
		u.TOTP = next
		return nil
	})
}

// SetTOTPPreference turns a verified software token on or off as a user's second factor.
func (s *Store) SetTOTPPreference(poolID, login string, enabled bool) (User, error) {
	return s.changeUser(poolID, login, func(_ *poolState, u *User) error {
		if enabled && !u.TOTP.Verified {
			return InvalidParameter("User has not verified software token mfa")
		}
		u.TOTP.Preferred = enabled
		return nil
	})
}
