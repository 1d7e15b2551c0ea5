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
	if pr, ok := p.pageRequest(w, r, d); ok && pr.allowsSignUp() {
		pr.signUpForm(nil)
	}
}

// allowsSignUp reports whether users can sign up. If not, it writes an error page.
func (pr *pageRequest) allowsSignUp() bool {
	if pr.request.HasNativeSignIn() && !pr.pool.AllowAdminCreateUserOnly {
		return true
	}
	pr.renderError(pr.w, pr.r, pr.d, "An error was encountered with the requested page.", "SignUp is not permitted for this user pool")
	return false
}

func (pr *pageRequest) signUpForm(err error) {
	page := view{
		Title: "Sign up", Fields: append([]field{pr.usernameField()}, pr.requiredFields()...), Requirements: passwordRequirements(pr.pool.PasswordPolicy, false),
		Passwordless: slices.ContainsFunc(pr.pool.AllowedFirstAuthFactors, func(f string) bool { return f != "PASSWORD" }),
		Submit:       "Sign up", SubmitName: "signUpButton",
		Links: []link{{Before: "Already have an account?", Path: pr.linkTo("/login"), Text: "Sign in"}},
	}
	page.reject(pr.request.Client, err, append(names(page.Fields), "password")...)
	pr.show("sign_up.html", "/signup", page)
}

// postSignUp creates an account. It shows the confirmation page, or signs the user in if a trigger
// has confirmed the account.
func (p *Pages) postSignUp(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	pr, ok := p.pageRequest(w, r, d)
	if !ok || !pr.allowsSignUp() || !pr.checkForm() {
		return
	}
	login := r.PostFormValue("username")
	password, err := pr.newPassword("password")
	var signed account.SignedUp
	if err == nil {
		signed, err = p.Accounts.SignUp(r.Context(), pr.request.Client, account.SignUp{
			Username: login, Password: password, Attributes: pr.postedAttributes(pr.requiredFields()),
		})
	}
	if err != nil {
		pr.signUpForm(err)
		return
	}
	if pr.offersPasskeys() {
		pr.Store.OfferPasskey(signed.User.PoolID, signed.User.Username)
	}
	if signed.Confirmed() {
		pr.signInAfterSignUp(signed.User, password)
		return
	}
	pr.showConfirm(view{Username: login, Notice: deliveryNotice(signed.Delivery), NoCode: signed.Delivery == nil}, nil)
}

// signInAfterSignUp signs in a user who has just signed up. A user without a password gets the
// sign-in page.
func (pr *pageRequest) signInAfterSignUp(user userpool.User, password string) {
	if password == "" {
		pr.showSignIn(nil)
		return
	}
	pr.begin(user.Username, signin.SignedUp{User: user})
}

// deliveryNotice returns the text that names the destination of a code, or no text if no code was sent.
func deliveryNotice(d *message.Delivery) notice {
	if d == nil {
		return notice{}
	}
	if d.Medium == userpool.MediumSMS {
		return notice{"We have sent a code by SMS to %s. Enter it below.", d.Destination}
	}
	return notice{"We have sent a code by email to %s. Enter it below.", d.Destination}
}
