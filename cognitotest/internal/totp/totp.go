package totp

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // RFC 6238's default, which the authenticator apps use
	"encoding/base32"
	"encoding/binary"
	"errors"
	"fmt"
	"time"
)

const (
	period  = 30 * time.Second
	skew    = 1 // the number of accepted steps before and after the current step
	modulus = 1_000_000
)

var encoding = base32.StdEncoding.WithPadding(base32.NoPadding)

// NewSecret returns a new key of 32 bytes in base32.
func NewSecret() string {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	return encoding.EncodeToString(key)
}

// The errors of Check.
var (
	ErrMismatch = errors.New("totp: the code does not match")
	ErrUsed     = errors.New("totp: the code was used")
)

// Check returns the step of a code at a time. lastStep is the step of the last code that was
// accepted: its code and earlier ones are used, so that no code works twice (RFC 6238 section
// 5.2). An empty secret has no codes.
//
// Errors: ErrMismatch, ErrUsed.
func Check(secret, code string, now time.Time, lastStep int64) (step int64, err error) {
	current := now.Unix() / int64(period/time.Second)
	for step := current - skew; step <= current+skew; step++ {
		if secret == "" || code != Code(secret, step) {
			continue
		}
		if step <= lastStep {
			return 0, ErrUsed
		}
		return step, nil
	}
	return 0, ErrMismatch
}

// Code returns the one-time password of a step (RFC 4226 section 5.3), or "" if the secret is
// not base32.
func Code(secret string, step int64) string {
	key, err := encoding.DecodeString(secret)
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
	return fmt.Sprintf("%06d", truncated%modulus)
}
