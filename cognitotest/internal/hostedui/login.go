package hostedui

import (
	"cmp"
	"errors"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/activity"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// showLogin shows the form, after the same checks as the authorize endpoint: the
// page can be opened directly.
func (p *Pages) showLogin(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	v, ok := p.visit(w, r, d)
	if !ok {
		return
	}
	user, session, signedIn := authorization.Session(p.Store, r, d.PoolID)
	if signedIn && v.request.AnsweredBy(session, p.Store.Clock.Now()) {
		p.complete(w, r, v.request, user, session)
		return
	}
	if v.request.Silent() { // OpenID Connect Core 3.1.2.1
		authorization.WriteError(w, r, p.Store, v.request.Fail("login_required"))
		return
	}
	if v.request.LeadsToProvider() {
		p.Federation.Start(w, r, v.request, d)
		return
	}
	page := v.signInPage(r.URL.Query().Get("errorMessage"))
	if v.request.LacksProvider() { // one probe of July 2026 saw the status
		page.Status, page.Message = http.StatusUnauthorized, cmp.Or(page.Message, authorization.UnavailableProvider)
	}
	v.showSignInPage(page)
}

// showSignIn shows the form and the other providers of the client.
func (v *visit) showSignIn(message string) { v.showSignInPage(v.signInPage(message)) }

func (v *visit) signInPage(message string) view {
	return view{
		Title: "Sign in", Message: message, Username: cmp.Or(plain(v.r.PostFormValue("username")), v.request.LoginHint),
		Native: v.request.HasNativeSignIn(), Providers: v.request.ProviderChoices(v.r.URL.Query()),
		Submit: "Sign in", SubmitName: "signInSubmitButton", Links: v.accountLinks(),
	}
}

// showSignInPage shows the page of the version. Managed login asks for the username first.
func (v *visit) showSignInPage(page view) {
	if v.d.ManagedLogin() {
		page.Submit = "Next"
		v.show("managed_login.html", "/login", page)
		return
	}
	page.Title = "Signin" // as in captures
	v.show("login.html", "/login", page)
}

// accountLinks lead to the pages on which users of this pool help themselves.
func (v *visit) accountLinks() []link {
	var links []link
	if v.request.HasNativeSignIn() && v.selfRecovery() {
		links = append(links, link{Path: v.here("/forgotPassword"), Text: "Forgot your password?"})
	}
	if v.request.HasNativeSignIn() && !v.pool.AllowAdminCreateUserOnly {
		links = append(links, link{Before: "Need an account?", Path: v.here("/signup"), Text: "Sign up"})
	}
	return links
}

// postLogin handles the password, on managed login the username, or the answer to a later
// step.
func (p *Pages) postLogin(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	v, ok := p.visit(w, r, d)
	if !ok {
		return
	}
	if !v.request.HasNativeSignIn() {
		v.showSignIn("")
		return
	}
	if !v.posted() {
		return
	}
	switch session := r.PostFormValue("session"); {
	case session != "":
		v.postStep(session)
	case d.ManagedLogin():
		v.postUsername()
	default:
		v.begin(r.PostFormValue("username"), signin.Password{Password: r.PostFormValue("password")})
	}
}

// errorText is the text of an error for the user. An unknown user gets the text of a wrong
// password if the client hides unknown users.
func errorText(client userpool.Client, err error) string {
	if client.HidesUnknownUsers() && errors.Is(err, apierror.ErrUserNotFound) {
		return "Incorrect username or password."
	}
	if _, ok := errors.AsType[signin.NotOffered](err); ok {
		return "Choose one of the options." // the emulator's own: a form offers nothing else
	}
	if exception, ok := errors.AsType[*apierror.Exception](err); ok {
		return exception.Message
	}
	return err.Error()
}

// complete sends the browser back to the app.
func (p *Pages) complete(w http.ResponseWriter, r *http.Request, request *authorization.Request, user userpool.User, session userpool.BrowserSession) {
	location, err := request.Complete(p.Issuer, user, session)
	if err != nil {
		authorization.WriteError(w, r, p.Store, request.Failed(err))
		return
	}
	authorization.Redirect(w, r, authorization.Here(p.Store, r, location))
}

// startSession starts the browser's session with a client. provider is "" for the pool's own
// account.
func (p *Pages) startSession(w http.ResponseWriter, r *http.Request, client userpool.Client, user userpool.User, provider string) userpool.BrowserSession {
	_, earlier, _ := authorization.Session(p.Store, r, user.PoolID)
	session := p.Store.SignInBrowser(userpool.BrowserSignIn{
		PoolID: user.PoolID, Username: user.Username, Provider: provider, ClientID: client.ID, Activity: activity.Of(r), Earlier: earlier.ID,
	})
	authorization.SetSessionCookie(w, r, session.ID, int(session.ExpiresAt.Sub(session.AuthTime).Seconds()))
	authorization.SetCookie(w, r, authorization.XSRFCookie, userpool.NewUUID(), 0) // a capture has a new one with the session
	return session
}
