package hostedui

import (
	"net/http"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/account"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/message"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// showSignUp shows the form for a new account. A pool in which only administrators create
// accounts has an error page instead (unspecified).
func (p *Pages) showSignUp(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	if v, ok := p.visit(w, r, d); ok && v.open() {
		v.signUpForm("")
	}
}

// open reports whether users may sign up here; if not, it has answered the request.
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

// postSignUp creates an account and goes on to its confirmation, or to the sign-in if the
// account is confirmed already.
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
		v.signUpForm(errorText(v.request.Client, err))
		return
	}
	if signed.Confirmed() {
		v.passwordChosen(signed.User, r.PostFormValue("password"))
		return
	}
	v.showConfirm(view{Username: login, Notice: sent(signed.Delivery)})
}

// passwordChosen signs in a user who has just chosen a password on the sign-up page.
func (v *visit) passwordChosen(user userpool.User, password string) {
	if password == "" {
		v.showSignIn("")
		return
	}
	v.begin(user.Username, signin.SignedUp{User: user})
}

// sent tells where a code was sent, or is "" without a code.
func sent(d *message.Delivery) string {
	if d == nil {
		return ""
	}
	if d.Medium == userpool.MediumSMS {
		return "We have sent a code by SMS to " + d.Destination + ". Enter it below."
	}
	return "We have sent a code by email to " + d.Destination + ". Enter it below."
}
