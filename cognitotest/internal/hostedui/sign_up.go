package hostedui

import (
	"net/http"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/account"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// showSignUp shows the form for a new account. A pool in which administrators alone make
// accounts has none: that the page then is an error is chosen.
func (p *Pages) showSignUp(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	if v, ok := p.visit(w, r, d); ok && v.open() {
		v.signUpForm("")
	}
}

// open reports whether people may sign up here; if not, the request has been answered.
func (v *visit) open() bool {
	if v.request.HasNativeSignIn() && !v.pool.AllowAdminCreateUserOnly {
		return true
	}
	v.renderError(v.w, v.r, v.d, "An error was encountered with the requested page.", "SignUp is not permitted for this user pool")
	return false
}

func (v *visit) signUpForm(message string) {
	v.show("sign_up.html", "/signup", view{
		Title: "Sign up", Message: message, Fields: append([]field{v.usernameField()}, v.requiredFields()...),
		Passwordless: slices.ContainsFunc(v.pool.AllowedFirstAuthFactors, func(f string) bool { return f != "PASSWORD" }),
		Submit:       "Sign up", SubmitName: "signUpButton",
		Links: []link{{Before: "Already have an account?", Path: v.here("/login"), Text: "Sign in"}},
	})
}

// postSignUp makes an account and goes on to its confirmation, or to the sign-in if that
// is done already.
func (p *Pages) postSignUp(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	v, ok := p.visit(w, r, d)
	if !ok || !v.open() || !v.posted() {
		return
	}
	login := r.PostFormValue("username")
	signed, err := p.Accounts.SignUp(r.Context(), v.request.Client, account.SignUp{
		Username: login, Password: r.PostFormValue("password"), Attributes: v.filled(v.requiredFields()),
	})
	if err != nil {
		v.signUpForm(refusalText(v.request.Client, err))
		return
	}
	if signed.Confirmed() {
		v.passwordChosen(signed.User, r.PostFormValue("password"))
		return
	}
	v.showConfirm(view{Username: login, Notice: sent(signed.Delivery)})
}

// passwordChosen signs in somebody who has just given a password, or a code, on a page.
func (v *visit) passwordChosen(user userpool.User, password string) {
	if password == "" {
		v.showSignIn("")
		return
	}
	v.next(user)
}

// sent says where a code went.
func sent(d *message.Delivery) string {
	if d == nil {
		return ""
	}
	if d.Medium == userpool.MediumSMS {
		return "We have sent a code by SMS to " + d.Destination + ". Enter it below."
	}
	return "We have sent a code by email to " + d.Destination + ". Enter it below."
}
