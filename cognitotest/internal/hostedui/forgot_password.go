package hostedui

import (
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// showForgotPassword shows the page that asks for the username.
func (p *Pages) showForgotPassword(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	if pr, ok := p.pageRequest(w, r, d); ok {
		pr.forgotPasswordForm(pr.request.LoginHint, nil)
	}
}

func (pr *pageRequest) forgotPasswordForm(login string, err error) {
	page := view{
		Title: "Forgot your password?", Username: login, Submit: "Reset my password", SubmitName: "reset_my_password",
		Links: []link{{Path: pr.linkTo("/login"), Text: "Back to sign in"}},
	}
	page.reject(pr.request.Client, err, "username")
	pr.show("forgot_password.html", "/forgotPassword", page)
}

// postForgotPassword sends a code and shows the page that asks for the code and a new password.
func (p *Pages) postForgotPassword(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	pr, ok := p.pageRequest(w, r, d)
	if !ok || !pr.checkForm() {
		return
	}
	login := r.PostFormValue("username")
	delivery, err := p.Accounts.ForgotPassword(r.Context(), pr.request.Client, login, nil)
	if err != nil {
		pr.forgotPasswordForm(login, err)
		return
	}
	pr.resetForm(login, nil, deliveryNotice(&delivery))
}

func (pr *pageRequest) resetForm(login string, err error, sent notice) {
	page := view{
		Title: "Reset your password", Username: login, Notice: sent, Submit: "Change password", SubmitName: "reset_password",
		Requirements: passwordRequirements(pr.pool.PasswordPolicy, true),
		Links:        []link{{Path: pr.linkTo("/forgotPassword"), Text: "Send a new code"}},
	}
	page.reject(pr.request.Client, err, "code", "password", "confirmPassword")
	pr.show("confirm_forgot_password.html", "/confirmforgotPassword", page)
}

// postConfirmForgotPassword sets the new password and redirects to the sign-in page.
func (p *Pages) postConfirmForgotPassword(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	pr, ok := p.pageRequest(w, r, d)
	if !ok || !pr.checkForm() {
		return
	}
	login := r.PostFormValue("username")
	password, err := pr.confirmedPassword("password", "confirmPassword")
	if err == nil {
		err = p.Accounts.ConfirmForgotPassword(r.Context(), pr.request.Client, login, r.PostFormValue("code"), password, nil)
	}
	if err != nil {
		pr.resetForm(login, err, notice{})
		return
	}
	authorization.Redirect(w, r, authorization.Origin(r)+pr.linkTo("/login"))
}
