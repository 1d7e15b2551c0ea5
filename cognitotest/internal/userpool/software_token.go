package userpool

import (
	"errors"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/totp"
)

// TOTP is a user's software token.
type TOTP struct {
	Secret   string // base32; "" if none was verified
	Pending  string // base32; associated, and replaces Secret once verified
	Name     string // the user's name for the device that shows the codes; may be ""
	LastStep int64  // the time step of the last accepted code (RFC 6238)
	FactorSetting
}

// accept checks a code at a time. It returns the token with the time step of the code as LastStep, so
// that the code cannot be used again.
func (t TOTP) accept(code string, now time.Time) (TOTP, error) {
	step, err := totp.Check(t.Secret, code, now, t.LastStep)
	switch {
	case errors.Is(err, totp.ErrUsed):
		return t, apierror.SoftwareTokenCodeUsed()
	case err != nil:
		return t, apierror.SoftwareTokenCodeMismatch()
	}
	t.LastStep = step
	return t, nil
}

// Verified reports whether the user has a verified software token.
func (t TOTP) Verified() bool { return t.Secret != "" }

// AssociateTOTP creates a new software token for a user and returns its key. VerifyTOTP activates it.
// Until then an older token stays valid.
//
// Errors: UserNotFoundException, and SoftwareTokenMFANotFoundException in a pool without
// software tokens.
func (s *Store) AssociateTOTP(poolID, login string) (secret string, err error) {
	secret = totp.NewSecret()
	_, err = s.changeUser(poolID, login, func(p *poolState, u *User) error {
		u.TOTP.Pending = secret
		return p.hasSoftwareToken()
	})
	return secret, err
}

// hasSoftwareToken returns an error if the pool does not allow software tokens (developer guide,
// "TOTP software token MFA").
func (p *poolState) hasSoftwareToken() error {
	if !p.pool.MFA.HasSoftwareToken() {
		return apierror.SoftwareTokenNotFound()
	}
	return nil
}

// CheckTOTP checks a code of a user's software token for a sign-in and marks it as used.
func (s *Store) CheckTOTP(poolID, login, code string) (User, error) {
	return s.checkSecondFactor(poolID, login, func(_ *poolState, u *User) (err error) {
		u.TOTP, err = u.TOTP.accept(code, s.Clock.Now())
		return err
	})
}

// DeleteTOTP removes a user's software token with its setting and its preference, and a secret that
// is not verified yet.
//
// Errors: UserNotFoundException, UserNotConfirmedException, and ResourceNotFoundException for a
// user without a verified software token. The conditions and the text of the last are unspecified.
func (s *Store) DeleteTOTP(poolID, login string) (User, error) {
	return s.changeUser(poolID, login, func(_ *poolState, u *User) error {
		if u.Status == StatusUnconfirmed {
			return apierror.UserNotConfirmed()
		}
		if !u.TOTP.Verified() {
			return apierror.ResourceNotFound("User has no software token.")
		}
		u.TOTP = TOTP{}
		return nil
	})
}

// VerifyTOTP checks the first code of the token that AssociateTOTP created. The token then replaces
// the user's older one. name is the name of the device, or "".
//
// Errors: the errors of AssociateTOTP, the errors of a user who may not sign in, and
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
