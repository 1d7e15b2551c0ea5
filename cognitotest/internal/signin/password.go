package signin

import (
	"errors"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/account"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Password begins a sign-in with the password in the request, as USER_PASSWORD_AUTH,
// ADMIN_USER_PASSWORD_AUTH and the classic page do.
type Password struct{ Password string }

func (f Password) begin(s *signIn) (Outcome, error) {
	s.password = f.Password
	return s.signInWithPassword()
}

// signInWithPassword checks the password of the request. For an unknown user it first runs the
// migrate user trigger, which can create the user. The pre authentication trigger runs as well:
// "they activate both" (developer guide, "Connecting Lambda triggers to user pool functional
// operations").
func (s *signIn) signInWithPassword() (Outcome, error) {
	user, err := s.Store.User(s.Client.PoolID, s.Username)
	if errors.Is(err, apierror.ErrUserNotFound) {
		if user, err = s.migrate(); err == nil {
			return s.continueMigrated(user)
		}
		if !errors.Is(err, apierror.ErrUserNotFound) {
			return Outcome{}, err
		}
		if err := s.preAuthenticate(nil); err != nil {
			return Outcome{}, err
		}
		return s.checkPassword()
	}
	if err != nil {
		return Outcome{}, err
	}
	if err := s.preAuthenticate(&user); err != nil {
		return Outcome{}, err
	}
	return s.checkPassword()
}

// migrate runs the migrate user trigger and creates the user that it returns, with the password of
// the sign-in.
//
// Errors: UserNotFoundException if the pool has no such trigger or the trigger rejects the user,
// and the errors of the trigger.
func (s *signIn) migrate() (userpool.User, error) {
	return s.Accounts.Migrate(s.ctx, account.Migration{
		Source: trigger.UserMigrationAuthentication, Client: s.Client, Username: s.Username, Password: s.password, ValidationData: s.validation,
	})
}

// continueMigrated continues the sign-in of a user whose password the migrate user trigger has
// checked.
func (s *signIn) continueMigrated(user userpool.User) (Outcome, error) {
	s.progress.Simulated, s.progress.Login = false, ""
	if err := s.preAuthenticate(&user); err != nil {
		return Outcome{}, err
	}
	s.complete(userpool.FactorPassword)
	return s.continueSignIn(user)
}

func (s *signIn) checkPassword() (Outcome, error) {
	user, err := s.Store.CheckPassword(s.Client, s.Username, s.password)
	s.challenged(userpool.EventPassword, err)
	if err != nil {
		return Outcome{}, err
	}
	s.complete(userpool.FactorPassword)
	return s.continueSignIn(user)
}

func (s *signIn) askNewPassword(user userpool.User) (Outcome, error) {
	return s.ask(userpool.Challenge{Name: userpool.StepNewPassword, Username: user.Username}, Step{User: user, Missing: s.missingAttributes(user)})
}

// missingAttributes returns the attributes that the pool requires and the user does not have.
func (s *signIn) missingAttributes(user userpool.User) []string {
	var names []string
	for _, name := range s.pool.RequiredAttributes() {
		if _, ok := user.Attribute(name); !ok {
			names = append(names, name)
		}
	}
	return names
}

// NewPassword replaces a temporary password and sets attributes that the client may write.
type NewPassword struct {
	Password   string
	Attributes []userpool.Attribute
}

func (NewPassword) step() string { return userpool.StepNewPassword }

func (a NewPassword) answer(s *signIn) (Outcome, error) {
	if err := s.Client.CheckWrite(s.pool, userpool.AttributeNames(a.Attributes)); err != nil {
		return Outcome{}, err
	}
	user, err := s.Store.ReplaceTemporaryPassword(s.Client.PoolID, s.state.Username, a.Password, a.Attributes)
	if err != nil {
		return Outcome{}, err
	}
	s.progress.NewPassword = true
	s.recordResult(userpool.StepNewPassword)
	return s.continueSignIn(user)
}
