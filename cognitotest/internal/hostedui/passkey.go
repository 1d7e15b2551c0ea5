package hostedui

import (
	"crypto/hmac"
	"encoding/json"
	"net/http"
	"net/url"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// passkeyView has the values of a page that uses a passkey.
type passkeyView struct {
	Ceremony string // create or get, the method of navigator.credentials
	Options  string // of the ceremony, in JSON
	Offer    string // the value of offerField; "": the page is not a step of a sign-in
}

func newPasskeyView(ceremony string, options any) *passkeyView {
	text, _ := json.Marshal(options) // strings and numbers always encode
	return &passkeyView{Ceremony: ceremony, Options: string(text)}
}

// usePasskeyPage completes the page on which a user signs in with a passkey.
func (pr *pageRequest) usePasskeyPage(page *view, step *signin.Step) {
	page.Passkey = newPasskeyView("get", step.Passkey)
	page.Submit, page.SubmitName = "Continue with passkey", "usePasskey"
	page.Links = []link{{Path: pr.linkTo("/login"), Text: "Sign in as a different user"}}
}

func passkeyAnswer(pr *pageRequest) signin.Answer {
	return signin.PasskeyResponse{Credential: pr.r.PostFormValue("credential")}
}

// offersPasskeys reports whether managed login lets users of the client register a passkey.
func (pr *pageRequest) offersPasskeys() bool {
	return pr.d.ManagedLogin() && pr.pool.HasPasskeys() && pr.request.Client.AllowsAuthFlow("USER_AUTH")
}

// addPasskeyPage shows the page that registers a passkey. offer is the offerCode of a sign-in that
// continues after the page, or "". It writes an error page if the user cannot register a passkey. The
// title and the buttons are from vppillai/chintan, which measured them.
func (pr *pageRequest) addPasskeyPage(user userpool.User, page view, offer string) {
	options, err := pr.Passkeys.Start(user, pr.request.Client.ID)
	if err != nil {
		pr.renderError(pr.w, pr.r, pr.d, "An error was encountered with the requested page.", errorText(pr.request.Client, err))
		return
	}
	page.Passkey = newPasskeyView("create", options)
	page.Passkey.Offer = offer
	page.Title, page.Submit, page.SubmitName = "Set up sign-in with a passkey", "Add passkey", "addPasskey"
	pr.show("passkey.html", passkeyPath, page)
}

// offerCode returns the value of the field that continues the sign-in of a session. Without it a
// session could complete an authorization request that asks for a new sign-in.
func (p *Pages) offerCode(session userpool.BrowserSession) string {
	return p.authenticationCode("offer " + session.ID)
}

const passkeyPath = "/passkeys/add"

// passkeyRequest parses the query of the page that registers a passkey (developer guide,
// "Authentication flows"). The classic pages do not have it: their error is unspecified.
func (p *Pages) passkeyRequest(w http.ResponseWriter, r *http.Request, d userpool.Domain, parse parser) (*pageRequest, bool) {
	if !d.ManagedLogin() {
		p.renderError(w, r, d, "An error was encountered with the requested page.", "Passkeys require managed login.")
		return nil, false
	}
	return p.pageRequestWith(w, r, d, parse)
}

// showAddPasskey serves GET /passkeys/add. A browser without a session returns to the app at once
// (vppillai/chintan, measured; two other projects report the same).
func (p *Pages) showAddPasskey(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	pr, ok := p.passkeyRequest(w, r, d, authorization.ParseReturn)
	if !ok {
		return
	}
	user, _, signedIn := authorization.Session(p.Store, r, d.PoolID)
	if !signedIn {
		pr.returnResult("invalid_session")
		return
	}
	pr.addPasskeyPage(user, view{}, "")
}

// offerField is the field of the page that is a step of a sign-in.
const offerField = "offer"

// postAddPasskey registers a passkey. It returns to the app, or completes the sign-in that follows a
// sign-up. The result of "Not now" is unspecified.
func (p *Pages) postAddPasskey(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	offer := r.PostFormValue(offerField)
	parse := parser(authorization.ParseReturn)
	if offer != "" {
		parse = authorization.Parse
	}
	pr, ok := p.passkeyRequest(w, r, d, parse)
	if !ok || !pr.checkForm() {
		return
	}
	user, session, signedIn := authorization.Session(p.Store, r, d.PoolID)
	if !signedIn {
		pr.returnResult("invalid_session")
		return
	}
	if offer != "" && !hmac.Equal([]byte(offer), []byte(p.offerCode(session))) {
		pr.rejectForm()
		return
	}
	result := "success"
	if r.PostForm.Has("notNow") {
		result = "cancelled"
	} else if err := p.Passkeys.Complete(user, pr.request.Client.ID, []byte(r.PostFormValue("credential"))); err != nil {
		var page view
		page.reject(pr.request.Client, err)
		pr.addPasskeyPage(user, page, offer)
		return
	}
	if offer != "" {
		p.complete(w, r, pr.request, user, session)
		return
	}
	pr.returnResult(result)
}

// returnResult redirects the browser to the app with the result of a page.
func (pr *pageRequest) returnResult(result string) {
	authorization.Redirect(pr.w, pr.r, authorization.Here(pr.Store, pr.r, pr.request.Result(result)))
}

// parser parses the query of a page.
type parser func(*userpool.Store, userpool.Domain, url.Values) (*authorization.Request, error)
