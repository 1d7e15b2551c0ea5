package signin

import (
	"errors"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// findUser returns the user of a sign-in's start. It returns nil for an unknown user if the client
// must not learn that the user does not exist.
func (s *signIn) findUser() (*userpool.User, error) {
	user, err := s.Store.User(s.Client.PoolID, s.Username)
	if err != nil {
		return s.hideUnknownUser(err)
	}
	return &user, nil
}

// hideUnknownUser returns nil instead of UserNotFoundException if the client must not learn that the
// user does not exist (developer guide, "Managing user existence error responses"), or if the
// migrate user trigger can still create the user. It then marks the sign-in as simulated.
func (s *signIn) hideUnknownUser(err error) (*userpool.User, error) {
	if errors.Is(err, apierror.ErrUserNotFound) && (s.Client.HidesUnknownUsers() || s.canMigrateLater()) {
		s.progress.Simulated, s.progress.Login = true, s.Username
		return nil, nil
	}
	return nil, err
}

// preAuthenticate runs the pre authentication trigger, once for each sign-in. It also runs
// for an unknown user if the client hides unknown users (developer guide, "Managing user
// existence error responses"). known is nil for an unknown user.
func (s *signIn) preAuthenticate(known *userpool.User) error {
	unknown, hides := known == nil, s.Client.HidesUnknownUsers()
	if unknown && !hides {
		return nil
	}
	call := s.triggerCall(trigger.PreAuthentication)
	call.Username = s.Username
	request := trigger.PreAuthenticationRequest{UserAttributes: map[string]string{}, ValidationData: s.validation}
	if known != nil {
		call.Username, request.UserAttributes = known.Username, trigger.UserAttributes(*known)
	}
	if hides {
		request.UserNotFound = &unknown
	}
	return s.Triggers.PreAuthentication(s.ctx, call, request)
}

func incorrectPassword() error { return apierror.NotAuthorized("Incorrect username or password.") }
