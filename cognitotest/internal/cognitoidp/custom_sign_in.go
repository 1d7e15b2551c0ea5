package cognitoidp

import (
	"maps"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// srpStart is the result with which a custom sign-in begins that has SRP first.
const srpStart = "SRP_A"

// withFunctions begins a sign-in that the pool's Lambda functions decide about (developer
// guide, "Custom authentication challenge Lambda triggers").
func (s *signIn) withFunctions() (any, error) {
	if !trigger.Has(s.pool, trigger.DefineAuthChallenge) {
		return nil, noCustomTrigger()
	}
	user, err := s.find()
	if err != nil {
		return nil, err
	}
	if user != nil && user.Status == userpool.StatusExternalProvider {
		return nil, incorrectPassword() // signs in at the provider alone; the text is chosen
	}
	if err := s.attempt(user); err != nil {
		return nil, err
	}
	if user != nil { // "as it does in other cases": aws-amplify/docs#4290; that no function is asked before: chosen
		if err := userpool.CheckConfirmed(*user); err != nil {
			return nil, err
		}
	}
	s.progress.Custom = &userpool.CustomSignIn{}
	if s.in["CHALLENGE_NAME"] == srpStart {
		if err := required(s.in, srpStart); err != nil {
			return nil, err
		}
		s.result(srpStart)
	}
	return s.define(valueOr(user, userpool.User{PoolID: s.client.PoolID, Username: s.in["USERNAME"]}))
}

func noCustomTrigger() error {
	return userpool.InvalidParameter("Custom auth lambda trigger is not configured for the user pool.") // captures
}

// result notes a challenge that the user has passed, for the functions of a custom sign-in.
func (s *signIn) result(name string) {
	if s.progress.Custom != nil {
		s.progress.Custom = s.progress.Custom.With(userpool.ChallengeResult{Name: name, Passed: true})
	}
}

// subject are the user's attributes for the functions; a user who does not exist has none.
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

// define asks the define auth challenge function what comes next.
func (s *signIn) define(user userpool.User) (any, error) {
	call := s.triggerCall(trigger.DefineAuthChallenge)
	call.Username = user.Username
	next, err := s.Triggers.DefineAuthChallenge(s.ctx, call, trigger.DefineAuthChallengeRequest{
		UserAttributes: s.subject(user), Session: s.results(), ClientMetadata: s.metadata, UserNotFound: s.progress.Simulated,
	})
	if err != nil {
		return nil, err
	}
	yes := func(b *bool) bool { return b != nil && *b }
	switch {
	case yes(next.FailAuthentication):
		return nil, incorrectPassword()
	case yes(next.IssueTokens):
		return s.issue(user)
	}
	switch next.ChallengeName {
	case customChallenge:
		return s.create(user)
	case passwordVerifier:
		return s.verifyPasswordFirst(user)
	case userpool.StepNewPassword:
		if user.Status == userpool.StatusForceChangePassword && s.had(passwordVerifier) {
			return s.askNewPassword(user)
		}
	}
	return nil, trigger.InvalidResponse("Unrecognizable lambda output") // other challenges follow the password by themselves; chosen
}

// issue signs in whom the function lets in, once a remembered device has proved itself.
func (s *signIn) issue(user userpool.User) (any, error) {
	if s.progress.Simulated {
		return nil, incorrectPassword()
	}
	if response, err := s.askDevice(user); response != nil || err != nil {
		return response, err
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

// verifyPasswordFirst is for a sign-in that began with SRP_A and has nothing behind it yet.
func (s *signIn) verifyPasswordFirst(user userpool.User) (any, error) {
	if !s.had(srpStart) || len(s.progress.Custom.Results) != 1 {
		return nil, trigger.InvalidResponse("Unrecognizable lambda output") // chosen
	}
	if s.progress.Simulated {
		return s.askPassword(nil)
	}
	return s.askPassword(&user)
}

// create asks the create auth challenge function for a challenge. Its public parameters go
// to the client, with the username (captures).
func (s *signIn) create(user userpool.User) (any, error) {
	if !trigger.Has(s.pool, trigger.CreateAuthChallenge) {
		return nil, noCustomTrigger()
	}
	call := s.triggerCall(trigger.CreateAuthChallenge)
	call.Username = user.Username
	made, err := s.Triggers.CreateAuthChallenge(s.ctx, call, trigger.CreateAuthChallengeRequest{
		UserAttributes: s.subject(user), ChallengeName: customChallenge, Session: s.results(), ClientMetadata: s.metadata, UserNotFound: s.progress.Simulated,
	})
	if err != nil {
		return nil, err
	}
	open := *s.progress.Custom
	open.Private, open.Metadata = made.PrivateChallengeParameters, string(made.ChallengeMetadata)
	s.progress.Custom = &open
	parameters := map[string]string{"USERNAME": user.Username}
	maps.Copy(parameters, made.PublicChallengeParameters)
	return s.ask(userpool.Challenge{Name: customChallenge, Username: user.Username}, parameters)
}

// answerCustom lets the verify auth challenge response function judge the answer and the
// define function what follows.
func (s *signIn) answerCustom() (any, error) {
	if !trigger.Has(s.pool, trigger.VerifyAuthChallenge) {
		return nil, noCustomTrigger()
	}
	user := userpool.User{PoolID: s.client.PoolID, Username: s.state.Username}
	if !s.progress.Simulated {
		var err error
		if user, err = s.Store.User(s.client.PoolID, s.state.Username); err != nil {
			return nil, err
		}
	}
	call := s.triggerCall(trigger.VerifyAuthChallenge)
	call.Username = user.Username
	correct, err := s.Triggers.VerifyAuthChallenge(s.ctx, call, trigger.VerifyAuthChallengeRequest{
		UserAttributes: s.subject(user), PrivateChallengeParameters: s.progress.Custom.Private, ChallengeAnswer: s.in["ANSWER"],
		ClientMetadata: s.metadata, UserNotFound: s.progress.Simulated,
	})
	if err != nil {
		return nil, err
	}
	s.progress.Custom = s.progress.Custom.With(userpool.ChallengeResult{Name: customChallenge, Passed: correct, Metadata: s.progress.Custom.Metadata})
	return s.define(user)
}
