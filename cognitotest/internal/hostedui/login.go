package hostedui

import (
	"cmp"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/activity"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// showLogin shows the sign-in page. It makes the same checks as the authorize endpoint, because a
// browser can open the page directly.
func (p *Pages) showLogin(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	pr, ok := p.pageRequest(w, r, d)
	if !ok {
		return
	}
	user, session, signedIn := authorization.Session(p.Store, r, d.PoolID)
	reuse := authorization.SignIn
	if signedIn {
		var err error
		if reuse, err = pr.request.Reuse(p.Store, user, session); err != nil && !pr.request.Silent() {
			authorization.WriteError(w, r, p.Store, pr.request.Failed(err))
			return
		}
	}
	if reuse == authorization.Complete {
		p.complete(w, r, pr.request, user, session)
		return
	}
	if pr.request.Silent() { // OpenID Connect Core 3.1.2.1
		authorization.WriteError(w, r, p.Store, pr.request.Fail("login_required"))
		return
	}
	if pr.request.LeadsToProvider() {
		p.Federation.Start(w, r, pr.request, d)
		return
	}
	if path := pr.request.AtProvider(session.Provider, r.URL.Query()); reuse == authorization.StepUp && path != "" {
		authorization.Redirect(w, r, authorization.Origin(r)+path)
		return
	}
	if reuse == authorization.StepUp && session.Provider == "" {
		pr.stepUp(user, session)
		return
	}
	page := pr.signInPage()
	page.Message = r.URL.Query().Get("errorMessage")
	if pr.request.LacksProvider() { // the status is from one probe of July 2026
		page.Status, page.Message = http.StatusUnauthorized, cmp.Or(page.Message, authorization.UnavailableProvider)
	}
	pr.showSignInPage(page)
}

// showSignIn shows the sign-in page with the form and the providers of the client, and the error of the
// form before, if any.
func (pr *pageRequest) showSignIn(err error) {
	page := pr.signInPage()
	fields := []string{"username", "password"}
	if pr.d.ManagedLogin() {
		fields = fields[:1]
	}
	page.reject(pr.request.Client, err, fields...)
	pr.showSignInPage(page)
}

func (pr *pageRequest) signInPage() view {
	return view{
		Title: "Sign in", Username: cmp.Or(unquoteJSON(pr.r.PostFormValue("username")), pr.request.LoginHint),
		Native: pr.request.HasNativeSignIn(), Providers: pr.request.ProviderChoices(pr.r.URL.Query()),
		Submit: "Sign in", SubmitName: "signInSubmitButton", Links: pr.accountLinks(),
	}
}

// showSignInPage shows the sign-in page in the domain's version. Managed login asks only for the
// username.
func (pr *pageRequest) showSignInPage(page view) {
	if pr.d.ManagedLogin() {
		page.Submit = "Next"
		pr.show("managed_login.html", "/login", page)
		return
	}
	page.Title = "Signin" // as in captures
	pr.show("login.html", "/login", page)
}

// accountLinks returns the links to password reset and sign-up, if the pool allows them.
func (pr *pageRequest) accountLinks() []link {
	var links []link
	if pr.request.HasNativeSignIn() && pr.selfRecovery() {
		links = append(links, link{Path: pr.linkTo("/forgotPassword"), Text: "Forgot your password?"})
	}
	if pr.request.HasNativeSignIn() && !pr.pool.AllowAdminCreateUserOnly {
		links = append(links, link{Before: "Need an account?", Path: pr.linkTo("/signup"), Text: "Sign up"})
	}
	return links
}

// postLogin handles POST /login: username and password of the classic page, the username of managed
// login, or the answer to a challenge.
func (p *Pages) postLogin(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	pr, ok := p.pageRequest(w, r, d)
	if !ok {
		return
	}
	if !pr.request.HasNativeSignIn() {
		pr.showSignIn(nil)
		return
	}
	if !pr.checkForm() {
		return
	}
	switch session := r.PostFormValue("session"); {
	case session != "":
		pr.postStep(session)
	case d.ManagedLogin():
		pr.postUsername()
	default:
		pr.begin(r.PostFormValue("username"), signin.Password{Password: r.PostFormValue("password")})
	}
}

// complete redirects the browser to the app's callback.
func (p *Pages) complete(w http.ResponseWriter, r *http.Request, request *authorization.Request, user userpool.User, session userpool.BrowserSession) {
	location, err := request.Complete(p.Issuer, user, session)
	if err != nil {
		authorization.WriteError(w, r, p.Store, request.Failed(err))
		return
	}
	authorization.Redirect(w, r, authorization.Here(p.Store, r, location))
}

// startSession starts the browser's session with a client and sets its cookies. The assertion is empty
// for a sign-in with the pool itself. csrf is the new token for forms.
func (p *Pages) startSession(w http.ResponseWriter, r *http.Request, client userpool.Client, user userpool.User, authentication userpool.Authentication, assertion userpool.Assertion) (session userpool.BrowserSession, csrf string) {
	_, earlier, _ := authorization.Session(p.Store, r, user.PoolID)
	session = p.Store.SignInBrowser(userpool.BrowserSignIn{
		PoolID: user.PoolID, Username: user.Username, Provider: assertion.Provider.Name, SAML: assertion.SAML, Authentication: authentication,
		ClientID: client.ID, Activity: activity.Of(r), Earlier: earlier.ID,
	})
	authorization.SetSessionCookie(w, r, session.ID, int(session.ExpiresAt.Sub(session.AuthTime).Seconds()))
	csrf = userpool.NewUUID()
	authorization.SetCookie(w, r, authorization.XSRFCookie, csrf, 0) // a capture sets a new token with the session
	return session, csrf
}
