package hostedui

import (
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// stepPages are the pages of the steps that can follow the password. Their field
// names are the stand-in's own: those of the live pages are not known.
var stepPages = map[string]string{
	userpool.StepNewPassword:   "new_password.html",
	userpool.StepSoftwareToken: "software_token.html",
	userpool.StepMFASetup:      "software_token.html",
}

// postStep takes the answer to the step that the session string names. A wrong
// answer shows the step again, under a new session.
func (p *Pages) postStep(w http.ResponseWriter, r *http.Request, request *authorization.Request, session string) {
	step, err := p.Store.TakePageSession(session, r.PostFormValue("step"))
	if err != nil || step.ClientID != request.Client.ID {
		p.renderError(w, "Something went wrong", "The sign-in took too long. Open the app's sign-in link again.")
		return
	}
	user, err := p.answer(r, step)
	if err != nil {
		p.show(w, r, stepPages[step.Name], loginPage{
			Message: message(request.Client, err), Step: step.Name, Session: p.Store.ContinueChallenge(step),
			Secret: p.setUpSecret(step),
		})
		return
	}
	if step.Name == userpool.StepNewPassword {
		p.next(w, r, request, user)
		return
	}
	p.complete(w, r, request, user, p.startSession(w, r, user, ""))
}

// setUpSecret is the key of a software token that a step sets up, so that the page
// can show it again; "" in other steps.
func (p *Pages) setUpSecret(step userpool.Challenge) string {
	if step.Name != userpool.StepMFASetup {
		return ""
	}
	user, _ := p.Store.User(step.PoolID, step.Username) // a user who has gone has no key
	return user.TOTP.Pending
}

func (p *Pages) answer(r *http.Request, step userpool.Challenge) (userpool.User, error) {
	if step.Name == userpool.StepNewPassword {
		if r.PostFormValue("new_password") != r.PostFormValue("confirm_password") {
			return userpool.User{}, userpool.InvalidParameter("The two passwords are not the same.")
		}
		return p.Store.SetPassword(step.PoolID, step.Username, r.PostFormValue("new_password"), true)
	}
	if step.Name == userpool.StepMFASetup {
		return p.Store.VerifyTOTP(step.PoolID, step.Username, r.PostFormValue("code"))
	}
	return p.Store.CheckTOTP(step.PoolID, step.Username, r.PostFormValue("code"))
}
