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
	Secret   string // base32; "" if none was verified
	Pending  string // base32; associated, and takes the secret's place once verified
	Name     string // of the device that shows the codes, as the user called it; may be ""
	LastStep int64
	FactorSetting
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
		if step <= t.LastStep {
			return t, &Exception{Name: "ExpiredCodeException", Message: "Your software token has already been used once."}
		}
		t.LastStep = step
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

// Verified reports whether the user has a software token that works.
func (t TOTP) Verified() bool { return t.Secret != "" }

// AssociateTOTP gives a user a new software token, which counts once verified;
// until then the old one, if there is one, stays.
//
// Errors: UserNotFoundException, and SoftwareTokenMFANotFoundException in a pool without
// software tokens.
func (s *Store) AssociateTOTP(poolID, login string) (secret string, err error) {
	secret = newTOTPSecret()
	_, err = s.changeUser(poolID, login, func(p *poolState, u *User) error {
		u.TOTP.Pending = secret
		return p.hasSoftwareToken()
	})
	return secret, err
}

// hasSoftwareToken refuses to set up a token that the pool does not have (developer guide,
// "TOTP software token MFA").
func (p *poolState) hasSoftwareToken() error {
	if !p.pool.MFA.HasSoftwareToken() {
		return &Exception{Name: "SoftwareTokenMFANotFoundException", Message: "Software Token MFA has not been enabled by the userPool"}
	}
	return nil
}

// CheckTOTP redeems a code of a user's software token for a sign-in.
func (s *Store) CheckTOTP(poolID, login, code string) (User, error) {
	return s.checkSecondFactor(poolID, login, func(_ *poolState, u *User) (err error) {
		u.TOTP, err = u.TOTP.accept(code, s.Clock.Now())
		return err
	})
}

// VerifyTOTP redeems the first code of a software token that was associated, which
// then takes the place of the user's old one. name is the device's, or "".
//
// Errors: those of AssociateTOTP, those of a user who may not sign in, and
// CodeMismatchException.
func (s *Store) VerifyTOTP(poolID, login, code, name string) (User, error) {
	return s.changeUser(poolID, login, func(p *poolState, u *User) error {
		if err := maySignIn(*u, s.Clock.Now()); err != nil {
			return err
		}
		if err := p.hasSoftwareToken(); err != nil {
			return err
		}
		next, err := TOTP{Secret: u.TOTP.Pending, Name: name, FactorSetting: u.TOTP.FactorSetting}.accept(code, s.Clock.Now())
		if err == nil {
			u.TOTP = next
		}
		return err
	})
}
