package hostedui

import (
	"cmp"
	"errors"
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/account"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
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
		authorization.Refused(w, r, p.Store, v.request.Refuse("login_required"))
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

// accountLinks lead to what people can do for themselves in this pool.
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

// postLogin takes the password, in managed login the username, or the answer to a later
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
		user, err := v.checkPassword(r.PostFormValue("username"), r.PostFormValue("password"))
		if err != nil {
			v.refuseSignIn(r.PostFormValue("username"), err)
			return
		}
		v.next(user)
	}
}

// checkPassword is the first factor, with the functions of a sign-in on the pages
// (developer guide, "Lambda triggers for Amazon Cognito local users in managed login").
func (v *visit) checkPassword(login, password string) (userpool.User, error) {
	known, err := v.Store.User(v.pool.ID, login)
	switch {
	case errors.Is(err, userpool.ErrUserNotFound) && trigger.Has(v.pool, trigger.UserMigrationAuthentication):
		if _, err = v.Accounts.Migrate(v.r.Context(), account.Migration{
			Source: trigger.UserMigrationAuthentication, Client: v.request.Client, Username: login, Password: password,
		}); err != nil {
			return userpool.User{}, err
		}
	case errors.Is(err, userpool.ErrUserNotFound):
		if err := v.preAuthenticate(login, nil); err != nil {
			return userpool.User{}, err
		}
	case err == nil:
		if err := v.preAuthenticate(login, &known); err != nil {
			return userpool.User{}, err
		}
	}
	return v.Store.CheckPassword(v.request.Client, login, password)
}

// preAuthenticate runs the pre authentication trigger, for an unknown user too where the
// client hides that (developer guide, "Managing user existence error responses"). known is
// nil for that user.
func (v *visit) preAuthenticate(login string, known *userpool.User) error {
	call := trigger.Call{Source: trigger.PreAuthentication, Pool: v.pool, ClientID: v.request.Client.ID, Username: login}
	request := trigger.PreAuthenticationRequest{UserAttributes: map[string]string{}}
	unknown, hides := known == nil, v.request.Client.HidesUnknownUsers()
	switch {
	case known != nil:
		call.Username, request.UserAttributes = known.Username, trigger.UserAttributes(*known)
	case !hides:
		return nil
	}
	if hides {
		request.UserNotFound = &unknown
	}
	return v.Triggers.PreAuthentication(v.r.Context(), call, request)
}

// refuseSignIn shows the sign-in again, or the page by which an account that waits for
// something goes on.
func (v *visit) refuseSignIn(login string, err error) {
	switch said := refusalText(v.request.Client, err); {
	case errors.Is(err, userpool.ErrUserNotConfirmed):
		v.showConfirm(view{Username: login, Message: said})
	case errors.Is(err, apierror.ErrPasswordResetRequired): // the code is on its way already
		v.resetForm(login, said, "")
	default:
		v.showSignIn(said)
	}
}

// refusalText is what a person is told of a refusal. An unknown user reads as a wrong
// password where the client asks for it.
func refusalText(client userpool.Client, err error) string {
	if client.HidesUnknownUsers() && errors.Is(err, userpool.ErrUserNotFound) {
		return "Incorrect username or password."
	}
	if refusal, ok := errors.AsType[*userpool.Exception](err); ok {
		return refusal.Message
	}
	return err.Error()
}

// complete sends the browser back to the app.
func (p *Pages) complete(w http.ResponseWriter, r *http.Request, request *authorization.Request, user userpool.User, session userpool.BrowserSession) {
	location, err := request.Complete(p.Issuer, user, session.AuthTime)
	if err != nil {
		authorization.Refused(w, r, p.Store, request.Failed(err))
		return
	}
	authorization.Redirect(w, r, authorization.Here(p.Store, r, location))
}

// signIn ends a sign-in with the pool's own account.
func (v *visit) signIn(user userpool.User) {
	call := trigger.Call{Source: trigger.PostAuthentication, Pool: v.pool, ClientID: v.request.Client.ID}
	if err := v.Triggers.PostAuthentication(v.r.Context(), call, user, false, nil); err != nil {
		v.showSignIn(refusalText(v.request.Client, err))
		return
	}
	v.complete(v.w, v.r, v.request, user, v.startSession(v.w, v.r, user, ""))
}

// startSession signs the browser in with the pool's own account, or with that at a
// provider.
func (p *Pages) startSession(w http.ResponseWriter, r *http.Request, user userpool.User, provider string) userpool.BrowserSession {
	session := p.Store.StartBrowserSession(user.PoolID, user.Username, provider)
	authorization.SetSessionCookie(w, r, session.ID, int(userpool.BrowserSessionLifetime.Seconds()))
	authorization.SetCookie(w, r, authorization.XSRFCookie, userpool.NewUUID(), 0) // a capture has a new one with the session
	return session
}
