package hostedui

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Managed login asks for the username, then for the password. A client of a live pool
// recorded POST /login with the username, then POST /verifyPassword with csrf and password,
// both values as JSON texts. The script of the live pages encodes them so. The emulator's
// pages have no script, and both forms are accepted. The cookie page-data has the session
// of the second page (developer guide, "Managed login"; its content is unspecified).
const pageDataCookie = "page-data"

// plain returns a form value that may be a JSON text.
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
	v.begin(login, signin.UsernameFirst{})
}

// askPassword shows the second page of a sign-in.
func (v *visit) askPassword(step *signin.Step, message string) {
	authorization.SetCookie(v.w, v.r, pageDataCookie, step.Session, 0)
	links := []link{{Path: v.here("/login"), Text: "Sign in as a different user"}}
	if v.selfRecovery() {
		links = append(links, link{Path: v.here("/forgotPassword"), Text: "Forgot your password?"})
	}
	v.show("managed_password.html", "/verifyPassword", view{
		Title: "Enter your password", Username: step.Username, Message: message, Submit: "Continue", SubmitName: "verifyPassword", Links: links,
	})
}

// verifyPassword checks the password of managed login.
func (p *Pages) verifyPassword(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	v, ok := p.visit(w, r, d)
	if !ok || !v.posted() {
		return
	}
	cookie, err := r.Cookie(pageDataCookie)
	if err != nil || !v.request.HasNativeSignIn() {
		v.tooLate()
		return
	}
	password := r.PostFormValue("password")
	if csrf := r.PostFormValue("csrf"); plain(csrf) != csrf { // the whole form is in JSON
		password = plain(password)
	}
	v.answer(cookie.Value, signin.PagePassword{Password: password})
}
