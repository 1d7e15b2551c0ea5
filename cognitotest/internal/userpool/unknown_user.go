package userpool

import (
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// UnknownUser counts what was tried with a login that no user has, at a client that hides
// unknown users. The login is locked like that of a user, so that no refusal tells the two
// apart. That is chosen: the developer guide, "Managing user existence error responses", does
// not describe it.
type UnknownUser struct {
	Trials
	Tried time.Time
}

// unknownUser is what is kept of a login that no user has, and the key of it.
func (p *poolState) unknownUser(login string) (key string, u UnknownUser) {
	if p.pool.CaseSensitive != nil && !*p.pool.CaseSensitive {
		login = strings.ToLower(login)
	}
	return login, p.unknown.At(login)
}

// refuseUnknown refuses the password of a user who does not exist: openly, or like a wrong
// one where the client hides it. work is what a password costs.
func (p *poolState) refuseUnknown(c Client, login string, now time.Time, work func()) error {
	if !c.HidesUnknownUsers() {
		return userNotFound()
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

// RefuseUnknownUser refuses the password of a user who did not exist when the sign-in began.
func (s *Store) RefuseUnknownUser(c Client, login string) error {
	_, err := inPool(s, c.PoolID, func(p *poolState) (struct{}, error) {
		return struct{}{}, p.refuseUnknown(c, login, s.Clock.Now(), func() {})
	})
	return err
}

// CountUnknownAttempt is CountAttempt for a login whose user does not exist, or must look so.
func (s *Store) CountUnknownAttempt(poolID, login, purpose string) error {
	_, err := inPool(s, poolID, func(p *poolState) (struct{}, error) {
		now := s.Clock.Now()
		key, u := p.unknownUser(login)
		if err := u.mayTry(purpose, now); err != nil {
			return struct{}{}, err
		}
		u.countAttempt(purpose, now)
		u.Tried = now
		p.unknown.Put(key, u)
		return struct{}{}, nil
	})
	return err
}
