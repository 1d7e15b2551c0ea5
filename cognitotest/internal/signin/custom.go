package signin

import (
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// srpStart is the name of the first challenge result of a custom sign-in that begins with SRP.
const srpStart = "SRP_A"

// Custom begins a sign-in that the pool's Lambda triggers control, CUSTOM_AUTH
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
	user, err := s.findUser()
	if err != nil {
		return Outcome{}, err
	}
	if user != nil && user.Status == userpool.StatusExternalProvider {
		return Outcome{}, incorrectPassword() // the user can only sign in at the provider; the text is unspecified
	}
	if err := s.preAuthenticate(user); err != nil {
		return Outcome{}, err
	}
	if user != nil { // aws-amplify/docs#4290 ("as it does in other cases"); checking before the challenge triggers run is unspecified
		if err := userpool.CheckConfirmed(*user); err != nil {
			return Outcome{}, err
		}
	}
	s.progress.Custom = &userpool.CustomSignIn{}
	if f.SRPFirst {
		if f.PublicValue == "" {
			return Outcome{}, MissingParameter("SRP_A")
		}
		s.recordResult(srpStart)
	}
	if user == nil {
		user = &userpool.User{PoolID: s.Client.PoolID, Username: s.Username}
	}
	return s.defineChallenge(*user)
}

func noCustomTrigger() error {
	return apierror.InvalidParameter("Custom auth lambda trigger is not configured for the user pool.") // captures
}

// recordResult records a challenge that the user has passed, for the triggers of a custom sign-in.
// It does nothing in other sign-ins.
func (s *signIn) recordResult(name string) {
	if s.progress.Custom != nil {
		s.progress.Custom = s.progress.Custom.With(userpool.ChallengeResult{Name: name, Passed: true})
	}
}

// triggerAttributes returns the user's attributes for an event. A simulated user has none.
func (s *signIn) triggerAttributes(user userpool.User) map[string]string {
	if s.progress.Simulated {
		return map[string]string{}
	}
	return trigger.UserAttributes(user)
}

// triggerResults returns the results of the challenges so far for an event.
func (s *signIn) triggerResults() []trigger.ChallengeResult {
	list := []trigger.ChallengeResult{}
	for _, r := range s.progress.Custom.Results {
		list = append(list, trigger.ChallengeResult{ChallengeName: r.Name, ChallengeResult: r.Passed, ChallengeMetadata: trigger.Text(r.Metadata)})
	}
	return list
}

// defineChallenge runs the define auth challenge trigger and does what its response requires: it
// fails the sign-in, returns tokens, or returns the next challenge.
func (s *signIn) defineChallenge(user userpool.User) (Outcome, error) {
	call := s.triggerCall(trigger.DefineAuthChallenge)
	call.Username = user.Username
	next, err := s.Triggers.DefineAuthChallenge(s.ctx, call, trigger.DefineAuthChallengeRequest{
		UserAttributes: s.triggerAttributes(user), Session: s.triggerResults(), ClientMetadata: s.metadata, UserNotFound: s.progress.Simulated,
	})
	if err != nil {
		return Outcome{}, err
	}
	isTrue := func(b *bool) bool { return b != nil && *b }
	switch {
	case isTrue(next.FailAuthentication):
		return Outcome{}, incorrectPassword()
	case isTrue(next.IssueTokens):
		return s.finishCustom(user)
	}
	switch next.ChallengeName {
	case CustomChallenge:
		return s.createChallenge(user)
	case PasswordVerifier:
		return s.verifyPasswordFirst(user)
	case userpool.StepNewPassword:
		if user.Status == userpool.StatusForceChangePassword && s.hasResult(PasswordVerifier) {
			return s.askNewPassword(user)
		}
	}
	return Outcome{}, trigger.InvalidResponse("Unrecognizable lambda output") // the other challenges follow the password without the trigger (unspecified)
}

// finishCustom signs in a user for whom the trigger returned issueTokens. If the client sent the key
// of a remembered device, the device must authenticate first.
func (s *signIn) finishCustom(user userpool.User) (Outcome, error) {
	if s.progress.Simulated {
		return Outcome{}, incorrectPassword()
	}
	if outcome, err := s.askDevice(user); outcome.Step != nil || err != nil {
		return outcome, err
	}
	return s.finish(user)
}

// hasResult reports whether the user has passed a challenge of the custom sign-in.
func (s *signIn) hasResult(name string) bool {
	for _, r := range s.progress.Custom.Results {
		if r.Name == name {
			return true
		}
	}
	return false
}

// verifyPasswordFirst returns the PASSWORD_VERIFIER challenge. It requires a sign-in that began with
// SRP_A and has no other result yet.
func (s *signIn) verifyPasswordFirst(user userpool.User) (Outcome, error) {
	if !s.hasResult(srpStart) || len(s.progress.Custom.Results) != 1 {
		return Outcome{}, trigger.InvalidResponse("Unrecognizable lambda output") // unspecified
	}
	if s.progress.Simulated {
		return s.askPassword(nil)
	}
	return s.askPassword(&user)
}

// createChallenge runs the create auth challenge trigger and returns its challenge. The client
// receives the public parameters and the username (captures).
func (s *signIn) createChallenge(user userpool.User) (Outcome, error) {
	if !trigger.Has(s.pool, trigger.CreateAuthChallenge) {
		return Outcome{}, noCustomTrigger()
	}
	call := s.triggerCall(trigger.CreateAuthChallenge)
	call.Username = user.Username
	created, err := s.Triggers.CreateAuthChallenge(s.ctx, call, trigger.CreateAuthChallengeRequest{
		UserAttributes: s.triggerAttributes(user), ChallengeName: CustomChallenge, Session: s.triggerResults(), ClientMetadata: s.metadata, UserNotFound: s.progress.Simulated,
	})
	if err != nil {
		return Outcome{}, err
	}
	current := *s.progress.Custom
	current.Private, current.Metadata = created.PrivateChallengeParameters, string(created.ChallengeMetadata)
	s.progress.Custom = &current
	return s.ask(userpool.Challenge{Name: CustomChallenge, Username: user.Username}, Step{Public: created.PublicChallengeParameters})
}

// CustomAnswer is the answer to a challenge of the create auth challenge trigger.
type CustomAnswer struct{ Answer string }

func (CustomAnswer) step() string { return CustomChallenge }

// answer runs the verify auth challenge response trigger, which checks the answer, and then the
// define auth challenge trigger, which returns the next step.
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
		UserAttributes: s.triggerAttributes(user), PrivateChallengeParameters: s.progress.Custom.Private, ChallengeAnswer: a.Answer,
		ClientMetadata: s.metadata, UserNotFound: s.progress.Simulated,
	})
	if err != nil {
		return Outcome{}, err
	}
	s.progress.Custom = s.progress.Custom.With(userpool.ChallengeResult{Name: CustomChallenge, Passed: correct, Metadata: s.progress.Custom.Metadata})
	return s.defineChallenge(user)
}
