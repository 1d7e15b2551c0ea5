package signin

import (
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/passkey"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// beginPasskey returns the challenge that a passkey of the user signs. No unknown user gets here,
// because firstFactors offers them no passkey.
func (s *signIn) beginPasskey(user *userpool.User) (Outcome, error) {
	challenge := passkey.NewChallenge()
	options, err := s.Passkeys.RequestOptions(*user, challenge, s.SessionLifetime)
	if err != nil {
		return Outcome{}, err
	}
	return s.ask(userpool.Challenge{Name: userpool.FactorPasskey, Username: user.Username, Passkey: challenge}, Step{User: *user, Passkey: &options})
}

// PasskeyResponse is the response of a passkey to WEB_AUTHN, an AuthenticationResponseJSON.
type PasskeyResponse struct{ Credential string }

func (PasskeyResponse) step() string { return userpool.FactorPasskey }

// answer verifies the response. The passkey must still be a first factor of the user: it may not
// replace a second factor that the pool or the user has turned on meanwhile (unspecified).
func (a PasskeyResponse) answer(s *signIn) (Outcome, error) {
	assertion, err := passkey.ParseAssertion(a.Credential)
	if err != nil {
		return Outcome{}, err
	}
	user, err := s.Store.User(s.Client.PoolID, s.state.Username)
	if err != nil {
		return Outcome{}, err
	}
	factors, err := s.Store.FirstFactors(user)
	if err != nil {
		return Outcome{}, err
	}
	if !slices.Contains(factors, userpool.FactorPasskey) {
		return Outcome{}, apierror.NotAuthorized("Invalid session for the user.")
	}
	user, proven, err := s.Passkeys.Verify(user, s.state.Passkey, assertion)
	if err != nil {
		return Outcome{}, err
	}
	s.progress.FirstFactor, s.progress.Passkey = true, &proven
	s.progress.Authentication = s.progress.Authentication.With(proven.Method())
	return s.continueSignIn(user)
}
