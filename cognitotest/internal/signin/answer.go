package signin

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Answer is the user's answer to a step.
type Answer interface {
	// step returns the name of the step whose session the answer uses.
	step() string
	answer(*signIn) (Outcome, error)
}

// validator is an answer whose format is checked before its session is looked up.
type validator interface{ check() error }

// sessionless is an answer that the API accepts without a Session string. findSession returns the
// session of the challenge that it answers.
type sessionless interface {
	findSession(*signIn) (session string, err error)
}

// Answer checks the answer to the step of a session. A session accepts one answer, unless the
// error of the answer leaves the step open.
//
// Errors: [InvalidSession], and the errors of the answer. If the step is still open, Answer also
// returns the step to a page, so that the page can show it again with the error.
func (s *Service) Answer(ctx context.Context, r Request, session string, a Answer) (Outcome, error) {
	pool, err := s.Store.Pool(r.Client.PoolID)
	if err != nil {
		return Outcome{}, err
	}
	in := &signIn{Service: s, Request: r, ctx: ctx, pool: pool, metadata: r.Metadata}
	if a, ok := a.(validator); ok {
		if err := a.check(); err != nil {
			return Outcome{}, err
		}
	}
	if a, ok := a.(sessionless); ok && session == "" {
		if session, err = a.findSession(in); err != nil {
			return Outcome{}, err
		}
	}
	if session == "" {
		return Outcome{}, missingSession()
	}
	if in.state, err = in.useSession(session, a.step()); err != nil {
		return Outcome{}, InvalidSession{err}
	}
	outcome, err := in.checkAnswer(a)
	in.recordEvent(in.state.Username, outcome, err)
	if err != nil && in.leavesOpen(err) {
		return in.reopenStep(session, err), err
	}
	return outcome, err
}

// InvalidSession is the error of a Session string without an open step.
type InvalidSession struct{ error }

func (e InvalidSession) Unwrap() error { return e.error }

// NotOffered is the error of a choice that the step does not offer.
type NotOffered struct{ error }

func (e NotOffered) Unwrap() error { return e.error }

// MissingParameter returns the error of a request without a required parameter.
func MissingParameter(name string) error {
	return apierror.InvalidParameter("Missing required parameter %s", name)
}

func missingSession() error {
	return InvalidSession{MissingParameter("Session")} // amazon-archives/amazon-cognito-identity-js#270
}

// useSession uses up a session. The session must belong to the client and to the front end of the
// request.
func (s *signIn) useSession(session, step string) (userpool.Challenge, error) {
	if s.OnPage {
		return s.Store.TakePageSession(session, s.Client.ID, step)
	}
	return s.Store.TakeChallenge(session, s.Client.ID, step)
}

// checkAnswer checks an answer whose session is valid.
func (s *signIn) checkAnswer(a Answer) (Outcome, error) {
	s.progress = s.state.Progress
	s.progress.DeviceKey = cmp.Or(s.DeviceKey, s.progress.DeviceKey)
	if s.OnPage { // the session belongs to the browser, so the form does not repeat the username
		s.Username = cmp.Or(s.state.Progress.Login, s.state.Username)
	} else if !s.belongsTo(s.state, s.requestedUsername()) {
		return Outcome{}, apierror.NotAuthorized("Invalid session for the user.")
	}
	return a.answer(s)
}

// requestedUsername returns the username of the user in the request, or "" if the pool does not
// have the user.
func (s *signIn) requestedUsername() string {
	user, err := s.Store.User(s.Client.PoolID, s.Username)
	if err != nil {
		return ""
	}
	return user.Username
}

// belongsTo reports whether a challenge belongs to the user in the request, whose username is
// username. For a simulated user the client sends the login of the start, or the username in the
// challenge.
func (s *signIn) belongsTo(c userpool.Challenge, username string) bool {
	if c.Progress.Simulated {
		return s.Username == c.Username || s.Username == c.Progress.Login
	}
	return username != "" && username == c.Username
}

// retriable are the errors that leave a step open, so that the user can retry (sources: a capture
// of CodeMismatchException; amazon-cognito-identity-js for a device that does not exist; the
// others are unspecified).
var retriable = []error{
	apierror.ErrInvalidPassword, apierror.ErrResourceNotFound, apierror.ErrInvalidParameter,
	apierror.ErrCodeMismatch, apierror.ErrExpiredCode,
	apierror.ErrPasswordHistory, apierror.ErrAliasExists,
}

// leavesOpen reports whether the step accepts another answer after an error. The password page of
// managed login accepts one after every error, as the form of the classic page does, which has no
// session.
func (s *signIn) leavesOpen(err error) bool {
	return s.OnPage && s.state.Name == userpool.FactorPassword ||
		slices.ContainsFunc(retriable, func(r error) bool { return errors.Is(err, r) })
}

// reopenStep makes the session accept another answer. The expiry of the session stays. It returns
// the step for a page, and an empty outcome for the API, which returns only the error.
func (s *signIn) reopenStep(session string, err error) Outcome {
	if errors.Is(err, apierror.ErrResourceNotFound) {
		s.state.Progress.DeviceKey = "" // the client continues without the device
	}
	s.state.Progress.Challenges = s.progress.Challenges
	s.Store.ReturnChallenge(session, s.state)
	if !s.OnPage {
		return Outcome{}
	}
	user, _ := s.Store.User(s.Client.PoolID, s.state.Username) // the zero value for a simulated or deleted user
	step := Step{Name: s.state.Name, Session: session, Username: s.state.Username, User: user, Choices: s.state.Choices}
	switch step.Name {
	case userpool.StepNewPassword:
		step.Missing = s.missingAttributes(user)
	case userpool.FactorPasskey:
		if options, err := s.Passkeys.RequestOptions(user, s.state.Passkey, s.SessionLifetime); err == nil {
			step.Passkey = &options
		}
	}
	return Outcome{Step: &step}
}
