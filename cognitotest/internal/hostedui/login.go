package hostedui

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// loginPage is what the sign-in pages show. Action is the form's target: the
// request's own query, as on the live pages.
type loginPage struct {
	Action  string
	CSRF    string
	Message string
	// Username is that of login_hint, or what was typed before.
	Username string
	Session  string // of the step after the password; "" on the first page
	Step     string // which step that is
	Secret   string // of a software token that is being set up
	// Native is whether the pool's own users may sign in; Providers are the others.
	Native    bool
	Providers []authorization.ProviderChoice
}

// classicLogin is the ManagedLoginVersion that these pages are.
const classicLogin = 1

// showLogin shows the form, after the same checks as the authorize endpoint: the
// page can be opened directly.
func (p *Pages) showLogin(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	request, ok := p.request(w, r, d)
	if !ok {
		return
	}
	user, session, signedIn := authorization.Session(p.Store, r, d.PoolID)
	if signedIn && request.AnsweredBy(session, p.Store.Clock.Now()) {
		p.complete(w, r, request, user, session)
		return
	}
	if request.Silent() { // OpenID Connect Core 3.1.2.1
		authorization.Refused(w, r, p.Store, request.Refuse("login_required"))
		return
	}
	if request.LeadsToProvider() {
		p.Federation.Start(w, r, request, d)
		return
	}
	p.showSignIn(w, r, request, r.URL.Query().Get("errorMessage"))
}

// showSignIn shows the form and the other providers of the client.
func (p *Pages) showSignIn(w http.ResponseWriter, r *http.Request, request *authorization.Request, message string) {
	p.show(w, r, "login.html", loginPage{
		Message: message, Username: cmp.Or(r.PostFormValue("username"), request.LoginHint), Native: request.HasNativeSignIn(), Providers: request.ProviderChoices(r.URL.Query()),
	})
}

// request parses the authorization request that every sign-in page carries in
// its query; if it cannot be served, it has been answered.
func (p *Pages) request(w http.ResponseWriter, r *http.Request, d userpool.Domain) (*authorization.Request, bool) {
	request, err := authorization.Parse(p.Store, d, r.URL.Query())
	if err != nil {
		authorization.Refused(w, r, p.Store, err)
		return nil, false
	}
	if d.ManagedLoginVersion != classicLogin || len(request.Client.SupportedIdentityProviders) == 0 {
		// Managed login shows nothing for a client without a branding style, and neither
		// version shows anything to a client without providers.
		render(w, http.StatusOK, "unavailable.html", nil)
		return nil, false
	}
	return request, true
}

func (p *Pages) show(w http.ResponseWriter, r *http.Request, name string, page loginPage) {
	page.Action = (&url.URL{Path: "/login", RawQuery: r.URL.RawQuery}).String()
	page.CSRF = p.newCSRF(w, r)
	render(w, http.StatusOK, name, page)
}

// postLogin takes the password, or the answer to the step after it.
func (p *Pages) postLogin(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	request, ok := p.request(w, r, d)
	if !ok {
		return
	}
	if !request.HasNativeSignIn() {
		p.showSignIn(w, r, request, "")
		return
	}
	if !p.checkCSRF(r) {
		p.renderError(w, "Something went wrong", "The sign-in page was open for too long, or it was not opened in this browser. Open the app's sign-in link again.")
		return
	}
	if session := r.PostFormValue("session"); session != "" {
		p.postStep(w, r, request, session)
		return
	}
	user, err := p.Store.CheckPassword(d.PoolID, r.PostFormValue("username"), r.PostFormValue("password"))
	if err != nil {
		p.showSignIn(w, r, request, message(request.Client, err))
		return
	}
	p.next(w, r, request, user)
}

// message is what a person is told of a refusal. An unknown user reads as a wrong
// password where the client asks for it.
func message(client userpool.Client, err error) string {
	if client.HidesUnknownUsers() && errors.Is(err, userpool.ErrUserNotFound) {
		return "Incorrect username or password."
	}
	if refusal, ok := errors.AsType[*userpool.Exception](err); ok {
		return refusal.Message
	}
	return err.Error()
}

// next shows the step that a user has to take after the password, or signs in.
func (p *Pages) next(w http.ResponseWriter, r *http.Request, request *authorization.Request, user userpool.User) {
	step, err := p.Store.NextStep(user)
	if err != nil {
		authorization.Refused(w, r, p.Store, err)
		return
	}
	if step == "" {
		p.complete(w, r, request, user, p.startSession(w, r, user, ""))
		return
	}
	page := loginPage{Step: step}
	if step == userpool.StepMFASetup {
		if page.Secret, err = p.Store.AssociateTOTP(user.PoolID, user.Username); err != nil {
			authorization.Refused(w, r, p.Store, err)
			return
		}
	}
	page.Session = p.Store.StartChallenge(userpool.Challenge{
		Name: step, OnPage: true, PoolID: user.PoolID, ClientID: request.Client.ID, Username: user.Username,
	}, loginLifetime)
	p.show(w, r, stepPages[step], page)
}

// complete sends the browser back to the app.
func (p *Pages) complete(w http.ResponseWriter, r *http.Request, request *authorization.Request, user userpool.User, session userpool.BrowserSession) {
	location, err := request.Complete(p.Issuer, user, session.AuthTime)
	if err != nil {
		authorization.Refused(w, r, p.Store, err)
		return
	}
	http.Redirect(w, r, authorization.Here(p.Store, r, location), http.StatusFound)
}

// startSession signs the browser in with the pool's own account, or with that at a
// provider.
func (p *Pages) startSession(w http.ResponseWriter, r *http.Request, user userpool.User, provider string) userpool.BrowserSession {
	session := p.Store.StartBrowserSession(user.PoolID, user.Username, provider)
	setCookie(w, r, authorization.SessionCookie, session.ID, int(userpool.BrowserSessionLifetime.Seconds()))
	return session
}
