package hostedui

import (
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// showForgotPassword shows the page that asks for the username.
func (p *Pages) showForgotPassword(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	if pr, ok := p.pageRequest(w, r, d); ok {
		pr.forgotPasswordForm(pr.request.LoginHint, "")
	}
}

func (pr *pageRequest) forgotPasswordForm(login, message string) {
	pr.show("forgot_password.html", "/forgotPassword", view{
		Title: "Forgot your password?", Username: login, Message: message, Submit: "Reset my password", SubmitName: "reset_my_password",
		Links: []link{{Path: pr.linkTo("/login"), Text: "Back to sign in"}},
	})
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
		pr.forgotPasswordForm(login, errorText(pr.request.Client, err))
		return
	}
	pr.resetForm(login, "", deliveryNotice(&delivery))
}

func (pr *pageRequest) resetForm(login, message, notice string) {
	pr.show("confirm_forgot_password.html", "/confirmforgotPassword", view{
		Title: "Reset your password", Username: login, Message: message, Notice: notice, Submit: "Change Password", SubmitName: "reset_password",
		Links: []link{{Path: pr.linkTo("/forgotPassword"), Text: "Send a new code"}},
	})
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
		pr.resetForm(login, errorText(pr.request.Client, err), "")
		return
	}
	authorization.Redirect(w, r, authorization.Origin(r)+pr.linkTo("/login"))
}
