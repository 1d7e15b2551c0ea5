package hostedui

import (
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// codeMediums are the steps that send a code, and how.
var codeMediums = map[string]string{
	userpool.StepSMS: userpool.MediumSMS, userpool.StepEmail: userpool.MediumEmail, userpool.FactorSMS: userpool.MediumSMS,
}

// factorTexts are the factors as people choose among them.
var factorTexts = map[string]string{
	userpool.FactorPassword: "Password", userpool.StepSoftwareToken: "Authenticator app", userpool.StepSMS: "A code by SMS",
	userpool.StepEmail: "A code by email", userpool.FactorSMS: "A code by SMS",
}

func choicesOf(factors []string) []choice {
	var choices []choice
	for _, f := range factors {
		choices = append(choices, choice{f, factorTexts[f]})
	}
	return choices
}

// sendCode sends the code of a step and says where it went.
func (v *visit) sendCode(user userpool.User, step string) (code, notice string, err error) {
	code = userpool.NewSignInCode(step)
	delivery, err := v.Accounts.Messages.Send(v.r.Context(), message.Notice{
		Source: trigger.CustomMessageAuthentication, Pool: v.pool, ClientID: v.request.Client.ID, User: user, Medium: codeMediums[step], Code: code,
	})
	return code, sent(&delivery), err
}

func (v *visit) takeSoftwareToken(c userpool.Challenge) error {
	return v.passed(v.Store.CheckTOTP(c.PoolID, c.Username, v.r.PostFormValue("code")))
}

// takeCode takes a code that was sent, as second factor or in the password's place.
func (v *visit) takeCode(c userpool.Challenge) error {
	if c.Progress.Simulated { // nobody has got a code
		return apierror.SignInCodeMismatch()
	}
	user, err := v.Store.CheckSignInCode(c, message.Attribute(codeMediums[c.Name]), v.r.PostFormValue("code"))
	if err == nil && c.Progress.FirstFactor {
		v.next(user)
		return nil
	}
	return v.passed(user, err)
}

// passed signs in after the last factor.
func (v *visit) passed(user userpool.User, err error) error {
	if err == nil {
		v.signIn(user)
	}
	return err
}

func (v *visit) takeSecondFactor(c userpool.Challenge) error {
	user, err := v.chooser(c)
	if err != nil {
		return err
	}
	return v.ask(user, userpool.Step{Name: v.r.PostFormValue("answer")}, userpool.Progress{})
}

// chooser is the user who has chosen one of a step's factors.
func (v *visit) chooser(c userpool.Challenge) (userpool.User, error) {
	if !slices.Contains(c.Choices, v.r.PostFormValue("answer")) {
		return userpool.User{}, userpool.InvalidParameter("Choose one of the options.") // the stand-in's own
	}
	return v.Store.User(c.PoolID, c.Username)
}

// setUpPage is the page on which a user who must have a second factor gets one: of
// several, the choice; of a software token, the key; otherwise the address for codes.
func (v *visit) setUpPage(page *view, c userpool.Challenge, user userpool.User) (file string) {
	switch {
	case len(c.Choices) > 1:
		page.Submit, page.SubmitName = "Continue", "selectFactor"
		return "choice.html"
	case c.Choices[0] == userpool.StepSoftwareToken:
		page.Secret = user.TOTP.Pending
		return "code.html"
	}
	page.Fields = []field{addressField(c.Choices[0])}
	page.Submit, page.SubmitName = "Continue", "setUpFactor"
	return "address.html"
}

func addressField(factor string) field {
	attribute := message.Attribute(codeMediums[factor])
	return field{Name: fieldPrefix + attribute + fieldSuffix, Label: label(attribute), Type: inputType(attribute)}
}

func (v *visit) takeSetUp(c userpool.Challenge) error {
	user, err := v.Store.User(c.PoolID, c.Username)
	if err == nil {
		err = v.Store.CheckSetUp(user)
	}
	switch {
	case err != nil:
		return err
	case len(c.Choices) > 1:
		if _, err := v.chooser(c); err != nil {
			return err
		}
		c.Choices = []string{v.r.PostFormValue("answer")}
		return v.begin(c, "")
	case c.Choices[0] == userpool.StepSoftwareToken:
		return v.passed(v.Store.VerifyTOTP(c.PoolID, c.Username, v.r.PostFormValue("code"), ""))
	}
	if user, _, err = v.Store.UpdateAttributes(user, v.filled([]field{addressField(c.Choices[0])})); err != nil {
		return err
	}
	return v.ask(user, userpool.Step{Name: c.Choices[0]}, userpool.Progress{})
}
