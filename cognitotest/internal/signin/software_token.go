package signin

import "github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"

// AssociateSoftwareToken creates a software token for the user of an MFA_SETUP session. It uses up
// the session, and returns the key of the token and the session that follows.
func (s *Service) AssociateSoftwareToken(session string) (secret, next string, err error) {
	next, err = s.replaceSession(session, func(user userpool.User, _ *userpool.Progress) (err error) {
		secret, err = s.Store.AssociateTOTP(user.PoolID, user.Username)
		return err
	})
	return secret, next, err
}

// VerifySoftwareToken confirms the software token of an MFA_SETUP session with its first
// code. It uses up the session and returns the session that [SetUp] requires.
func (s *Service) VerifySoftwareToken(session, code, name string) (next string, err error) {
	return s.replaceSession(session, func(user userpool.User, progress *userpool.Progress) error {
		_, err := s.Store.VerifyTOTP(user.PoolID, user.Username, code, name)
		progress.TokenVerified = err == nil
		return err
	})
}

// replaceSession runs f for the user of an MFA_SETUP session and replaces the session. An error of
// f leaves the session usable, so that a user can correct a mistyped code (unspecified).
func (s *Service) replaceSession(session string, f func(userpool.User, *userpool.Progress) error) (next string, err error) {
	state, err := s.Store.TakeSession(session, userpool.StepMFASetup)
	if err != nil {
		return "", err
	}
	user, err := s.Store.User(state.PoolID, state.Username)
	if err == nil {
		err = s.Store.CheckSetUp(user)
	}
	if err != nil {
		return "", err
	}
	changed := state
	if err := f(user, &changed.Progress); err != nil {
		s.Store.ReturnChallenge(session, state)
		return "", err
	}
	return s.Store.ContinueChallenge(changed), nil
}
