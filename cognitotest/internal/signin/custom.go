package signin

import (
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// srpStart is the first result of a custom sign-in that begins with SRP.
const srpStart = "SRP_A"

// Custom begins a sign-in that the pool's Lambda triggers decide about, CUSTOM_AUTH
// (developer guide, "Custom authentication challenge Lambda triggers").
type Custom struct {
	SRPFirst    bool   // CHALLENGE_NAME is SRP_A
	PublicValue string // SRP_A
}

func (f Custom) begin(s *signIn) (Outcome, error) {
	s.publicValue = f.PublicValue
	if !trigger.Has(s.pool, trigger.DefineAuthChallenge) {
		return Outcome{}, noCustomTrigger()
	}
	user, err := s.find()
	if err != nil {
		return Outcome{}, err
	}
	if user != nil && user.Status == userpool.StatusExternalProvider {
		return Outcome{}, incorrectPassword() // such a user signs in at the provider alone; unspecified text
	}
	if err := s.preAuthenticate(user); err != nil {
		return Outcome{}, err
	}
	if user != nil { // "as it does in other cases": aws-amplify/docs#4290; that it precedes the triggers is unspecified
		if err := userpool.CheckConfirmed(*user); err != nil {
			return Outcome{}, err
		}
	}
	s.progress.Custom = &userpool.CustomSignIn{}
	if f.SRPFirst {
		if f.PublicValue == "" {
			return Outcome{}, MissingParameter("SRP_A")
		}
		s.result(srpStart)
	}
	if user == nil {
		user = &userpool.User{PoolID: s.Client.PoolID, Username: s.Username}
	}
	return s.define(*user)
}

func noCustomTrigger() error {
	return apierror.InvalidParameter("Custom auth lambda trigger is not configured for the user pool.") // captures
}

// result notes a challenge that the user has passed, for the triggers of a custom sign-in.
func (s *signIn) result(name string) {
	if s.progress.Custom != nil {
		s.progress.Custom = s.progress.Custom.With(userpool.ChallengeResult{Name: name, Passed: true})
	}
}

// subject returns the user's attributes for the triggers. A user who does not exist has none.
func (s *signIn) subject(user userpool.User) map[string]string {
	if s.progress.Simulated {
		return map[string]string{}
	}
	return trigger.UserAttributes(user)
}

func (s *signIn) results() []trigger.ChallengeResult {
	list := []trigger.ChallengeResult{}
	for _, r := range s.progress.Custom.Results {
		list = append(list, trigger.ChallengeResult{ChallengeName: r.Name, ChallengeResult: r.Passed, ChallengeMetadata: trigger.Text(r.Metadata)})
	}
	return list
}

// define asks the define auth challenge trigger what comes next.
func (s *signIn) define(user userpool.User) (Outcome, error) {
	call := s.triggerCall(trigger.DefineAuthChallenge)
	call.Username = user.Username
	next, err := s.Triggers.DefineAuthChallenge(s.ctx, call, trigger.DefineAuthChallengeRequest{
		UserAttributes: s.subject(user), Session: s.results(), ClientMetadata: s.metadata, UserNotFound: s.progress.Simulated,
	})
	if err != nil {
		return Outcome{}, err
	}
	yes := func(b *bool) bool { return b != nil && *b }
	switch {
	case yes(next.FailAuthentication):
		return Outcome{}, incorrectPassword()
	case yes(next.IssueTokens):
		return s.issue(user)
	}
	switch next.ChallengeName {
	case CustomChallenge:
		return s.create(user)
	case PasswordVerifier:
		return s.verifyPasswordFirst(user)
	case userpool.StepNewPassword:
		if user.Status == userpool.StatusForceChangePassword && s.had(PasswordVerifier) {
			return s.askNewPassword(user)
		}
	}
	return Outcome{}, trigger.InvalidResponse("Unrecognizable lambda output") // the other challenges follow the password by themselves; unspecified
}

// issue signs in a user whom the trigger has accepted, once a remembered device has proved itself.
func (s *signIn) issue(user userpool.User) (Outcome, error) {
	if s.progress.Simulated {
		return Outcome{}, incorrectPassword()
	}
	if outcome, err := s.askDevice(user); outcome.Step != nil || err != nil {
		return outcome, err
	}
	s.progress.Custom = nil
	return s.finish(user)
}

func (s *signIn) had(name string) bool {
	for _, r := range s.progress.Custom.Results {
		if r.Name == name {
			return true
		}
	}
	return false
}

// verifyPasswordFirst asks for the password of a sign-in that began with SRP_A and has
// passed nothing else yet.
func (s *signIn) verifyPasswordFirst(user userpool.User) (Outcome, error) {
	if !s.had(srpStart) || len(s.progress.Custom.Results) != 1 {
		return Outcome{}, trigger.InvalidResponse("Unrecognizable lambda output") // unspecified
	}
	if s.progress.Simulated {
		return s.askPassword(nil)
	}
	return s.askPassword(&user)
}

// create asks the create auth challenge trigger for a challenge. Its public parameters go
// to the client, with the username (captures).
func (s *signIn) create(user userpool.User) (Outcome, error) {
	if !trigger.Has(s.pool, trigger.CreateAuthChallenge) {
		return Outcome{}, noCustomTrigger()
	}
	call := s.triggerCall(trigger.CreateAuthChallenge)
	call.Username = user.Username
	made, err := s.Triggers.CreateAuthChallenge(s.ctx, call, trigger.CreateAuthChallengeRequest{
		UserAttributes: s.subject(user), ChallengeName: CustomChallenge, Session: s.results(), ClientMetadata: s.metadata, UserNotFound: s.progress.Simulated,
	})
	if err != nil {
		return Outcome{}, err
	}
	open := *s.progress.Custom
	open.Private, open.Metadata = made.PrivateChallengeParameters, string(made.ChallengeMetadata)
	s.progress.Custom = &open
	return s.ask(userpool.Challenge{Name: CustomChallenge, Username: user.Username}, Step{Public: made.PublicChallengeParameters})
}

// CustomAnswer is the answer to a challenge of the create auth challenge trigger.
type CustomAnswer struct{ Answer string }

func (CustomAnswer) step() string { return CustomChallenge }

// answer lets the verify auth challenge response trigger check the answer and the define
// trigger choose what follows.
func (a CustomAnswer) answer(s *signIn) (Outcome, error) {
	if !trigger.Has(s.pool, trigger.VerifyAuthChallenge) {
		return Outcome{}, noCustomTrigger()
	}
	user := userpool.User{PoolID: s.Client.PoolID, Username: s.state.Username}
	if !s.progress.Simulated {
		var err error
		if user, err = s.Store.User(s.Client.PoolID, s.state.Username); err != nil {
			return Outcome{}, err
		}
	}
	call := s.triggerCall(trigger.VerifyAuthChallenge)
	call.Username = user.Username
	correct, err := s.Triggers.VerifyAuthChallenge(s.ctx, call, trigger.VerifyAuthChallengeRequest{
		UserAttributes: s.subject(user), PrivateChallengeParameters: s.progress.Custom.Private, ChallengeAnswer: a.Answer,
		ClientMetadata: s.metadata, UserNotFound: s.progress.Simulated,
	})
	if err != nil {
		return Outcome{}, err
	}
	s.progress.Custom = s.progress.Custom.With(userpool.ChallengeResult{Name: CustomChallenge, Passed: correct, Metadata: s.progress.Custom.Metadata})
	return s.define(user)
}
