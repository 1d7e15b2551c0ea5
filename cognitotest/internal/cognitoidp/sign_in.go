package cognitoidp

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/token"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// signIn is one request of a sign-in: its start, or the answer to a challenge. What a
// flow does is in flows, what an answer does in challenges; what follows them is here.
type signIn struct {
	*call
	pool     userpool.Pool
	client   userpool.Client
	in       map[string]string // AuthParameters or ChallengeResponses
	state    userpool.Challenge
	progress userpool.Progress
	// validation is ClientMetadata of a start, which reaches the pre authentication and the
	// migrate user triggers alone; metadata that of an answer, which reaches all others
	// (API_InitiateAuth, ClientMetadata).
	validation map[string]string
	metadata   map[string]string
	available  []string // AvailableChallenges of the answer to a start
}

// authenticationResult is the AuthenticationResultType of the API.
type authenticationResult struct {
	AccessToken       string
	ExpiresIn         int
	IDToken           string `json:"IdToken,omitempty"` // a sign-in without the openid scope has none
	RefreshToken      string `json:",omitempty"`
	TokenType         string
	NewDeviceMetadata *newDeviceMetadata `json:",omitempty"`
}

type newDeviceMetadata struct{ DeviceKey, DeviceGroupKey string }

// authResponse answers a sign-in with tokens or with a challenge.
type authResponse struct {
	AuthenticationResult *authenticationResult `json:",omitempty"`
	AvailableChallenges  []string              `json:",omitempty"`
	ChallengeName        string                `json:",omitempty"`
	Session              string                `json:",omitempty"`
	ChallengeParameters  map[string]string
}

func resultOf(set token.Set) *authenticationResult {
	return &authenticationResult{
		AccessToken: set.Access, ExpiresIn: int(set.ExpiresIn.Seconds()), IDToken: set.ID, RefreshToken: set.Refresh, TokenType: "Bearer",
	}
}

// ask answers with a challenge under a new session.
func (s *signIn) ask(c userpool.Challenge, parameters map[string]string) (any, error) {
	c.PoolID, c.ClientID, c.Progress = s.client.PoolID, s.client.ID, s.progress
	validity := time.Duration(s.client.AuthSessionValidity) * time.Minute
	return authResponse{
		AvailableChallenges: s.available, ChallengeName: c.Name, Session: s.Store.StartChallenge(c, validity), ChallengeParameters: parameters,
	}, nil
}

// goOn follows a right first factor, or a challenge after it: with the step that the user
// must take next, or with tokens. The device comes before the second factor, whose place it
// can take (developer guide, "Working with user devices in your user pool").
func (s *signIn) goOn(user userpool.User) (any, error) {
	next, err := s.Store.Next(user)
	if err != nil {
		return nil, err
	}
	if next.Name == userpool.StepNewPassword {
		if s.progress.Custom != nil {
			return s.define(user)
		}
		return s.askNewPassword(user)
	}
	if response, err := s.askDevice(user); response != nil || err != nil {
		return response, err
	}
	tracking, _ := s.pool.DeviceTracking()
	replaced := s.progress.DeviceKnown && tracking.ChallengeRequiredOnNewDevice
	if next.Name != "" && !replaced && !s.progress.FirstFactor {
		return s.askSecondFactor(user, next, map[string]string{"USER_ID_FOR_SRP": user.Username})
	}
	return s.passed(user)
}

// passed follows the last challenge of the built-in kinds.
func (s *signIn) passed(user userpool.User) (any, error) {
	if s.progress.Custom != nil {
		return s.define(user)
	}
	return s.finish(user)
}

// finish signs a user in who has passed every challenge. The post authentication trigger
// runs before that for the tokens (captures).
func (s *signIn) finish(user userpool.User) (any, error) {
	if err := s.Store.SignInAllowed(user); err != nil {
		return nil, err
	}
	device, fresh, err := s.deviceOfTokens(user)
	if err != nil {
		return nil, err
	}
	err = s.Triggers.PostAuthentication(s.ctx, s.triggerCall(trigger.PostAuthentication), user, fresh != nil, s.metadata)
	if err != nil {
		return nil, err
	}
	source := trigger.TokensAuthentication
	switch {
	case s.progress.NewPassword:
		source = trigger.TokensNewPasswordChallenge
	case s.progress.DeviceKnown:
		source = trigger.TokensAuthenticateDevice
	}
	set, err := s.Issuer.SignIn(token.SignIn{
		Client: s.client, User: user, AuthTime: s.Store.Clock.Now(), API: true, Source: source, Metadata: s.metadata, DeviceKey: device,
	})
	if err != nil {
		return nil, err
	}
	result := resultOf(set)
	result.NewDeviceMetadata = fresh
	return authResponse{ChallengeParameters: map[string]string{}, AuthenticationResult: result}, nil
}

func (s *signIn) triggerCall(source string) trigger.Call {
	return trigger.Call{Source: source, Pool: s.pool, ClientID: s.client.ID}
}

// attempt runs the pre authentication trigger, which a sign-in of an unknown user meets too
// where the client hides that (developer guide, "Managing user existence error responses").
// known is nil for that user.
func (s *signIn) attempt(known *userpool.User) error {
	call := s.triggerCall(trigger.PreAuthentication)
	request := trigger.PreAuthenticationRequest{ValidationData: s.validation}
	hides := s.client.HidesUnknownUsers()
	switch {
	case known != nil:
		call.Username, request.UserAttributes = known.Username, trigger.UserAttributes(*known)
	case !hides:
		return nil
	default:
		call.Username, request.UserAttributes = s.in["USERNAME"], map[string]string{}
	}
	if unknown := known == nil; hides {
		request.UserNotFound = &unknown
	}
	return s.Triggers.PreAuthentication(s.ctx, call, request)
}

// find returns the user of a start. It is nil for one who does not exist, which the
// client must not know.
func (s *signIn) find() (*userpool.User, error) {
	user, err := s.Store.User(s.client.PoolID, s.in["USERNAME"])
	if err != nil {
		return s.hidden(err)
	}
	return &user, nil
}

// hidden makes an unknown user nil where the client must not know it.
func (s *signIn) hidden(err error) (*userpool.User, error) {
	if s.client.HidesUnknownUsers() && errors.Is(err, userpool.ErrUserNotFound) {
		s.progress.Simulated, s.progress.Login = true, s.in["USERNAME"]
		return nil, nil
	}
	return nil, err
}

func incorrectPassword() error { return userpool.NotAuthorized("Incorrect username or password.") }

// required refuses a sign-in without a parameter.
func required(parameters map[string]string, names ...string) error {
	for _, name := range names {
		if parameters[name] == "" {
			return userpool.InvalidParameter("Missing required parameter %s", name)
		}
	}
	return nil
}

// listText is a list as challenge parameters have it: JSON in a string.
func listText(list []string) string {
	text, _ := json.Marshal(list) // strings always encode
	return string(text)
}
