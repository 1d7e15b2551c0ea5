package cognitoidp

import (
	"maps"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// codeMediums are the challenges that send a code.
var codeMediums = map[string]string{
	userpool.StepSMS: userpool.MediumSMS, userpool.StepEmail: userpool.MediumEmail, userpool.FactorSMS: userpool.MediumSMS,
}

// askSecondFactor asks a step of [userpool.Store.Next]. parameters are what its challenge
// shows beside its own.
func (s *signIn) askSecondFactor(user userpool.User, next userpool.Step, parameters map[string]string) (any, error) {
	c := userpool.Challenge{Name: next.Name, Username: user.Username, Choices: next.Choices}
	switch next.Name {
	case userpool.StepSelectMFA:
		parameters["MFAS_CAN_CHOOSE"] = listText(next.Choices)
	case userpool.StepMFASetup:
		parameters["MFAS_CAN_SETUP"] = listText(next.Choices)
	case userpool.StepSoftwareToken:
		if user.TOTP.Name != "" {
			parameters["FRIENDLY_DEVICE_NAME"] = user.TOTP.Name
		}
	default:
		return s.askCode(user, next.Name, parameters)
	}
	return s.ask(c, parameters)
}

// askCode sends a code and asks for it.
func (s *signIn) askCode(user userpool.User, name string, parameters map[string]string) (any, error) {
	code := userpool.NewSignInCode(name)
	delivery, err := s.Messages.Send(s.ctx, message.Notice{
		Source: trigger.CustomMessageAuthentication, Pool: s.pool, ClientID: s.client.ID, User: user, Medium: codeMediums[name], Code: code, Metadata: s.metadata,
	})
	if err != nil {
		return nil, err
	}
	shown := map[string]string{"CODE_DELIVERY_DELIVERY_MEDIUM": delivery.Medium, "CODE_DELIVERY_DESTINATION": delivery.Destination}
	maps.Copy(shown, parameters)
	address, _ := user.Attribute(message.Attribute(codeMediums[name]))
	return s.ask(userpool.Challenge{Name: name, Username: user.Username, Code: code, Address: address}, shown)
}

// answerSelectMFA asks for the factor that the user has chosen. EMAIL_MFA is another name
// of EMAIL_OTP there (API_RespondToAuthChallenge).
func (s *signIn) answerSelectMFA() (any, error) {
	choice := s.in["ANSWER"]
	if choice == "EMAIL_MFA" {
		choice = userpool.StepEmail
	}
	if !slices.Contains(s.state.Choices, choice) {
		return nil, userpool.InvalidParameter("The user cannot choose the MFA type %s.", s.in["ANSWER"]) // the text: chosen
	}
	user, err := s.Store.User(s.client.PoolID, s.state.Username)
	if err != nil {
		return nil, err
	}
	return s.askSecondFactor(user, userpool.Step{Name: choice}, map[string]string{})
}

// answerMFASetup goes on with a user who has verified a software token in this session, or
// who names the email address to which codes shall go; a phone number is set elsewhere
// (developer guide, "Details of MFA logic at user runtime").
func (s *signIn) answerMFASetup() (any, error) {
	user, err := s.Store.User(s.client.PoolID, s.state.Username)
	if err != nil {
		return nil, err
	}
	if address := s.in["email"]; address != "" && slices.Contains(s.state.Choices, userpool.StepEmail) {
		if err := s.Store.CheckSetUp(user); err != nil {
			return nil, err
		}
		if user, _, err = s.Store.UpdateAttributes(user, []userpool.Attribute{{Name: "email", Value: address}}); err != nil {
			return nil, err
		}
		return s.askSecondFactor(user, userpool.Step{Name: userpool.StepEmail}, map[string]string{})
	}
	if !s.progress.TokenVerified { // one from another session, or from before, is no proof
		return nil, userpool.InvalidParameter("User has not verified software token mfa")
	}
	return s.passed(user)
}

func (s *signIn) answerSoftwareToken() (any, error) {
	return s.secondFactorPassed(s.Store.CheckTOTP(s.client.PoolID, s.state.Username, s.in["SOFTWARE_TOKEN_MFA_CODE"]))
}

func (s *signIn) answerSMS() (any, error) { return s.answerCode("phone_number", s.in["SMS_MFA_CODE"]) }

func (s *signIn) answerEmail() (any, error) { return s.answerCode("email", s.in["EMAIL_OTP_CODE"]) }

func (s *signIn) answerSMSAsFirst() (any, error) {
	return s.answerCode("phone_number", s.in["SMS_OTP_CODE"])
}

func (s *signIn) answerCode(attribute, code string) (any, error) {
	if s.progress.Simulated { // nobody has got a code
		return nil, apierror.SignInCodeMismatch()
	}
	user, err := s.Store.CheckSignInCode(s.state, attribute, code)
	if err == nil && s.progress.FirstFactor {
		return s.goOn(user)
	}
	return s.secondFactorPassed(user, err)
}

func (s *signIn) secondFactorPassed(user userpool.User, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	s.result(s.state.Name)
	return s.passed(user)
}
