package hostedui

import (
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// showForgotPassword asks whose password is forgotten.
func (p *Pages) showForgotPassword(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	if v, ok := p.visit(w, r, d); ok {
		v.forgotPasswordForm(v.request.LoginHint, "")
	}
}

func (v *visit) forgotPasswordForm(login, message string) {
	v.show("forgot_password.html", "/forgotPassword", view{
		Title: "Forgot your password?", Username: login, Message: message, Submit: "Reset my password", SubmitName: "reset_my_password",
		Links: []link{{Path: v.here("/login"), Text: "Back to sign in"}},
	})
}

// postForgotPassword sends a code and asks for it with a new password.
func (p *Pages) postForgotPassword(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	v, ok := p.visit(w, r, d)
	if !ok || !v.posted() {
		return
	}
	login := r.PostFormValue("username")
	delivery, err := p.Accounts.ForgotPassword(r.Context(), v.request.Client, login, nil)
	if err != nil {
		v.forgotPasswordForm(login, errorText(v.request.Client, err))
		return
	}
	v.resetForm(login, "", sent(&delivery))
}

func (v *visit) resetForm(login, message, notice string) {
	v.show("confirm_forgot_password.html", "/confirmforgotPassword", view{
		Title: "Reset your password", Username: login, Message: message, Notice: notice, Submit: "Change Password", SubmitName: "reset_password",
		Links: []link{{Path: v.here("/forgotPassword"), Text: "Send a new code"}},
	})
}

// postConfirmForgotPassword sets the new password, with which the user signs in next.
func (p *Pages) postConfirmForgotPassword(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	v, ok := p.visit(w, r, d)
	if !ok || !v.posted() {
		return
	}
	login := r.PostFormValue("username")
	password, err := v.chosenPassword("password", "confirmPassword")
	if err == nil {
		err = p.Accounts.ConfirmForgotPassword(r.Context(), v.request.Client, login, r.PostFormValue("code"), password, nil)
	}
	if err != nil {
		v.resetForm(login, errorText(v.request.Client, err), "")
		return
	}
	authorization.Redirect(w, r, authorization.Origin(r)+v.here("/login"))
}
