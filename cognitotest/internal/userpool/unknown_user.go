package userpool

import (
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// UnknownUser counts failed attempts with a login that no user has, at a client that hides
// unknown users. The login is locked like a user's, so that no error distinguishes the two.
// This is unspecified: the developer guide, "Managing user existence error responses", does
// not describe it.
type UnknownUser struct {
	FailedAttempts
	Tried time.Time
}

// unknownUser returns the record of a login that no user has, and its key.
func (p *poolState) unknownUser(login string) (key string, u UnknownUser) {
	if p.pool.CaseSensitive != nil && !*p.pool.CaseSensitive {
		login = strings.ToLower(login)
	}
	return login, p.unknown.At(login)
}

// rejectUnknown returns the error for the password of an unknown user: UserNotFoundException,
// or the error for a wrong password if the client hides unknown users. work does the computation of
// a password check, so that the response takes the same time.
func (p *poolState) rejectUnknown(c Client, login string, now time.Time, work func()) error {
	if !c.HidesUnknownUsers() {
		return apierror.UserDoesNotExist()
	}
	key, u := p.unknownUser(login)
	if err := u.locked(now); err != nil {
		return err
	}
	work()
	u.fail(&u.Failures, now)
	u.Tried = now
	p.unknown.Put(key, u)
	return transaction.Keep(incorrectPassword())
}

// RejectUnknownUser returns the error for the password of a user who did not exist when the
// sign-in began.
func (s *Store) RejectUnknownUser(c Client, login string) error {
	_, err := inPool(s, c.PoolID, func(p *poolState) (struct{}, error) {
		return struct{}{}, p.rejectUnknown(c, login, s.Clock.Now(), func() {})
	})
	return err
}

// CountUnknownAttempt is CountAttempt for the login of an unknown user, or of a user who must appear
// unknown.
func (s *Store) CountUnknownAttempt(poolID, login, purpose string) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		now := s.Clock.Now()
		key, u := p.unknownUser(login)
		if err := u.checkAttempts(purpose, now); err != nil {
			return struct{}{}, err
		}
		u.countAttempt(purpose, now)
		u.Tried = now
		p.unknown.Put(key, u)
		return struct{}{}, nil
	})
	return err
}
