package cognitoidp

import (
	"slices"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The sessions that lead from a sign-up into a first sign-in without another code
// (developer guide, "Automatic sign-in with OTPs"). They are asked of nobody.
const (
	signingUp = "SIGN_UP"
	signedUp  = "CONFIRM_SIGN_UP"
)

// signUpFactors are the first factors that a confirmation by a medium stands for.
var signUpFactors = map[string]string{userpool.MediumEmail: userpool.FactorEmail, userpool.MediumSMS: userpool.FactorSMS}

// signUpSession is the Session of SignUp, or "" if the user could not sign in with a code
// as the one by which the account is confirmed.
func (c *call) signUpSession(client userpool.Client, user userpool.User, medium string) string {
	pool, err := c.Store.Pool(client.PoolID)
	if err != nil || !client.AllowsAuthFlow("USER_AUTH") || !slices.Contains(pool.FirstFactors(user), signUpFactors[medium]) {
		return ""
	}
	return c.startSession(client, userpool.Challenge{Name: signingUp, Username: user.Username, Choices: []string{signUpFactors[medium]}})
}

func (c *call) startSession(client userpool.Client, state userpool.Challenge) string {
	state.PoolID, state.ClientID = client.PoolID, client.ID
	return c.Store.StartChallenge(state, time.Duration(client.AuthSessionValidity)*time.Minute)
}

// confirmedSession makes the Session of ConfirmSignUp out of that of SignUp, if there is
// one, around the confirmation. A confirmation that is refused leaves the first usable.
func (c *call) confirmedSession(client userpool.Client, session string, confirm func() (userpool.User, error)) (next string, err error) {
	if session == "" {
		_, err := confirm()
		return "", err
	}
	state, err := c.Store.TakeChallenge(session, client.ID, signingUp)
	if err != nil {
		return "", err
	}
	user, err := confirm()
	if err != nil {
		c.Store.ReturnChallenge(session, state)
		return "", err
	}
	if user.Username != state.Username {
		return "", nil // a session of somebody else's sign-up leads nowhere; chosen
	}
	return c.startSession(client, userpool.Challenge{Name: signedUp, Username: user.Username, Choices: state.Choices}), nil
}

// withSession signs in whom the Session of ConfirmSignUp names, who must be the user of the
// request (chosen).
func (s *signIn) withSession(session string) (any, error) {
	state, err := s.Store.TakeChallenge(session, s.client.ID, signedUp)
	if err != nil {
		return nil, err
	}
	user, err := s.Store.User(s.client.PoolID, state.Username)
	if err != nil {
		return nil, err
	}
	if named, err := s.Store.User(s.client.PoolID, s.in["USERNAME"]); err != nil || named.Username != user.Username {
		return nil, userpool.NotAuthorized("Invalid session for the user.")
	}
	if err := s.attempt(&user); err != nil {
		return nil, err
	}
	if !slices.Contains(s.pool.FirstFactors(user), state.Choices[0]) {
		return nil, userpool.NotAuthorized("Invalid session for the user.") // chosen: something has changed
	}
	s.progress.FirstFactor = true
	return s.goOn(user)
}
