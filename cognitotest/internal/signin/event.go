package signin

import (
	"errors"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/activity"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// challenged adds the result of a password or a second factor to the event of the sign-in.
func (s *signIn) challenged(name string, err error) {
	s.progress.Challenges = append(slices.Clip(s.progress.Challenges), userpool.EventChallenge{Name: name, Passed: err == nil})
}

// failing are the errors of a user whom the pool does not let in. Other errors, such as a missing
// parameter, are not in the history of the user (unspecified).
var failing = []error{
	apierror.ErrNotAuthorized, apierror.ErrCodeMismatch, apierror.ErrExpiredCode, apierror.ErrPasswordResetRequired, apierror.ErrUserNotConfirmed,
}

// recordEvent stores the event of the sign-in, if the pool has threat protection. All requests of a
// sign-in have one event (unspecified). It is in progress from the first right answer on, passes
// with the end of the sign-in, and fails with an error. An unknown user has no history.
func (s *signIn) recordEvent(login string, outcome Outcome, err error) {
	if !s.pool.HasThreatProtection() {
		return
	}
	user, unknown := s.Store.User(s.pool.ID, login)
	if unknown != nil {
		return
	}
	e := userpool.AuthEvent{
		ID: s.progress.EventID, Username: user.Username, Type: userpool.EventSignIn, Challenges: s.progress.Challenges, Activity: activity.FromContext(s.ctx),
	}
	switch {
	case err != nil && slices.ContainsFunc(failing, func(f error) bool { return errors.Is(err, f) }):
		e.Response = userpool.EventFail
	case err != nil:
		return
	case outcome.Result != nil:
		e.Response = userpool.EventPass
	case len(s.progress.Challenges) > 0:
		e.Response = userpool.EventInProgress
	default: // nothing is answered yet
		return
	}
	s.Store.RecordAuthEvent(s.pool.ID, e)
}
