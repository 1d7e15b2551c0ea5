package hostedui

import (
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// showConfirm asks for the code that confirms an account.
func (v *visit) showConfirm(page view) {
	page.Title, page.Submit, page.SubmitName = "Confirm your account", "Confirm account", "confirm"
	page.Resend = v.action("/resendcode")
	v.show("confirm.html", "/confirm", page)
}

// confirmPage is for somebody who comes back to a sign-up that waits for its code.
func (p *Pages) confirmPage(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	if v, ok := p.visit(w, r, d); ok {
		v.showConfirm(view{Username: v.request.LoginHint})
	}
}

// postConfirm confirms an account with its code. The user signs in next: that the page
// does not sign in by itself is chosen.
func (p *Pages) postConfirm(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	v, ok := p.visit(w, r, d)
	if !ok || !v.posted() {
		return
	}
	login := r.PostFormValue("username")
	if _, err := p.Accounts.ConfirmSignUp(r.Context(), v.request.Client, login, r.PostFormValue("code"), false, nil); err != nil {
		v.showConfirm(view{Username: login, Message: errorText(v.request.Client, err)})
		return
	}
	authorization.Redirect(w, r, authorization.Origin(r)+v.here("/login"))
}

// postResend sends a new code.
func (p *Pages) postResend(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	v, ok := p.visit(w, r, d)
	if !ok || !v.posted() {
		return
	}
	login := r.PostFormValue("username")
	delivery, err := p.Accounts.ResendConfirmationCode(r.Context(), v.request.Client, login, nil)
	if err != nil {
		v.showConfirm(view{Username: login, Message: errorText(v.request.Client, err)})
		return
	}
	v.showConfirm(view{Username: login, Notice: sent(&delivery)})
}

// confirmUser confirms an account by the link of a message (developer guide, "Managed
// login endpoints"). It belongs to no authorization request. The texts are chosen.
func (p *Pages) confirmUser(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	q := r.URL.Query()
	client, err := p.Store.Client(d.PoolID, q.Get("client_id"))
	if err == nil {
		_, err = p.Accounts.ConfirmSignUp(r.Context(), client, q.Get("user_name"), q.Get("confirmation_code"), false, nil)
	}
	if err != nil {
		p.renderError(w, r, d, "Your registration could not be confirmed.", errorText(client, err))
		return
	}
	render(w, r, http.StatusOK, "error.html", p.dressed(w, r, d, view{Title: "Your registration has been confirmed!"}))
}
