package cognitoidp

import (
	"cmp"
	"errors"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

type challengeRequest struct {
	UserPoolID         string `json:"UserPoolId"` // AdminRespondToAuthChallenge only
	ClientID           string `json:"ClientId"`
	ChallengeName      string
	Session            string
	ChallengeResponses map[string]string
	ClientMetadata     map[string]string
}

// The challenges that are not a step of [userpool.Store.Next], by ChallengeName.
const (
	passwordVerifier       = "PASSWORD_VERIFIER"
	selectChallenge        = "SELECT_CHALLENGE"
	deviceSRP              = "DEVICE_SRP_AUTH"
	devicePasswordVerifier = "DEVICE_PASSWORD_VERIFIER"
	customChallenge        = "CUSTOM_CHALLENGE"
)

// challenge is what a client can answer.
type challenge struct {
	sessions []string            // the challenges whose sessions it answers; nil: its own
	requires []string            // of ChallengeResponses, beside USERNAME
	check    func(*signIn) error // what must hold of ChallengeResponses beside; nil: nothing
	// find names the session of an answer to a challenge that comes without one, or ""; nil: it needs one.
	find   func(s *signIn, challenge string) (string, error)
	answer func(*signIn) (any, error)
}

// challenges are the answers by ChallengeName.
var challenges map[string]challenge

func init() { // an answer can ask another challenge, so the table is filled late
	ofChoice := []string{selectChallenge}
	claim := []string{"PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK", "TIMESTAMP"}
	challenges = map[string]challenge{
		passwordVerifier:           {requires: claim, check: (*signIn).checkTimestamp, find: (*signIn).bySecretBlock, answer: (*signIn).answerPasswordVerifier},
		userpool.StepNewPassword:   {requires: []string{"NEW_PASSWORD"}, answer: (*signIn).answerNewPassword},
		userpool.StepSoftwareToken: {requires: []string{"SOFTWARE_TOKEN_MFA_CODE"}, answer: (*signIn).answerSoftwareToken},
		userpool.StepSMS:           {requires: []string{"SMS_MFA_CODE"}, answer: (*signIn).answerSMS},
		userpool.StepEmail:         {requires: []string{"EMAIL_OTP_CODE"}, answer: (*signIn).answerEmail},
		userpool.FactorSMS:         {requires: []string{"SMS_OTP_CODE"}, answer: (*signIn).answerSMSAsFirst},
		userpool.StepSelectMFA:     {requires: []string{"ANSWER"}, answer: (*signIn).answerSelectMFA},
		userpool.StepMFASetup:      {answer: (*signIn).answerMFASetup},
		selectChallenge:            {requires: []string{"ANSWER"}, answer: (*signIn).answerSelectChallenge},
		userpool.FactorPassword:    {sessions: ofChoice, requires: []string{"PASSWORD"}, answer: (*signIn).answerPassword},
		userpool.FactorPasswordSRP: {sessions: ofChoice, requires: []string{"SRP_A"}, answer: (*signIn).answerPasswordSRP},
		deviceSRP:                  {requires: []string{"DEVICE_KEY", "SRP_A"}, find: (*signIn).byDevice, answer: (*signIn).answerDeviceSRP},
		devicePasswordVerifier:     {requires: append(claim, "DEVICE_KEY"), check: (*signIn).checkTimestamp, find: (*signIn).bySecretBlock, answer: (*signIn).answerDevicePasswordVerifier},
		customChallenge:            {requires: []string{"ANSWER"}, answer: (*signIn).answerCustom},
	}
}

// retriable are the refusals after which a session is still good: a client asks the user
// again (a capture of CodeMismatchException; amazon-cognito-identity-js for a device that
// does not exist; the rest: chosen).
var retriable = []error{
	userpool.ErrInvalidPassword, userpool.ErrResourceNotFound, userpool.ErrInvalidParameter,
	apierror.ErrCodeMismatch, apierror.ErrExpiredCode,
	apierror.ErrPasswordHistory, userpool.ErrAliasExists,
}

func respondToAuthChallenge(c *call, in challengeRequest) (any, error) {
	client, err := c.Store.FindClient(c.region, in.ClientID)
	if err != nil {
		return nil, err
	}
	return c.answerAuth(client, in)
}

func adminRespondToAuthChallenge(c *call, in challengeRequest) (any, error) {
	client, err := c.Store.Client(in.UserPoolID, in.ClientID)
	if err != nil {
		return nil, err
	}
	return c.answerAuth(client, in)
}

func (c *call) answerAuth(client userpool.Client, in challengeRequest) (any, error) {
	kind, built := challenges[in.ChallengeName]
	if !built {
		return nil, userpool.InvalidParameter("The stand-in does not have the challenge %s.", in.ChallengeName)
	}
	if err := required(in.ChallengeResponses, append([]string{"USERNAME"}, kind.requires...)...); err != nil {
		return nil, err
	}
	if err := checkSecretHash(client, in.ChallengeResponses["USERNAME"], in.ChallengeResponses["SECRET_HASH"]); err != nil {
		return nil, err
	}
	pool, err := c.Store.Pool(client.PoolID)
	if err != nil {
		return nil, err
	}
	s := &signIn{call: c, pool: pool, client: client, in: in.ChallengeResponses, metadata: in.ClientMetadata}
	if kind.check != nil {
		if err := kind.check(s); err != nil {
			return nil, err
		}
	}
	session := in.Session
	if session == "" && kind.find != nil {
		if session, err = kind.find(s, in.ChallengeName); err != nil {
			return nil, err
		}
	}
	if session == "" {
		return nil, userpool.InvalidParameter("Missing required parameter Session") // amazon-archives/amazon-cognito-identity-js#270
	}
	if kind.sessions == nil {
		kind.sessions = []string{in.ChallengeName}
	}
	if s.state, err = c.Store.TakeChallenge(session, client.ID, kind.sessions...); err != nil {
		return nil, err
	}
	response, err := s.answered(kind)
	if slices.ContainsFunc(retriable, func(r error) bool { return errors.Is(err, r) }) {
		if errors.Is(err, userpool.ErrResourceNotFound) {
			s.state.Progress.DeviceKey = "" // the client goes on without it
		}
		c.Store.ReturnChallenge(session, s.state)
	}
	return response, err
}

func (s *signIn) answered(kind challenge) (any, error) {
	s.progress = s.state.Progress
	s.progress.DeviceKey = cmp.Or(s.in["DEVICE_KEY"], s.progress.DeviceKey)
	if !s.isAbout(s.state, s.named()) {
		return nil, userpool.NotAuthorized("Invalid session for the user.")
	}
	return kind.answer(s)
}

// named is the username of the user whom an answer names, "" if there is none.
func (s *signIn) named() string {
	user, err := s.Store.User(s.client.PoolID, s.in["USERNAME"])
	if err != nil {
		return ""
	}
	return user.Username
}

// isAbout reports whether a challenge is about the user whom the answer names: named, or
// one who does not exist and has the login of the start or the username that it appears to have.
func (s *signIn) isAbout(c userpool.Challenge, named string) bool {
	if c.Progress.Simulated {
		return s.in["USERNAME"] == c.Username || s.in["USERNAME"] == c.Progress.Login
	}
	return named != "" && named == c.Username
}

var challengeActions = []action{
	on("RespondToAuthChallenge", respondToAuthChallenge),
	on("AdminRespondToAuthChallenge", adminRespondToAuthChallenge),
}
