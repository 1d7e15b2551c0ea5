package hostedui

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// pageDataCookie has the session of the password page (developer guide, "Managed login"; its content
// is unspecified).
//
// Managed login asks for the username, then for the password. A client of a live pool recorded POST
// /login with the username, then POST /verifyPassword with csrf and password. The script of the live
// pages encodes these values as JSON strings. The forms of the emulator's pages work without a script, so
// the emulator accepts both encodings.
const pageDataCookie = "page-data"

// unquoteJSON returns a form value. It decodes the value if it is a JSON string.
func unquoteJSON(value string) string {
	var text string
	if strings.HasPrefix(value, `"`) && json.Unmarshal([]byte(value), &text) == nil {
		return text
	}
	return value
}

func (pr *pageRequest) postUsername() {
	login := unquoteJSON(pr.r.PostFormValue("username"))
	if login == "" {
		pr.showSignIn(nil)
		return
	}
	pr.begin(login, signin.UsernameFirst{})
}

// askPassword shows the password page of managed login, and the error of the form before, if any.
func (pr *pageRequest) askPassword(step *signin.Step, err error) {
	authorization.SetCookie(pr.w, pr.r, pageDataCookie, step.Session, 0)
	links := []link{{Path: pr.linkTo("/login"), Text: "Sign in as a different user"}}
	if pr.selfRecovery() {
		links = append(links, link{Path: pr.linkTo("/forgotPassword"), Text: "Forgot your password?"})
	}
	page := view{Title: "Enter your password", Step: step.Name, Username: step.Username, Submit: "Continue", SubmitName: "verifyPassword", Links: links}
	page.reject(pr.request.Client, err, "password")
	pr.show("managed_password.html", "/verifyPassword", page)
}

// verifyPassword handles POST /verifyPassword, the form of the password page.
func (p *Pages) verifyPassword(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	pr, ok := p.pageRequest(w, r, d)
	if !ok || !pr.checkForm() {
		return
	}
	cookie, err := r.Cookie(pageDataCookie)
	if err != nil || !pr.request.HasNativeSignIn() {
		pr.rejectForm()
		return
	}
	password := r.PostFormValue("password")
	if csrf := r.PostFormValue("csrf"); unquoteJSON(csrf) != csrf { // the client encodes all values as JSON
		password = unquoteJSON(password)
	}
	pr.answer(cookie.Value, signin.PagePassword{Password: password})
}
