package signin

import (
	"context"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/account"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passkey"
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
	Passkeys *passkey.Service
}

// Request is one request of a sign-in: its start, or the answer to a step.
type Request struct {
	Client userpool.Client
	// Username is the login that the client sends. A page sends it only at the start; the session
	// stores it.
	Username string
	// OnPage marks a sign-in on the hosted pages. It has no devices (developer guide, "Working
	// with user devices in your user pool"). It ends without tokens, because the authorization
	// request determines them. Each page asks for one value at a time, for example for the
	// username before the password.
	OnPage bool
	// SessionLifetime is how long the session of the next step is valid.
	SessionLifetime time.Duration
	SourceIP        string // "" if the request did not come over a network
	// Targets are the levels of authentication that the client requests, in its order. Credited is
	// what an earlier sign-in of the user counts for. Both are read at the start.
	Targets    []int
	Credited   userpool.Authentication
	DeviceKey  string
	UserDevice string // the record of the session contains it
	// Metadata is ClientMetadata. At the start only the pre authentication and migrate user
	// triggers receive it. With an answer all other triggers receive it (API_InitiateAuth).
	Metadata map[string]string
}

// Flow is an auth flow, with the parameters that begin it.
type Flow interface {
	begin(*signIn) (Outcome, error)
}

// Begin starts a sign-in.
//
// Errors: the errors of the user's state, of the credentials in the flow, and of the triggers. If
// the client prevents user existence errors, an unknown user gets the errors of a wrong password.
func (s *Service) Begin(ctx context.Context, r Request, f Flow) (Outcome, error) {
	pool, err := s.Store.Pool(r.Client.PoolID)
	if err != nil {
		return Outcome{}, err
	}
	in := &signIn{Service: s, Request: r, ctx: ctx, pool: pool, validation: r.Metadata}
	in.progress.DeviceKey, in.progress.EventID = r.DeviceKey, userpool.NewUUID()
	in.progress.Targets, in.progress.Authentication = r.Targets, r.Credited
	outcome, err := f.begin(in)
	in.recordEvent(r.Username, outcome, err)
	return outcome, err
}

// signIn is the state of one request while it is processed.
type signIn struct {
	*Service
	Request
	ctx      context.Context // of the request
	pool     userpool.Pool
	state    userpool.Challenge // the challenge that the request answers; the zero value at the start
	progress userpool.Progress
	// validation is the metadata for the pre authentication and migrate user triggers, metadata is
	// the metadata for the other triggers. One of the two is nil.
	validation map[string]string
	metadata   map[string]string
	// The credentials in the request. Some flows and answers have none.
	password    string
	publicValue string   // SRP_A
	available   []string // the first factors of the user, in the response to a start
}

// ask stores the challenge c under a new session and returns its step. step has the values that the
// front end shows and the store does not need.
func (s *signIn) ask(c userpool.Challenge, step Step) (Outcome, error) {
	c.PoolID, c.ClientID, c.OnPage, c.Progress = s.Client.PoolID, s.Client.ID, s.OnPage, s.progress
	step.Name, step.Username, step.Choices, step.Available = c.Name, c.Username, c.Choices, s.available
	step.Session = s.Store.StartChallenge(c, s.SessionLifetime)
	return Outcome{Step: &step}, nil
}

// continueSignIn runs after the first factor and after a challenge that follows it. It returns the
// user's next step or finishes the sign-in. The device authenticates before the second factor,
// because it can replace the second factor (developer guide, "Working with user devices in your
// user pool"), except a factor that a requested level requires (unspecified). A factor of a requested
// level satisfies required MFA.
func (s *signIn) continueSignIn(user userpool.User) (Outcome, error) {
	next, err := s.Store.Next(user)
	if err != nil {
		return Outcome{}, err
	}
	if next.Name == userpool.StepNewPassword {
		if s.progress.Custom != nil {
			return s.defineChallenge(user)
		}
		return s.askNewPassword(user)
	}
	if outcome, err := s.askDevice(user); outcome.Step != nil || err != nil {
		return outcome, err
	}
	if next.Name != userpool.StepMFASetup {
		if outcome, err := s.askMissing(user); outcome.Step != nil || err != nil {
			return outcome, err
		}
	}
	tracking, _ := s.pool.DeviceTracking()
	replaced := s.progress.DeviceKnown && tracking.ChallengeRequiredOnNewDevice
	if next.Name != "" && !replaced && !s.progress.FirstFactor && !s.progress.Authentication.MultiFactor() {
		return s.askSecondFactor(user, next, Step{AfterFirstFactor: true})
	}
	return s.completeChallenges(user)
}

// completeChallenges runs after the last built-in challenge. In a custom sign-in the define auth
// challenge trigger determines what follows.
func (s *signIn) completeChallenges(user userpool.User) (Outcome, error) {
	if s.progress.Custom != nil {
		return s.defineChallenge(user)
	}
	return s.finish(user)
}

// finish signs in a user who has passed every challenge. The post authentication trigger
// runs before the pre token generation trigger (captures).
func (s *signIn) finish(user userpool.User) (Outcome, error) {
	if err := s.Store.SignInAllowed(user); err != nil {
		return Outcome{}, err
	}
	if err := s.checkTarget(user); err != nil {
		return Outcome{}, err
	}
	authentication := s.progress.Authentication.With()
	device, newDevice, err := s.deviceOfTokens(user)
	if err != nil {
		return Outcome{}, err
	}
	err = s.Triggers.PostAuthentication(s.ctx, s.triggerCall(trigger.PostAuthentication), user, newDevice != nil, s.metadata)
	if err != nil {
		return Outcome{}, err
	}
	result := Result{User: user, Authentication: authentication, NewDevice: newDevice}
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
		Authentication: authentication, Activity: userpool.Activity{Device: s.UserDevice, IPAddress: s.SourceIP},
	})
	if err != nil {
		return Outcome{}, err
	}
	return Outcome{Result: &result}, nil
}

func (s *signIn) triggerCall(source string) trigger.Call {
	return trigger.Call{Source: source, Pool: s.pool, ClientID: s.Client.ID}
}
