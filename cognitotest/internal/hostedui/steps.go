package hostedui

import (
	"errors"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// waits reports whether a refusal is of an account that has to be confirmed, or to be
// given a new password, before it signs in.
func waits(err error) bool {
	return errors.Is(err, userpool.ErrUserNotConfirmed) || errors.Is(err, apierror.ErrPasswordResetRequired)
}

// stepPage is the page of a step, and what takes its answer. An answer that is right
// shows what comes next by itself.
type stepPage struct {
	file, title, notice string
	answer              func(v *visit, c userpool.Challenge) error
}

// stepPages are the pages of the steps that can follow the first one, by the API's
// ChallengeName. The field names of new_password are those of captured pages for a
// forgotten password, the others the stand-in's own.
var stepPages map[string]stepPage

func init() { // the answers ask for what the table holds
	stepPages = map[string]stepPage{
		userpool.StepNewPassword: {"new_password.html", "Change your password", "", (*visit).takeNewPassword},
		userpool.StepSoftwareToken: {
			"code.html", "Enter your code", "Enter the code that your authenticator app shows.", (*visit).takeSoftwareToken,
		},
		userpool.StepSMS:       {"code.html", "Enter your code", "Enter the code that we have sent by SMS.", (*visit).takeCode},
		userpool.StepEmail:     {"code.html", "Enter your code", "Enter the code that we have sent by email.", (*visit).takeCode},
		userpool.FactorSMS:     {"code.html", "Enter your code", "Enter the code that we have sent by SMS.", (*visit).takeCode},
		userpool.StepSelectMFA: {"choice.html", "Choose how to verify that it is you", "", (*visit).takeSecondFactor},
		userpool.StepMFASetup:  {"code.html", "Set up a second factor", "", (*visit).takeSetUp},
		stepFirstFactor:        {"choice.html", "Choose how to sign in", "", (*visit).takeFirstFactor},
	}
}

// next shows the step that a user has to take after the first factor, or signs in.
func (v *visit) next(user userpool.User) {
	step, err := v.Store.Next(user)
	switch {
	case err != nil:
		v.showSignIn(refusalText(v.request.Client, err))
	case step.Name == "":
		v.signIn(user)
	default:
		if err := v.ask(user, step, userpool.Progress{}); err != nil {
			v.showSignIn(refusalText(v.request.Client, err))
		}
	}
}

// ask begins a step. A factor that sends a code does so now.
func (v *visit) ask(user userpool.User, step userpool.Step, progress userpool.Progress) error {
	c := userpool.Challenge{
		Name: step.Name, OnPage: true, PoolID: user.PoolID, ClientID: v.request.Client.ID, Username: user.Username,
		Choices: step.Choices, Progress: progress,
	}
	var notice string
	if medium := codeMediums[step.Name]; medium != "" {
		var err error
		c.Address, _ = user.Attribute(message.Attribute(medium))
		if c.Code, notice, err = v.sendCode(user, step.Name); err != nil {
			return err
		}
	}
	return v.begin(c, notice)
}

// begin shows the first page of a step.
func (v *visit) begin(c userpool.Challenge, notice string) error {
	if c.Name == userpool.StepMFASetup && slices.Equal(c.Choices, []string{userpool.StepSoftwareToken}) {
		if _, err := v.Store.AssociateTOTP(c.PoolID, c.Username); err != nil {
			return err
		}
	}
	v.showStep(c, v.Store.StartChallenge(c, loginLifetime), "", notice)
	return nil
}

// showStep shows the page of a step under a session string.
func (v *visit) showStep(c userpool.Challenge, session, message, notice string) {
	about := stepPages[c.Name]
	if notice == "" {
		notice = about.notice
	}
	page := view{
		Title: about.title, Notice: notice, Message: message, Session: session, Step: c.Name,
		Submit: "Sign in", SubmitName: "signInSubmitButton", Choices: choicesOf(c.Choices),
	}
	file := about.file
	user, _ := v.Store.User(c.PoolID, c.Username) // a user who has gone has no key and lacks nothing
	switch c.Name {
	case userpool.StepNewPassword:
		page.Submit, page.SubmitName = "Change password", "reset_password"
		page.Fields = v.missing(user)
	case userpool.StepSelectMFA, stepFirstFactor:
		page.Submit, page.SubmitName = "Continue", "selectFactor"
	case userpool.StepMFASetup:
		file = v.setUpPage(&page, c, user)
	}
	v.show(file, "/login", page)
}

// postStep takes the answer to the step that the session string names. A wrong
// answer shows the step again, under a new session.
func (v *visit) postStep(session string) {
	about, hasPage := stepPages[v.r.PostFormValue("step")]
	if !hasPage { // managed login's password has a session too, and a page of its own
		v.tooLate()
		return
	}
	step, err := v.Store.TakePageSession(session, v.r.PostFormValue("step"))
	if err != nil || step.ClientID != v.request.Client.ID {
		v.tooLate()
		return
	}
	if err := about.answer(v, step); err != nil {
		v.showStep(step, v.Store.ContinueChallenge(step), refusalText(v.request.Client, err), "")
	}
}

func (v *visit) takeNewPassword(c userpool.Challenge) error {
	password, err := v.chosenPassword("new_password", "confirm_password")
	if err != nil {
		return err
	}
	user, err := v.Store.User(c.PoolID, c.Username)
	if err != nil {
		return err
	}
	if user, err = v.Store.ReplaceTemporaryPassword(c.PoolID, c.Username, password, v.filled(v.missing(user))); err != nil {
		return err
	}
	v.next(user)
	return nil
}

// chosenPassword is a new password that was typed twice.
func (v *visit) chosenPassword(name, again string) (string, error) {
	if v.r.PostFormValue(name) != v.r.PostFormValue(again) {
		return "", userpool.InvalidParameter("The two passwords are not the same.")
	}
	return v.r.PostFormValue(name), nil
}

// missing asks for what the pool requires and a user does not have.
func (v *visit) missing(user userpool.User) []field {
	return slices.DeleteFunc(v.requiredFields(), func(f field) bool { return hasAttribute(user, f) })
}
