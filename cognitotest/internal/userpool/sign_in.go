package userpool

import (
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/transaction"
)

// CheckPassword checks the password of a login, and whether its account may sign in. It counts
// failures and locks the account after too many.
//
// Errors: UserNotFoundException, UserNotConfirmedException whatever the password,
// NotAuthorizedException for a locked account and a wrong password, and, after the right
// password, the errors of an account whose state does not allow a sign-in. A client that hides
// unknown users gets the errors for a wrong password, after the same time.
func (s *Store) CheckPassword(c Client, login, password string) (User, error) {
	work := s.work(passwordRequest{poolID: c.PoolID, login: login, current: password, hidesUnknown: c.HidesUnknownUsers()})
	return s.verify(c, login, func(p *poolState, u *User) bool {
		p.work = work
		right := p.hasPassword(*u, password)
		if right && u.ImportedPassword.Set() { // "Amazon Cognito migrates the user's credentials" (developer guide, "How password hash import works")
			p.replacePassword(u, password)
		}
		return right
	})
}

// CheckClaim is CheckPassword for the last step of an SRP exchange. right reports whether the
// client proved that it knows the password.
func (s *Store) CheckClaim(c Client, login string, right bool) (User, error) {
	return s.verify(c, login, func(*poolState, *User) bool { return right })
}

// verify checks the credentials of a login with right, and counts failures.
func (s *Store) verify(c Client, login string, right func(*poolState, *User) bool) (User, error) {
	return inPool(s, c.PoolID, func(p *poolState) (User, error) {
		now := s.Clock.Now()
		u, ok := p.userByLogin(login)
		if !ok {
			return User{}, p.rejectUnknown(c, login, now, func() { right(p, &User{Username: login}) })
		}
		if err := CheckConfirmed(u); err != nil {
			return User{}, err
		}
		if err := u.locked(now); err != nil {
			return User{}, err
		}
		if !u.HasPassword() && u.Status == StatusResetRequired && !c.HidesUnknownUsers() {
			return User{}, apierror.PasswordResetRequired() // an imported user "can enter any password" ("Requiring imported users to reset their passwords")
		}
		if !right(p, &u) {
			u.fail(&u.Failures, now)
			p.users.Put(u.Username, u)
			return User{}, transaction.Keep(incorrectPassword())
		}
		u.Failures, u.LockedUntil = 0, time.Time{}
		p.users.Put(u.Username, u)
		return u, transaction.Keep(maySignIn(u, now))
	})
}

// CheckConfirmed rejects a user who has signed up and has not confirmed the account, whatever
// the password (a maintainer in amazon-archives/amazon-cognito-identity-js#288;
// aws-amplify/amplify-js#11209). Unspecified: whether a disabled user gets another error, and
// whether PreventUserExistenceErrors changes the error.
func CheckConfirmed(u User) error {
	if u.Status == StatusUnconfirmed {
		return apierror.UserNotConfirmed()
	}
	return nil
}

// SignInAllowed rejects a user whose state does not allow to finish the sign-in. The state may have
// changed since the sign-in began.
func (s *Store) SignInAllowed(u User) error { return maySignIn(u, s.Clock.Now()) }

// maySignIn rejects an account whose password is right but whose state does not allow a
// sign-in.
func maySignIn(u User, now time.Time) error {
	switch {
	case !u.Enabled:
		return apierror.NotAuthorized("User is disabled.")
	case u.Status == StatusForceChangePassword && now.After(u.TemporaryUntil):
		return apierror.NotAuthorized("Temporary password has expired and must be reset by an administrator.")
	case u.Status == StatusResetRequired:
		return apierror.PasswordResetRequired()
	}
	return CheckConfirmed(u)
}

func incorrectPassword() error { return apierror.NotAuthorized("Incorrect username or password.") }
