package signin

import (
	"context"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/account"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Service signs in the users of one store.
type Service struct {
	Store    *userpool.Store
	Issuer   *token.Issuer
	Triggers *trigger.Invoker
	Messages *message.Sender
	Accounts *account.Service
}

// Request is one request of a sign-in: its start, or the answer to a step.
type Request struct {
	Client userpool.Client
	// Username is the login that the client sends. A page sends it at the start alone; its
	// session keeps it.
	Username string
	// OnPage marks a sign-in on the pages of a domain. It differs from one through the API
	// where the developer guide says so or a form needs it: it has no devices ("Working with
	// user devices in your user pool"), it ends without tokens because the authorization
	// request decides about them, and it asks for one thing at a time.
	OnPage bool
	// SessionLifetime is how long the next step waits for its answer.
	SessionLifetime time.Duration
	SourceIP        string // "" if the request did not come over a network
	DeviceKey       string
	UserDevice      string // that the record of the session shows
	// Metadata is ClientMetadata. At a start it reaches the pre authentication and the
	// migrate user triggers alone, in an answer all others (API_InitiateAuth).
	Metadata map[string]string
}

// Flow is a way to begin a sign-in.
type Flow interface {
	begin(*signIn) (Outcome, error)
}

// Begin starts a sign-in.
//
// Errors: those of the user's state, of the credentials in the flow, and of the triggers.
// A client that prevents user existence errors gets the errors of a wrong password for an
// unknown user.
func (s *Service) Begin(ctx context.Context, r Request, f Flow) (Outcome, error) {
	pool, err := s.Store.Pool(r.Client.PoolID)
	if err != nil {
		return Outcome{}, err
	}
	in := &signIn{Service: s, Request: r, ctx: ctx, pool: pool, validation: r.Metadata}
	in.progress.DeviceKey = r.DeviceKey
	return f.begin(in)
}

// signIn is the work on one request.
type signIn struct {
	*Service
	Request
	ctx      context.Context // of the request
	pool     userpool.Pool
	state    userpool.Challenge // of the step that the request answers; zero at a start
	progress userpool.Progress
	// The metadata of the request, by the triggers that it reaches: one of the two is nil.
	validation map[string]string
	metadata   map[string]string
	// The credentials in the request, which not every flow and answer has.
	password    string
	publicValue string   // SRP_A
	available   []string // the first factors of the user, in the response to a start
}

// ask asks for c under a new session. step has what the front end shows beside it.
func (s *signIn) ask(c userpool.Challenge, step Step) (Outcome, error) {
	c.PoolID, c.ClientID, c.OnPage, c.Progress = s.Client.PoolID, s.Client.ID, s.OnPage, s.progress
	step.Name, step.Username, step.Choices, step.Available = c.Name, c.Username, c.Choices, s.available
	step.Session = s.Store.StartChallenge(c, s.SessionLifetime)
	return Outcome{Step: &step}, nil
}

// goOn follows a right first factor, or a challenge after it: with the step that the user
// must take next, or with the end of the sign-in. The device comes before the second factor,
// whose place it can take (developer guide, "Working with user devices in your user pool").
func (s *signIn) goOn(user userpool.User) (Outcome, error) {
	next, err := s.Store.Next(user)
	if err != nil {
		return Outcome{}, err
	}
	if next.Name == userpool.StepNewPassword {
		if s.progress.Custom != nil {
			return s.define(user)
		}
		return s.askNewPassword(user)
	}
	if outcome, err := s.askDevice(user); outcome.Step != nil || err != nil {
		return outcome, err
	}
	tracking, _ := s.pool.DeviceTracking()
	replaced := s.progress.DeviceKnown && tracking.ChallengeRequiredOnNewDevice
	if next.Name != "" && !replaced && !s.progress.FirstFactor {
		return s.askSecondFactor(user, next, Step{AfterFirstFactor: true})
	}
	return s.passed(user)
}

// passed follows the last challenge of the built-in kinds.
func (s *signIn) passed(user userpool.User) (Outcome, error) {
	if s.progress.Custom != nil {
		return s.define(user)
	}
	return s.finish(user)
}

// finish signs in a user who has passed every challenge. The post authentication trigger
// runs before the pre token generation trigger (captures).
func (s *signIn) finish(user userpool.User) (Outcome, error) {
	if err := s.Store.SignInAllowed(user); err != nil {
		return Outcome{}, err
	}
	device, fresh, err := s.deviceOfTokens(user)
	if err != nil {
		return Outcome{}, err
	}
	err = s.Triggers.PostAuthentication(s.ctx, s.triggerCall(trigger.PostAuthentication), user, fresh != nil, s.metadata)
	if err != nil {
		return Outcome{}, err
	}
	result := Result{User: user, NewDevice: fresh}
	if s.OnPage {
		return Outcome{Result: &result}, nil
	}
	source := trigger.TokensAuthentication
	switch {
	case s.progress.NewPassword:
		source = trigger.TokensNewPasswordChallenge
	case s.progress.DeviceKnown:
		source = trigger.TokensAuthenticateDevice
	}
	result.Tokens, err = s.Issuer.SignIn(token.SignIn{
		Client: s.Client, User: user, AuthTime: s.Store.Clock.Now(), API: true, Source: source, Metadata: s.metadata, DeviceKey: device,
		Activity: userpool.Activity{Device: s.UserDevice, IPAddress: s.SourceIP},
	})
	if err != nil {
		return Outcome{}, err
	}
	return Outcome{Result: &result}, nil
}

func (s *signIn) triggerCall(source string) trigger.Call {
	return trigger.Call{Source: source, Pool: s.pool, ClientID: s.Client.ID}
}
