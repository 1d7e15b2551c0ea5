package hostedui

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Managed login asks for the username, then for the password, as one client of a live
// pool saw it: POST /login with the username, then POST /verifyPassword with csrf and
// password, both values as JSON texts. The pages' own script encodes them so; these
// pages have none, and both forms are taken. What is between the two is kept in the
// cookie page-data (developer guide, "Managed login"; what it holds is chosen).
const pageDataCookie = "page-data"

// stepPassword is the step of managed login after the username. No API challenge of the
// name is answered on a page.
const stepPassword = "PASSWORD"

// plain is a form value that may be a JSON text.
func plain(value string) string {
	var text string
	if strings.HasPrefix(value, `"`) && json.Unmarshal([]byte(value), &text) == nil {
		return text
	}
	return value
}

func (v *visit) postUsername() {
	login := plain(v.r.PostFormValue("username"))
	if login == "" {
		v.showSignIn("")
		return
	}
	if err := v.firstStep(login); err != nil {
		v.showSignIn(refusalText(v.request.Client, err))
	}
}

// askPassword shows the second page of a sign-in. Whether the user exists does not show.
func (v *visit) askPassword(c userpool.Challenge, message string) {
	authorization.SetCookie(v.w, v.r, pageDataCookie, v.Store.StartChallenge(c, loginLifetime), 0)
	links := []link{{Path: v.here("/login"), Text: "Sign in as a different user"}}
	if v.selfRecovery() {
		links = append(links, link{Path: v.here("/forgotPassword"), Text: "Forgot your password?"})
	}
	v.show("managed_password.html", "/verifyPassword", view{
		Title: "Enter your password", Username: c.Username, Message: message, Submit: "Continue", SubmitName: "verifyPassword", Links: links,
	})
}

// verifyPassword takes the password of managed login.
func (p *Pages) verifyPassword(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	v, ok := p.visit(w, r, d)
	if !ok || !v.posted() {
		return
	}
	cookie, err := r.Cookie(pageDataCookie)
	if err != nil {
		v.tooLate()
		return
	}
	asked, err := p.Store.TakePageSession(cookie.Value, stepPassword)
	if err != nil || asked.ClientID != v.request.Client.ID || !v.request.HasNativeSignIn() {
		v.tooLate()
		return
	}
	password := r.PostFormValue("password")
	if csrf := r.PostFormValue("csrf"); plain(csrf) != csrf { // the whole form is in JSON
		password = plain(password)
	}
	user, err := v.checkPassword(asked.Username, password)
	switch {
	case err == nil:
		v.next(user)
	case waits(err):
		v.refuseSignIn(asked.Username, err)
	default:
		v.askPassword(asked, refusalText(v.request.Client, err))
	}
}
