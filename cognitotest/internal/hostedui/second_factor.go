package hostedui

import (
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// factorTexts are the names of the factors on the pages.
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

// setUpPage returns the page on which a user sets up a required second factor: the choice
// of one of several, the key of a software token, or the address for codes.
func (v *visit) setUpPage(page *view, step *signin.Step) (file string) {
	switch {
	case len(step.Choices) > 1:
		page.Submit, page.SubmitName = "Continue", "selectFactor"
		return "choice.html"
	case step.Choices[0] == userpool.StepSoftwareToken:
		page.Secret = step.User.TOTP.Pending
		return "code.html"
	}
	page.Fields = []field{addressField(signin.AddressOf(step.Choices[0]))}
	page.Submit, page.SubmitName = "Continue", "setUpFactor"
	return "address.html"
}

func addressField(attribute string) field {
	return field{Name: fieldPrefix + attribute + fieldSuffix, Label: label(attribute), Type: inputType(attribute)}
}

func (v *visit) setUpAnswer() signin.Answer {
	return signin.PageSetUp{
		Factor: v.r.PostFormValue("answer"), Code: v.r.PostFormValue("code"),
		Addresses: v.filled([]field{addressField("email"), addressField("phone_number")}),
	}
}
