package hostedui

import (
	"errors"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// errResetRequired refuses a user whose password an administrator has reset.
var errResetRequired = &userpool.Exception{Name: "PasswordResetRequiredException"}

// waits reports whether a refusal is of an account that has to be confirmed, or to be
// given a new password, before it signs in.
func waits(err error) bool {
	return errors.Is(err, userpool.ErrUserNotConfirmed) || errors.Is(err, errResetRequired)
}

// stepPages are the pages of the steps that can follow the password, and what they show
// beside the form. The field names of new_password are those of captured pages for a
// forgotten password, the others the stand-in's own.
var stepPages = map[string]struct{ file, title, notice string }{
	userpool.StepNewPassword:   {"new_password.html", "Change your password", ""},
	userpool.StepSoftwareToken: {"code.html", "Enter your code", "Enter the code that your authenticator app shows."},
	userpool.StepMFASetup:      {"code.html", "Enter your code", ""},
}

// next shows the step that a user has to take after the password, or signs in.
func (v *visit) next(user userpool.User) {
	step, err := v.Store.NextStep(user)
	if err != nil {
		authorization.Refused(v.w, v.r, v.Store, err)
		return
	}
	if step == "" {
		v.signIn(user)
		return
	}
	if stepPages[step].file == "" {
		authorization.Refused(v.w, v.r, v.Store, userpool.InvalidParameter("The stand-in has no page for the step %s.", step))
		return
	}
	if step == userpool.StepMFASetup {
		if _, err = v.Store.AssociateTOTP(user.PoolID, user.Username); err != nil {
			authorization.Refused(v.w, v.r, v.Store, err)
			return
		}
	}
	c := userpool.Challenge{Name: step, OnPage: true, PoolID: user.PoolID, ClientID: v.request.Client.ID, Username: user.Username}
	v.showStep(c, v.Store.StartChallenge(c, loginLifetime), "")
}

// showStep shows the page of a step under a session string.
func (v *visit) showStep(c userpool.Challenge, session, message string) {
	about := stepPages[c.Name]
	page := view{
		Title: about.title, Notice: about.notice, Message: message, Session: session, Step: c.Name,
		Submit: "Sign in", SubmitName: "signInSubmitButton",
	}
	user, _ := v.Store.User(c.PoolID, c.Username) // a user who has gone has no key and lacks nothing
	switch c.Name {
	case userpool.StepNewPassword:
		page.Submit, page.SubmitName = "Change password", "reset_password"
		page.Fields = v.missing(user)
	case userpool.StepMFASetup:
		page.Secret = user.TOTP.Pending
	}
	v.show(about.file, "/login", page)
}

// postStep takes the answer to the step that the session string names. A wrong
// answer shows the step again, under a new session.
func (v *visit) postStep(session string) {
	step, err := v.Store.TakePageSession(session, v.r.PostFormValue("step"))
	if err != nil || step.ClientID != v.request.Client.ID {
		v.tooLate()
		return
	}
	user, err := v.answer(step)
	switch {
	case err != nil:
		v.showStep(step, v.Store.ContinueChallenge(step), refusalText(v.request.Client, err))
	case step.Name == userpool.StepNewPassword:
		v.next(user)
	default:
		v.signIn(user)
	}
}

func (v *visit) answer(step userpool.Challenge) (userpool.User, error) {
	switch step.Name {
	case userpool.StepNewPassword:
		password, err := v.chosenPassword("new_password", "confirm_password")
		if err != nil {
			return userpool.User{}, err
		}
		user, err := v.Store.User(step.PoolID, step.Username)
		if err != nil {
			return userpool.User{}, err
		}
		return v.Store.ReplaceTemporaryPassword(step.PoolID, step.Username, password, v.filled(v.missing(user)))
	case userpool.StepMFASetup:
		return v.Store.VerifyTOTP(step.PoolID, step.Username, v.r.PostFormValue("code"), "")
	}
	return v.Store.CheckTOTP(step.PoolID, step.Username, v.r.PostFormValue("code"))
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
