package signin

import (
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// deliveryMedia maps the factors that send a code to their delivery medium.
var deliveryMedia = map[string]string{
	userpool.StepSMS: userpool.MediumSMS, userpool.StepEmail: userpool.MediumEmail, userpool.FactorSMS: userpool.MediumSMS,
}

// askSecondFactor returns the challenge for a step of [userpool.Store.Next].
func (s *signIn) askSecondFactor(user userpool.User, next userpool.Step, step Step) (Outcome, error) {
	step.User = user
	switch next.Name {
	case userpool.StepMFASetup:
		return s.askSetUp(user, next.Choices, step)
	case userpool.StepSelectMFA, userpool.StepSoftwareToken:
		return s.ask(userpool.Challenge{Name: next.Name, Username: user.Username, Choices: next.Choices}, step)
	default:
		return s.askCode(user, next.Name, step)
	}
}

// askCode sends a code and returns the challenge that asks for it.
func (s *signIn) askCode(user userpool.User, name string, step Step) (Outcome, error) {
	code := userpool.NewSignInCode(name)
	delivery, err := s.Messages.Send(s.ctx, message.Notice{
		Source: trigger.CustomMessageAuthentication, Pool: s.pool, ClientID: s.Client.ID, User: user, Medium: deliveryMedia[name], Code: code, Metadata: s.metadata,
	})
	if err != nil {
		return Outcome{}, err
	}
	step.User, step.Delivery = user, &delivery
	address, _ := user.Attribute(AddressOf(name))
	return s.ask(userpool.Challenge{Name: name, Username: user.Username, Code: code, Address: address}, step)
}

// SecondFactor selects one of several second factors.
type SecondFactor struct{ Name string }

func (SecondFactor) step() string { return userpool.StepSelectMFA }

// answer accepts EMAIL_MFA as another name of EMAIL_OTP (API_RespondToAuthChallenge).
func (a SecondFactor) answer(s *signIn) (Outcome, error) {
	choice := a.Name
	if choice == "EMAIL_MFA" {
		choice = userpool.StepEmail
	}
	if !slices.Contains(s.state.Choices, choice) {
		return Outcome{}, notOfferedMFA(a.Name)
	}
	user, err := s.Store.User(s.Client.PoolID, s.state.Username)
	if err != nil {
		return Outcome{}, err
	}
	return s.askSecondFactor(user, userpool.Step{Name: choice}, Step{})
}

func notOfferedMFA(name string) error {
	return NotOffered{apierror.InvalidParameter("The user cannot choose the MFA type %s.", name)} // unspecified text
}

// SetUp completes MFA_SETUP for a user who has verified a software token in this session, or sets
// the email address for codes. It cannot set a phone number (developer guide, "Details of MFA logic
// at user runtime").
type SetUp struct{ Email string }

func (SetUp) step() string { return userpool.StepMFASetup }

func (a SetUp) answer(s *signIn) (Outcome, error) {
	user, err := s.Store.User(s.Client.PoolID, s.state.Username)
	if err != nil {
		return Outcome{}, err
	}
	if a.Email != "" && slices.Contains(s.state.Choices, userpool.StepEmail) {
		if err := s.Store.CheckSetUp(user); err != nil {
			return Outcome{}, err
		}
		return s.setUpAddress(user, userpool.StepEmail, userpool.Attribute{Name: "email", Value: a.Email})
	}
	if !s.progress.TokenVerified { // only a token that was verified in this session counts
		return Outcome{}, apierror.InvalidParameter("User has not verified software token mfa")
	}
	s.complete(userpool.StepSoftwareToken)
	return s.completeChallenges(user)
}

// setUpAddress stores an address of the user and sends the code of the factor to it.
func (s *signIn) setUpAddress(user userpool.User, factor string, address userpool.Attribute) (Outcome, error) {
	user, _, err := s.Store.UpdateAttributes(user, []userpool.Attribute{address})
	if err != nil {
		return Outcome{}, err
	}
	return s.askSecondFactor(user, userpool.Step{Name: factor}, Step{})
}

// SoftwareTokenCode is the code that an authenticator app shows.
type SoftwareTokenCode struct{ Code string }

func (SoftwareTokenCode) step() string { return userpool.StepSoftwareToken }

func (a SoftwareTokenCode) answer(s *signIn) (Outcome, error) {
	return s.afterSecondFactor(s.Store.CheckTOTP(s.Client.PoolID, s.state.Username, a.Code))
}

// SentCode is a code that was sent to the user, as the second factor or as the first factor.
type SentCode struct {
	Factor string // SMS_MFA, EMAIL_OTP or SMS_OTP
	Code   string
}

func (a SentCode) step() string { return a.Factor }

func (a SentCode) answer(s *signIn) (Outcome, error) {
	if s.progress.Simulated { // no code was sent
		return Outcome{}, apierror.SignInCodeMismatch()
	}
	user, err := s.Store.CheckSignInCode(s.state, AddressOf(a.Factor), a.Code)
	if err == nil && s.progress.FirstFactor {
		s.complete(a.Factor)
		return s.continueSignIn(user)
	}
	if s.progress.FirstFactor { // a wrong code in place of the password does not count as a second factor
		return Outcome{}, err
	}
	return s.afterSecondFactor(user, err)
}

// afterSecondFactor continues the sign-in after the check of a second factor.
func (s *signIn) afterSecondFactor(user userpool.User, err error) (Outcome, error) {
	s.challenged(userpool.EventMFA, err)
	if err != nil {
		return Outcome{}, err
	}
	s.recordResult(s.state.Name)
	s.complete(s.state.Name)
	return s.completeChallenges(user)
}
