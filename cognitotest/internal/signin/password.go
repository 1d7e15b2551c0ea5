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
	return s.withPassword()
}

// withPassword checks the password of the request. The migrate user trigger may know a user
// whom the pool does not have. It does not replace the pre authentication trigger: "they
// activate both" (developer guide, "Connecting Lambda triggers to user pool functional
// operations").
func (s *signIn) withPassword() (Outcome, error) {
	user, err := s.Store.User(s.Client.PoolID, s.Username)
	if errors.Is(err, apierror.ErrUserNotFound) {
		if user, err = s.migrate(); err == nil {
			return s.migrated(user)
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

// migrate creates a user whom the pool's migrate user trigger knows, with the password
// of the sign-in. UserNotFoundException if there is no such trigger or user.
func (s *signIn) migrate() (userpool.User, error) {
	return s.Accounts.Migrate(s.ctx, account.Migration{
		Source: trigger.UserMigrationAuthentication, Client: s.Client, Username: s.Username, Password: s.password, ValidationData: s.validation,
	})
}

// migrated goes on with a user whose password the migrate user trigger has checked.
func (s *signIn) migrated(user userpool.User) (Outcome, error) {
	s.progress.Simulated, s.progress.Login = false, ""
	if err := s.preAuthenticate(&user); err != nil {
		return Outcome{}, err
	}
	return s.goOn(user)
}

func (s *signIn) checkPassword() (Outcome, error) {
	user, err := s.Store.CheckPassword(s.Client, s.Username, s.password)
	if err != nil {
		return Outcome{}, err
	}
	return s.goOn(user)
}

func (s *signIn) askNewPassword(user userpool.User) (Outcome, error) {
	return s.ask(userpool.Challenge{Name: userpool.StepNewPassword, Username: user.Username}, Step{User: user, Missing: s.missing(user)})
}

// missing returns the attributes that the pool requires and the user does not have.
func (s *signIn) missing(user userpool.User) []string {
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
	s.result(userpool.StepNewPassword)
	return s.goOn(user)
}
