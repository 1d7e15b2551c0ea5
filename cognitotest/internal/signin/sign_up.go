package signin

import (
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The sessions that connect a sign-up with the first sign-in, which then needs no other code
// (developer guide, "Automatic sign-in with OTPs"). They are not steps of a sign-in.
const (
	sessionSignUp        = "SIGN_UP"
	sessionConfirmSignUp = "CONFIRM_SIGN_UP"
)

// signUpFactors maps a delivery medium to the first factor that a confirmation through it replaces.
var signUpFactors = map[string]string{userpool.MediumEmail: userpool.FactorEmail, userpool.MediumSMS: userpool.FactorSMS}

// SignUpSession returns the Session of SignUp. It returns "" if codes by the delivery medium of the
// confirmation are not a first factor of the user.
func (s *Service) SignUpSession(client userpool.Client, user userpool.User, medium string) string {
	factors, err := s.Store.FirstFactors(user)
	if err != nil || !client.AllowsAuthFlow("USER_AUTH") || !slices.Contains(factors, signUpFactors[medium]) {
		return ""
	}
	return s.startSession(client, userpool.Challenge{Name: sessionSignUp, Username: user.Username, Choices: []string{signUpFactors[medium]}})
}

func (s *Service) startSession(client userpool.Client, state userpool.Challenge) string {
	state.PoolID, state.ClientID = client.PoolID, client.ID
	return s.Store.StartChallenge(state, time.Duration(client.AuthSessionValidity)*time.Minute)
}

// ConfirmedSession runs confirm and returns the Session of ConfirmSignUp if session is the Session
// of SignUp. An error of confirm leaves session usable.
func (s *Service) ConfirmedSession(client userpool.Client, session string, confirm func() (userpool.User, error)) (next string, err error) {
	if session == "" {
		_, err := confirm()
		return "", err
	}
	state, err := s.Store.TakeChallenge(session, client.ID, sessionSignUp)
	if err != nil {
		return "", err
	}
	user, err := confirm()
	if err != nil {
		s.Store.ReturnChallenge(session, state)
		return "", err
	}
	if user.Username != state.Username {
		return "", nil // the session of another user's sign-up is ignored; unspecified
	}
	return s.startSession(client, userpool.Challenge{Name: sessionConfirmSignUp, Username: user.Username, Choices: state.Choices}), nil
}

// AfterSignUp begins a sign-in with the Session of ConfirmSignUp. The user of the session must be
// the user in the request (unspecified).
type AfterSignUp struct{ Session string }

func (f AfterSignUp) begin(s *signIn) (Outcome, error) {
	state, err := s.Store.TakeChallenge(f.Session, s.Client.ID, sessionConfirmSignUp)
	if err != nil {
		return Outcome{}, err
	}
	user, err := s.Store.User(s.Client.PoolID, state.Username)
	if err != nil {
		return Outcome{}, err
	}
	if s.requestedUsername() != user.Username {
		return Outcome{}, apierror.NotAuthorized("Invalid session for the user.")
	}
	if err := s.preAuthenticate(&user); err != nil {
		return Outcome{}, err
	}
	factors, err := s.Store.FirstFactors(user)
	if err != nil {
		return Outcome{}, err
	}
	if !slices.Contains(factors, state.Choices[0]) {
		return Outcome{}, apierror.NotAuthorized("Invalid session for the user.") // a setting has changed since the sign-up; unspecified
	}
	s.progress.FirstFactor = true
	s.complete(state.Choices[0])
	return s.continueSignIn(user)
}
