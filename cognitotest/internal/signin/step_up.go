package signin

import (
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// complete records that the user has passed a challenge, for acr and amr. A challenge that is no
// factor, or one of several methods, changes nothing.
func (s *signIn) complete(challenge string) {
	if methods := userpool.MethodsOf(challenge); len(methods) == 1 {
		s.progress.Authentication = s.progress.Authentication.With(methods[0])
	}
}

// missing returns what the user must still complete for the requested levels. user is nil for an
// unknown user.
func (s *signIn) missing(user *userpool.User) ([]userpool.Missing, error) {
	return s.Store.StepUp(s.Client.PoolID, user, s.progress.Targets, s.progress.Authentication)
}

// checkTarget rejects the end of a sign-in that has not reached a requested level: "Step-up
// authentication is all-or-nothing" (developer guide, "Step-up authentication with the USER_AUTH
// flow"). The user may have lost a factor since the start.
func (s *signIn) checkTarget(user userpool.User) error {
	missing, err := s.missing(&user)
	if err == nil && len(missing) > 0 {
		err = apierror.ErrLevelOutOfReach
	}
	return err
}

// beginTarget begins a sign-in of USER_AUTH with a requested level. It limits the available first
// factors to those that lead to the level. If the user is credited for the first factor, it returns
// the next step or, if no challenge is left, the result. Otherwise the outcome is empty.
func (s *signIn) beginTarget(user *userpool.User) (Outcome, error) {
	if user != nil {
		s.dropOldPassword(*user)
	}
	credited := s.progress.Authentication
	missing, err := s.missing(user)
	if err != nil {
		return Outcome{}, err
	}
	s.available = startingWith(missing, s.available)
	if user == nil || len(credited.AMR) == 0 || len(missing) > 0 && !slices.ContainsFunc(missing, withoutFirst) {
		return Outcome{}, nil
	}
	if len(missing) == 0 && credited.Level > 0 {
		next, err := s.Store.Next(*user)
		if err != nil {
			return Outcome{}, err
		}
		if next.Name == "" || credited.MultiFactor() {
			return Outcome{}, apierror.LevelReached()
		}
	}
	s.available = nil
	return s.continueSignIn(*user)
}

// StepUp asks a user who is signed in on the pages for the factors that a requested level still
// requires. That the pre authentication trigger runs is unspecified.
type StepUp struct{}

func (StepUp) begin(s *signIn) (Outcome, error) {
	user, err := s.Store.User(s.Client.PoolID, s.Username)
	if err != nil {
		return Outcome{}, err
	}
	if err := s.preAuthenticate(&user); err != nil {
		return Outcome{}, err
	}
	if s.dropOldPassword(user) {
		return s.askForPassword([]string{userpool.FactorPassword})
	}
	return s.continueSignIn(user)
}

// dropOldPassword drops the credit for an earlier sign-in if an administrator has replaced the user's
// password by a temporary one, which the user must enter (unspecified).
func (s *signIn) dropOldPassword(user userpool.User) bool {
	if user.Status != userpool.StatusForceChangePassword {
		return false
	}
	s.progress.Authentication = userpool.Authentication{}
	return true
}

// askMissing returns the challenge for the next factor that a requested level requires. The outcome is
// empty if none is missing.
func (s *signIn) askMissing(user userpool.User) (Outcome, error) {
	missing, err := s.missing(&user)
	if err != nil || len(missing) == 0 {
		return Outcome{}, err
	}
	if !slices.ContainsFunc(missing, withoutFirst) {
		choices, err := s.firstFactors(&user)
		if err != nil {
			return Outcome{}, err
		}
		choices = startingWith(missing, choices)
		if s.OnPage {
			return s.offer(&user, choices)
		}
		return s.ask(userpool.Challenge{Name: SelectChallenge, Username: user.Username, Choices: choices}, Step{})
	}
	var factors []string
	for _, m := range missing {
		if m.First == "" {
			factors = append(factors, secondFactorOf[m.Second])
		}
	}
	if len(factors) > 1 {
		return s.askSecondFactor(user, userpool.Step{Name: userpool.StepSelectMFA, Choices: factors}, Step{AfterFirstFactor: true})
	}
	return s.askSecondFactor(user, userpool.Step{Name: factors[0]}, Step{AfterFirstFactor: true})
}

// secondFactorOf maps a method to the second factor that completes it.
var secondFactorOf = map[string]string{
	userpool.MethodSoftwareToken: userpool.StepSoftwareToken, userpool.MethodSMS: userpool.StepSMS, userpool.MethodEmail: userpool.StepEmail,
}

func withoutFirst(m userpool.Missing) bool { return m.First == "" }

// startingWith returns the first factors that complete a missing first factor, or all of them if
// nothing is missing.
func startingWith(missing []userpool.Missing, factors []string) []string {
	if len(missing) == 0 {
		return factors
	}
	return slices.DeleteFunc(factors, func(f string) bool {
		return !slices.ContainsFunc(missing, func(m userpool.Missing) bool { return slices.Contains(userpool.MethodsOf(f), m.First) })
	})
}
