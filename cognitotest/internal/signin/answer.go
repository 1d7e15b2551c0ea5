package signin

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Answer is the response to a step.
type Answer interface {
	// step is the name of the step whose session the answer uses.
	step() string
	answer(*signIn) (Outcome, error)
}

// checked is an answer with a form that is checked before its session is looked up.
type checked interface{ check() error }

// sessionless is an answer that the API accepts without a Session string. find returns the
// session that it belongs to.
type sessionless interface {
	find(*signIn) (session string, err error)
}

// Answer checks the answer to the step of a session. A session is good for one answer,
// unless the answer leaves its step open.
//
// Errors: [InvalidSession], and those of the answer. If the step is still open, a page also
// gets it again, with the error.
func (s *Service) Answer(ctx context.Context, r Request, session string, a Answer) (Outcome, error) {
	pool, err := s.Store.Pool(r.Client.PoolID)
	if err != nil {
		return Outcome{}, err
	}
	in := &signIn{Service: s, Request: r, ctx: ctx, pool: pool, metadata: r.Metadata}
	if a, ok := a.(checked); ok {
		if err := a.check(); err != nil {
			return Outcome{}, err
		}
	}
	if a, ok := a.(sessionless); ok && session == "" {
		if session, err = a.find(in); err != nil {
			return Outcome{}, err
		}
	}
	if session == "" {
		return Outcome{}, missingSession()
	}
	if in.state, err = in.take(session, a.step()); err != nil {
		return Outcome{}, InvalidSession{err}
	}
	outcome, err := in.answered(a)
	if err != nil && in.leavesOpen(err) {
		return in.again(session, err), err
	}
	return outcome, err
}

// InvalidSession is the error of a Session string that belongs to no open step.
type InvalidSession struct{ error }

func (e InvalidSession) Unwrap() error { return e.error }

// NotOffered is the error of a choice that the step does not offer.
type NotOffered struct{ error }

func (e NotOffered) Unwrap() error { return e.error }

// MissingParameter is the error of a request without a parameter that it needs.
func MissingParameter(name string) error {
	return apierror.InvalidParameter("Missing required parameter %s", name)
}

func missingSession() error {
	return InvalidSession{MissingParameter("Session")} // amazon-archives/amazon-cognito-identity-js#270
}

// take uses up a session of the client's front end.
func (s *signIn) take(session, step string) (userpool.Challenge, error) {
	if !s.OnPage {
		return s.Store.TakeChallenge(session, s.Client.ID, step)
	}
	c, err := s.Store.TakePageSession(session, step)
	if err == nil && c.ClientID != s.Client.ID {
		err = apierror.NotAuthorized("Invalid session for the user.")
	}
	return c, err
}

func (s *signIn) answered(a Answer) (Outcome, error) {
	s.progress = s.state.Progress
	s.progress.DeviceKey = cmp.Or(s.DeviceKey, s.progress.DeviceKey)
	if s.OnPage { // the session belongs to the browser, and the form does not repeat the login
		s.Username = cmp.Or(s.state.Progress.Login, s.state.Username)
	} else if !s.isAbout(s.state, s.named()) {
		return Outcome{}, apierror.NotAuthorized("Invalid session for the user.")
	}
	return a.answer(s)
}

// named returns the username of the user whom an answer names, or "" if there is no such user.
func (s *signIn) named() string {
	user, err := s.Store.User(s.Client.PoolID, s.Username)
	if err != nil {
		return ""
	}
	return user.Username
}

// isAbout reports whether a challenge belongs to the user whom the answer names. A user who
// does not exist is named by the login of the start, or by the username that the challenge shows.
func (s *signIn) isAbout(c userpool.Challenge, named string) bool {
	if c.Progress.Simulated {
		return s.Username == c.Username || s.Username == c.Progress.Login
	}
	return named != "" && named == c.Username
}

// retriable are the errors that leave a step open, so that the client can ask the user again
// (a capture of CodeMismatchException; amazon-cognito-identity-js for a device that does not
// exist; the others are unspecified).
var retriable = []error{
	apierror.ErrInvalidPassword, apierror.ErrResourceNotFound, apierror.ErrInvalidParameter,
	apierror.ErrCodeMismatch, apierror.ErrExpiredCode,
	apierror.ErrPasswordHistory, apierror.ErrAliasExists,
}

// leavesOpen reports whether the step may be answered again after an error. The password
// page of managed login may, like the form of the classic page, which has no session.
func (s *signIn) leavesOpen(err error) bool {
	return s.OnPage && s.state.Name == userpool.FactorPassword ||
		slices.ContainsFunc(retriable, func(r error) bool { return errors.Is(err, r) })
}

// again makes the session good for another answer, within the time that it has left. A page
// shows the step again; the API returns only the error.
func (s *signIn) again(session string, err error) Outcome {
	if errors.Is(err, apierror.ErrResourceNotFound) {
		s.state.Progress.DeviceKey = "" // the client goes on without the device
	}
	s.Store.ReturnChallenge(session, s.state)
	if !s.OnPage {
		return Outcome{}
	}
	user, _ := s.Store.User(s.Client.PoolID, s.state.Username) // zero if the user does not exist, or has been deleted
	step := Step{Name: s.state.Name, Session: session, Username: s.state.Username, User: user, Choices: s.state.Choices}
	if step.Name == userpool.StepNewPassword {
		step.Missing = s.missing(user)
	}
	return Outcome{Step: &step}
}
