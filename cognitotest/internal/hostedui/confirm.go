package hostedui

import (
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// showConfirm shows the page that asks for the code that confirms an account, and the error of the form
// before, if any. To a user of a pool that verifies nothing no code is sent. Then the page says so
// (unspecified).
func (pr *pageRequest) showConfirm(page view, err error) {
	page.Title, page.Submit, page.SubmitName = "Confirm your account", "Confirm account", "confirm"
	page.Resend = pr.action("/resendcode")
	if page.NoCode || len(pr.pool.AutoVerifiedAttributes) == 0 {
		page.NoCode, page.Notice = true, notice{text: noCodeNotice}
		page.Links = []link{{Path: pr.linkTo("/login"), Text: "Back to sign in"}}
	}
	page.reject(pr.request.Client, err, "username", "code")
	pr.show("confirm.html", "/confirm", page)
}

// noCodeNotice is the text for a user to whom the pool sends no code (developer guide, "Signing up and
// confirming user accounts": without an attribute to verify, only an administrator can confirm the account).
const noCodeNotice = "We cannot send a code, because your account has no address that this user pool verifies. An administrator must confirm your account before you can sign in."

// confirmPage serves GET /confirm, for a user who returns to a sign-up that is not confirmed yet.
func (p *Pages) confirmPage(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	if pr, ok := p.pageRequest(w, r, d); ok {
		pr.showConfirm(view{Username: pr.request.LoginHint}, nil)
	}
}

// postConfirm confirms an account with its code and redirects to the sign-in page. That it does not
// sign the user in is unspecified.
func (p *Pages) postConfirm(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	pr, ok := p.pageRequest(w, r, d)
	if !ok || !pr.checkForm() {
		return
	}
	login := r.PostFormValue("username")
	if _, err := p.Accounts.ConfirmSignUp(r.Context(), pr.request.Client, login, r.PostFormValue("code"), false, nil); err != nil {
		pr.showConfirm(view{Username: login}, err)
		return
	}
	authorization.Redirect(w, r, authorization.Origin(r)+pr.linkTo("/login"))
}

// postResend sends a new code for the confirmation.
func (p *Pages) postResend(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	pr, ok := p.pageRequest(w, r, d)
	if !ok || !pr.checkForm() {
		return
	}
	login := r.PostFormValue("username")
	delivery, err := p.Accounts.ResendConfirmationCode(r.Context(), pr.request.Client, login, nil)
	if err != nil {
		pr.showConfirm(view{Username: login}, err)
		return
	}
	pr.showConfirm(view{Username: login, Notice: deliveryNotice(&delivery)}, nil)
}

// confirmUser confirms an account with the link in a message (developer guide, "Managed login
// endpoints"). The link has no authorization request. The texts are unspecified.
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
	render(w, r, http.StatusOK, "error.html", p.forDomain(w, r, d, view{Title: "Your registration has been confirmed!"}))
}
