package userpool

import "github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"

// signInCodeLength is the length of a code that replaces a password or is sent by email (a
// capture of EMAIL_OTP; SMS_OTP is unspecified). A code of SMS_MFA has six digits.
const signInCodeLength = 8

// NewSignInCode returns a random code for a challenge.
func NewSignInCode(challenge string) string {
	if challenge == StepSMS {
		return NewVerificationCode()
	}
	return randomString(digits, signInCodeLength)
}

// CheckSignInCode checks the code that a challenge has sent. A right code verifies the address to
// which it was sent. As a first factor it also confirms the user (developer guide, "Passwordless
// sign-in with one-time passwords"). The address stays unverified if the user has another address
// now, or if another account has it as an alias (unspecified).
//
// Errors: CodeMismatchException, which as first factor does not lock the account (a capture of
// six), and the errors of a user who may not sign in.
func (s *Store) CheckSignInCode(c Challenge, attribute, code string) (User, error) {
	check := func(p *poolState, u *User) error {
		if c.Code == "" || code != c.Code {
			return apierror.SignInCodeMismatch()
		}
		if value, _ := u.Attribute(attribute); value != c.Address {
			return nil
		}
		verified := *u
		verified.Attributes = setAttributes(u.Attributes, []Attribute{{verifiedFlag(attribute), "true"}})
		if p.checkLogins(verified) == nil {
			*u = verified
		}
		return nil
	}
	if !c.Progress.FirstFactor {
		return s.checkSecondFactor(c.PoolID, c.Username, check)
	}
	return s.changeUser(c.PoolID, c.Username, func(p *poolState, u *User) error {
		if err := check(p, u); err != nil {
			return err
		}
		if u.Status == StatusUnconfirmed {
			u.Status = StatusConfirmed
		}
		if err := maySignIn(*u, s.Clock.Now()); err != nil {
			return err
		}
		return p.checkLogins(*u)
	})
}
