package hostedui

import (
	"cmp"
	"errors"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// errResetRequired is the error of a user whose password an administrator has reset.
var errResetRequired = apierror.ErrPasswordResetRequired

// stepPage is the page of a challenge and the function that reads the answer from its form.
type stepPage struct {
	file, title, notice string
	answer              func(*pageRequest) signin.Answer
}

// stepPages maps the API's ChallengeName to the page of a challenge. The field names of
// new_password.html are from captures of the pages for a forgotten password. The other field names
// are the emulator's own.
var stepPages = map[string]stepPage{
	userpool.StepNewPassword: {"new_password.html", "Change your password", "", (*pageRequest).newPasswordAnswer},
	userpool.StepSoftwareToken: {
		"code.html", "Enter your code", "Enter the code that your authenticator app shows.",
		func(pr *pageRequest) signin.Answer { return signin.SoftwareTokenCode{Code: pr.r.PostFormValue("code")} },
	},
	userpool.StepSMS:   {"code.html", "Enter your code", "Enter the code that we have sent by SMS.", codeAnswer(userpool.StepSMS)},
	userpool.StepEmail: {"code.html", "Enter your code", "Enter the code that we have sent by email.", codeAnswer(userpool.StepEmail)},
	userpool.FactorSMS: {"code.html", "Enter your code", "Enter the code that we have sent by SMS.", codeAnswer(userpool.FactorSMS)},
	userpool.StepSelectMFA: {
		"choice.html", "Choose how to verify that it is you", "",
		func(pr *pageRequest) signin.Answer { return signin.SecondFactor{Name: pr.r.PostFormValue("answer")} },
	},
	userpool.FactorPasskey: {"passkey.html", "Sign in with your passkey", "", passkeyAnswer},
	userpool.StepMFASetup:  {"code.html", "Set up authenticator app MFA", "", (*pageRequest).setUpAnswer},
	signin.SelectChallenge: {
		"choice.html", "Choose how to sign in", "",
		func(pr *pageRequest) signin.Answer { return signin.FirstFactor{Name: pr.r.PostFormValue("answer")} },
	},
}

func codeAnswer(factor string) func(*pageRequest) signin.Answer {
	return func(pr *pageRequest) signin.Answer {
		return signin.SentCode{Factor: factor, Code: pr.r.PostFormValue("code")}
	}
}

// begin starts a sign-in and shows its next page.
func (pr *pageRequest) begin(login string, flow signin.Flow) {
	outcome, err := pr.SignIns.Begin(pr.r.Context(), pr.signInRequest(login), flow)
	pr.showOutcome(outcome, err, login)
}

// stepUp asks a signed-in user for the factors that a requested level still requires.
func (pr *pageRequest) stepUp(user userpool.User, session userpool.BrowserSession) {
	request := pr.signInRequest(user.Username)
	request.Credited = session.Authentication
	outcome, err := pr.SignIns.Begin(pr.r.Context(), request, signin.StepUp{})
	pr.showOutcome(outcome, err, user.Username)
}

// answer checks the answer to a step and shows the next page.
func (pr *pageRequest) answer(session string, a signin.Answer) {
	outcome, err := pr.SignIns.Answer(pr.r.Context(), pr.signInRequest(""), session, a)
	if _, ok := errors.AsType[signin.InvalidSession](err); ok {
		pr.rejectForm()
		return
	}
	var login string
	if step := outcome.Step; step != nil && step.Name == userpool.FactorPassword {
		login = step.Username
	}
	pr.showOutcome(outcome, err, login)
}

func (pr *pageRequest) signInRequest(login string) signin.Request {
	return signin.Request{Client: pr.request.Client, Username: login, OnPage: true, SessionLifetime: loginLifetime, Targets: pr.request.Targets}
}

// showOutcome shows the page that follows a request of a sign-in. After an error it shows the step
// again if the step is still open, or else the sign-in page. A user who must confirm the account or
// reset the password gets the page for it. login is the username if the request was about a first
// factor, or "".
func (pr *pageRequest) showOutcome(outcome signin.Outcome, err error, login string) {
	switch {
	case errors.Is(err, apierror.ErrLevelOutOfReach):
		authorization.WriteError(pr.w, pr.r, pr.Store, pr.request.Failed(err)) // only the app can request another level
	case errors.Is(err, apierror.ErrUserNotConfirmed) && login != "":
		pr.showConfirm(view{Username: login}, err)
	case errors.Is(err, errResetRequired) && login != "": // AdminResetUserPassword has sent the code
		pr.resetForm(login, err, notice{})
	case outcome.Step != nil:
		pr.showStep(outcome.Step, err)
	case err != nil:
		pr.showSignIn(err)
	default:
		user := outcome.Result.User
		session, csrf := pr.startSession(pr.w, pr.r, pr.request.Client, user, outcome.Result.Authentication, userpool.Assertion{})
		if pr.Store.TakePasskeyOffer(user.PoolID, user.Username) && pr.offersPasskeys() {
			pr.addPasskeyPage(user, view{CSRF: csrf}, pr.offerCode(session))
			return
		}
		pr.complete(pr.w, pr.r, pr.request, user, session)
	}
}

// showStep shows the page of a step, and the error of the form before, if any.
func (pr *pageRequest) showStep(step *signin.Step, err error) {
	if step.Name == userpool.FactorPassword {
		pr.askPassword(step, err)
		return
	}
	entry := stepPages[step.Name]
	page := view{
		Title: entry.title, Notice: cmp.Or(deliveryNotice(step.Delivery), deviceNotice(step), notice{text: entry.notice}), Session: step.Session, Step: step.Name,
		Submit: "Sign in", SubmitName: "signInSubmitButton", Choices: choicesOf(step.Choices),
	}
	file, fields := entry.file, []string{"code"}
	switch step.Name {
	case userpool.StepNewPassword:
		page.Submit, page.SubmitName = "Change password", "reset_password"
		page.Fields = slices.DeleteFunc(pr.requiredFields(), func(f field) bool { return !slices.Contains(step.Missing, attributeOf(f.Name)) })
		page.Requirements = passwordRequirements(pr.pool.PasswordPolicy, true)
		fields = append([]string{"new_password", "confirm_password"}, names(page.Fields)...)
	case userpool.StepSelectMFA, signin.SelectChallenge:
		page.Submit, page.SubmitName = "Continue", "selectFactor"
	case userpool.FactorPasskey:
		pr.usePasskeyPage(&page, step)
	case userpool.StepMFASetup:
		file = pr.setUpPage(&page, step)
		if len(page.Fields) > 0 {
			fields = names(page.Fields)
		}
	}
	page.reject(pr.request.Client, err, fields...)
	if err != nil && len(fields) == 1 { // the step is still open, because its only field is wrong
		page.Wrong = fields
	}
	pr.show(file, "/login", page)
}

// deviceNotice returns the text that names the device with the user's authenticator app, or no text. It asks
// "for a code from the device with the name" (developer guide, "How to sign up for a new account in the Amazon
// Cognito hosted UI"); the words are the emulator's own.
func deviceNotice(step *signin.Step) notice {
	if step.Name != userpool.StepSoftwareToken || step.User.TOTP.Name == "" {
		return notice{}
	}
	return notice{"Enter the code that the authenticator app on %s shows.", step.User.TOTP.Name}
}

// postStep handles the answer to the challenge of a session.
func (pr *pageRequest) postStep(session string) {
	entry, hasPage := stepPages[pr.r.PostFormValue("step")]
	if !hasPage { // the session of managed login's password page is posted to /verifyPassword
		pr.rejectForm()
		return
	}
	pr.answer(session, entry.answer(pr))
}

func (pr *pageRequest) newPasswordAnswer() signin.Answer {
	password, err := pr.confirmedPassword("new_password", "confirm_password")
	if err != nil {
		return signin.Invalid{Step: userpool.StepNewPassword, Err: err}
	}
	return signin.NewPassword{Password: password, Attributes: pr.postedAttributes(pr.requiredFields())}
}
