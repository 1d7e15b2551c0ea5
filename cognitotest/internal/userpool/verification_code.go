package userpool

import (
	"maps"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// VerificationCode is a code that was sent to a user.
type VerificationCode struct {
	Value     string
	Attribute string // email or phone_number
	Address   string // the destination of the code
	// Pending is true if Address becomes the user's attribute only when the code is entered.
	Pending   bool
	ExpiresAt time.Time
}

// The purposes of codes. The code of an attribute has its own: see [PurposeOf].
const (
	PurposeSignUp         = "sign-up"
	PurposeReset          = "reset"
	PurposeChangePassword = "change-password" // has attempts, but no code
	purposeAttribute      = "attribute:"
)

// PurposeOf returns the purpose of a code that verifies an attribute.
func PurposeOf(attribute string) string { return purposeAttribute + attribute }

// Lifetimes of codes: an hour for a password (developer guide, "Passwords, account recovery,
// and password policies"), otherwise a day ("Signing up and confirming user accounts").
const (
	resetCodeLifetime = time.Hour
	otherCodeLifetime = 24 * time.Hour
)

// KeepVerification stores a code that was sent. It replaces an older code with the same purpose.
func (s *Store) KeepVerification(u User, purpose string, c VerificationCode) error {
	c.ExpiresAt = s.Clock.Now().Add(otherCodeLifetime)
	if purpose == PurposeReset {
		c.ExpiresAt = s.Clock.Now().Add(resetCodeLifetime)
	}
	_, err := inPool(s, u.PoolID, func(p *poolState) (struct{}, error) {
		u, ok := p.userByLogin(u.Username)
		if !ok {
			return struct{}{}, apierror.UserDoesNotExist()
		}
		u.Codes = cloned(u.Codes)
		u.Codes[purpose] = c
		p.putUser(u)
		return struct{}{}, nil
	})
	return err
}

// CountAttempt counts a request for a code. It returns LimitExceededException after too many.
func (s *Store) CountAttempt(u User, purpose string) error {
	_, err := inPool(s, u.PoolID, func(p *poolState) (struct{}, error) {
		u, ok := p.userByLogin(u.Username)
		if !ok {
			return struct{}{}, apierror.UserDoesNotExist()
		}
		if err := u.checkAttempts(purpose, s.Clock.Now()); err != nil {
			return struct{}{}, err
		}
		u.countAttempt(purpose, s.Clock.Now())
		p.putUser(u)
		return struct{}{}, nil
	})
	return err
}

// checkCode checks the code of a purpose. wrong is true for a wrong value, which it counts as an
// attempt in u.
func (u *User) checkCode(purpose, value string, now time.Time) (c VerificationCode, wrong bool, err error) {
	if err := u.checkAttempts(purpose, now); err != nil {
		return c, false, err
	}
	c, ok := u.Codes[purpose]
	switch {
	case !ok || !now.Before(c.ExpiresAt):
		return c, false, apierror.ExpiredCode()
	case c.Value != value:
		u.countAttempt(purpose, now)
		return c, true, apierror.CodeMismatch()
	}
	return c, false, nil
}

// useCode removes a code after its use and resets the attempts.
func (u *User) useCode(purpose string) {
	u.Codes, u.Attempts = cloned(u.Codes), cloned(u.Attempts)
	delete(u.Codes, purpose)
	delete(u.Attempts, purpose)
}

func cloned[V any](m map[string]V) map[string]V {
	next := map[string]V{}
	maps.Copy(next, m)
	return next
}

// withCode checks a code, runs change on the user, and removes the code. before rejects users who
// cannot use a code. A wrong code counts as an attempt; no other error changes the user.
func (s *Store) withCode(poolID, login, purpose, value string, before func(User) error, change func(*poolState, *User, VerificationCode) error) (User, error) {
	return inPool(s, poolID, func(p *poolState) (User, error) {
		u, ok := p.userByLogin(login)
		if !ok {
			return User{}, apierror.UserDoesNotExist()
		}
		if err := before(u); err != nil {
			return User{}, err
		}
		c, wrong, err := u.checkCode(purpose, value, s.Clock.Now())
		if wrong {
			p.putUser(u)
			return User{}, transaction.Keep(err)
		}
		if err != nil {
			return User{}, err
		}
		if err := change(p, &u, c); err != nil {
			return User{}, err
		}
		u.useCode(purpose)
		u.Modified = s.Clock.Now()
		p.putUser(u)
		return u, nil
	})
}
