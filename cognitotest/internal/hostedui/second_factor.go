package hostedui

import (
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// factorTexts maps a factor to its text on the pages.
var factorTexts = map[string]string{
	userpool.FactorPassword: "Password", userpool.StepSoftwareToken: "Authenticator app", userpool.StepSMS: "A code by SMS",
	userpool.StepEmail: "A code by email", userpool.FactorSMS: "A code by SMS", userpool.FactorPasskey: "Passkey",
}

// choicesOf returns the options of a page for factors.
func choicesOf(factors []string) []choice {
	var choices []choice
	for _, f := range factors {
		choices = append(choices, choice{f, factorTexts[f]})
	}
	return choices
}

// setUpPage completes the page on which a user sets up a required second factor and returns its
// template: the choice of one of several factors, the key of a software token, or the address for
// codes. The titles are from the developer guide, "How to sign up for a new account in the Amazon Cognito
// hosted UI", except the title for email, which it does not name.
func (pr *pageRequest) setUpPage(page *view, step *signin.Step) (file string) {
	switch {
	case len(step.Choices) > 1:
		page.Title = "Choose a multi-factor authentication (MFA) method"
		page.Submit, page.SubmitName = "Continue", "selectFactor"
		return "choice.html"
	case step.Choices[0] == userpool.StepSoftwareToken:
		page.Secret = step.User.TOTP.Pending
		page.QRCode = newQRCode(keyURI(pr.pool, step.User))
		page.Device = pr.r.PostFormValue("friendlyDeviceName")
		return "code.html"
	}
	page.Title = map[string]string{"email": "Set up email MFA", "phone_number": "Set up SMS MFA"}[signin.AddressOf(step.Choices[0])]
	page.Fields = []field{attributeField(signin.AddressOf(step.Choices[0]))}
	page.Submit, page.SubmitName = "Continue", "setUpFactor"
	return "address.html"
}

func (pr *pageRequest) setUpAnswer() signin.Answer {
	return signin.PageSetUp{
		Factor: pr.r.PostFormValue("answer"), Code: pr.r.PostFormValue("code"), Device: pr.r.PostFormValue("friendlyDeviceName"),
		Addresses: pr.postedAttributes([]field{attributeField("email"), attributeField("phone_number")}),
	}
}
