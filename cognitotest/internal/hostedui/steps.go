package hostedui

import (
	"cmp"
	"errors"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// errResetRequired is the error of a user whose password an administrator has reset.
var errResetRequired = apierror.ErrPasswordResetRequired

// stepPage is the page of a step, and the answer that its form sends.
type stepPage struct {
	file, title, notice string
	answer              func(*visit) signin.Answer
}

// stepPages are the pages of the steps that can follow the first page, by the API's
// ChallengeName. The field names of new_password are those of captured pages for a
// forgotten password, the others the emulator's own.
var stepPages = map[string]stepPage{
	userpool.StepNewPassword: {"new_password.html", "Change your password", "", (*visit).newPasswordAnswer},
	userpool.StepSoftwareToken: {
		"code.html", "Enter your code", "Enter the code that your authenticator app shows.",
		func(v *visit) signin.Answer { return signin.SoftwareTokenCode{Code: v.r.PostFormValue("code")} },
	},
	userpool.StepSMS:   {"code.html", "Enter your code", "Enter the code that we have sent by SMS.", codeAnswer(userpool.StepSMS)},
	userpool.StepEmail: {"code.html", "Enter your code", "Enter the code that we have sent by email.", codeAnswer(userpool.StepEmail)},
	userpool.FactorSMS: {"code.html", "Enter your code", "Enter the code that we have sent by SMS.", codeAnswer(userpool.FactorSMS)},
	userpool.StepSelectMFA: {
		"choice.html", "Choose how to verify that it is you", "",
		func(v *visit) signin.Answer { return signin.SecondFactor{Name: v.r.PostFormValue("answer")} },
	},
	userpool.StepMFASetup: {"code.html", "Set up a second factor", "", (*visit).setUpAnswer},
	signin.SelectChallenge: {
		"choice.html", "Choose how to sign in", "",
		func(v *visit) signin.Answer { return signin.FirstFactor{Name: v.r.PostFormValue("answer")} },
	},
}

func codeAnswer(factor string) func(*visit) signin.Answer {
	return func(v *visit) signin.Answer { return signin.SentCode{Factor: factor, Code: v.r.PostFormValue("code")} }
}

// begin starts a sign-in and shows its next page.
func (v *visit) begin(login string, flow signin.Flow) {
	outcome, err := v.SignIns.Begin(v.r.Context(), v.signInRequest(login), flow)
	v.proceed(outcome, err, login)
}

// answer checks the answer to a step and shows the next page.
func (v *visit) answer(session string, a signin.Answer) {
	outcome, err := v.SignIns.Answer(v.r.Context(), v.signInRequest(""), session, a)
	if _, ok := errors.AsType[signin.InvalidSession](err); ok {
		v.tooLate()
		return
	}
	var login string
	if step := outcome.Step; step != nil && step.Name == userpool.FactorPassword {
		login = step.Username
	}
	v.proceed(outcome, err, login)
}

func (v *visit) signInRequest(login string) signin.Request {
	return signin.Request{Client: v.request.Client, Username: login, OnPage: true, SessionLifetime: loginLifetime}
}

// proceed shows the page that follows a request of a sign-in. After an error that is the
// step again while it is open, or else the sign-in page. A user whose account has to be
// confirmed, or needs a new password, goes on there. login is the username of a first
// factor, or "".
func (v *visit) proceed(outcome signin.Outcome, err error, login string) {
	var message string
	if err != nil {
		message = errorText(v.request.Client, err)
	}
	switch {
	case errors.Is(err, apierror.ErrUserNotConfirmed) && login != "":
		v.showConfirm(view{Username: login, Message: message})
	case errors.Is(err, errResetRequired) && login != "": // the code has been sent already
		v.resetForm(login, message, "")
	case outcome.Step != nil:
		v.showStep(outcome.Step, message)
	case err != nil:
		v.showSignIn(message)
	default:
		user := outcome.Result.User
		v.complete(v.w, v.r, v.request, user, v.startSession(v.w, v.r, v.request.Client, user, ""))
	}
}

// showStep shows the page of a step.
func (v *visit) showStep(step *signin.Step, message string) {
	if step.Name == userpool.FactorPassword {
		v.askPassword(step, message)
		return
	}
	about := stepPages[step.Name]
	page := view{
		Title: about.title, Notice: cmp.Or(sent(step.Delivery), about.notice), Message: message, Session: step.Session, Step: step.Name,
		Submit: "Sign in", SubmitName: "signInSubmitButton", Choices: choicesOf(step.Choices),
	}
	file := about.file
	switch step.Name {
	case userpool.StepNewPassword:
		page.Submit, page.SubmitName = "Change password", "reset_password"
		page.Fields = slices.DeleteFunc(v.requiredFields(), func(f field) bool { return !slices.Contains(step.Missing, attributeOf(f)) })
	case userpool.StepSelectMFA, signin.SelectChallenge:
		page.Submit, page.SubmitName = "Continue", "selectFactor"
	case userpool.StepMFASetup:
		file = v.setUpPage(&page, step)
	}
	v.show(file, "/login", page)
}

// postStep handles the answer to the step that the session string names.
func (v *visit) postStep(session string) {
	about, hasPage := stepPages[v.r.PostFormValue("step")]
	if !hasPage { // managed login's password has a session too, and a page of its own
		v.tooLate()
		return
	}
	v.answer(session, about.answer(v))
}

func (v *visit) newPasswordAnswer() signin.Answer {
	password, err := v.chosenPassword("new_password", "confirm_password")
	if err != nil {
		return signin.Invalid{Step: userpool.StepNewPassword, Err: err}
	}
	return signin.NewPassword{Password: password, Attributes: v.filled(v.requiredFields())}
}

// chosenPassword returns a new password that the form has twice.
func (v *visit) chosenPassword(name, again string) (string, error) {
	if v.r.PostFormValue(name) != v.r.PostFormValue(again) {
		return "", apierror.InvalidParameter("The two passwords are not the same.")
	}
	return v.r.PostFormValue(name), nil
}
