package userpool

import (
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// ChangePassword replaces a password after it has checked the previous one. A wrong one counts
// as an attempt. A user without a password needs none (API_ChangePassword).
func (s *Store) ChangePassword(u User, previous, proposed string) (User, error) {
	work := s.work(passwordRequest{poolID: u.PoolID, login: u.Username, current: previous, proposed: proposed, policy: policyOfUser})
	return inPool(s, u.PoolID, func(p *poolState) (User, error) {
		p.work = work
		u, ok := p.userByLogin(u.Username)
		if !ok {
			return User{}, apierror.UserDoesNotExist()
		}
		now := s.Clock.Now()
		if err := u.checkAttempts(PurposeChangePassword, now); err != nil {
			return User{}, err
		}
		if u.HasPassword() && !p.hasPassword(u, previous) {
			u.countAttempt(PurposeChangePassword, now)
			p.putUser(u)
			return User{}, transaction.Keep(apierror.NotAuthorized("Incorrect username or password."))
		}
		if err := p.setPassword(&u, proposed, policyOfUser); err != nil {
			return User{}, err
		}
		u.useCode(PurposeChangePassword)
		u.Modified = now
		p.putUser(u)
		return u, nil
	})
}
