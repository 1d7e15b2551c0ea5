package hostedui

import (
	"cmp"
	"fmt"
	"html"
	"html/template"
	"net/http"
	"net/url"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/branding"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// view has the values that a template shows. Both versions of the pages have the same content.
// Only the sign-in page differs in more than its style.
type view struct {
	Title   string
	Lang    string // the language of the page, such as en
	Managed bool   // managed login, version 2 of the pages
	Style   branding.Page
	// Action is the action attribute of the form.
	Action  template.HTMLAttr
	CSRF    string   // the token of the form; "": the token in the cookie of the browser
	Opened  string   // the value of openedField
	Status  int      // of the response; 0: 200
	Message string   // an error
	Wrong   []string // the names of the fields that the error is about, in the order of the page
	Copy    string   // the suffix of the ids in one of several copies of a form
	Script  string   // of the page; "": none
	Notice  notice   // a message that is not an error, such as where a code was sent
	Detail  string   // of an error page

	Username string  // of login_hint or of the previous form
	Session  string  // of the challenge; "" on the first page
	Step     string  // the name of the challenge
	Secret   string  // of a software token that is being set up
	Device   string  // the name of its device in the previous form
	QRCode   *qrCode // of the URI with the secret
	Passkey  *passkeyView
	// Native is true if the client supports the pool's own users. Providers are its other
	// providers.
	Native    bool
	Providers []authorization.ProviderChoice

	Fields       []field
	Choices      []choice
	Links        []link
	Resend       template.HTMLAttr // the action attribute of the form that requests a new code
	LoginLabel   string            // what users sign in with
	Requirements []requirement     // for a new password
	NoCode       bool              // a page of a confirmation without a code
	Passwordless bool              // a sign-up can omit the password
	Submit       string            // the text of the button
	SubmitName   string
}

// notice is a text, in which %s stands for a value that is not translated.
type notice struct{ text, value string }

// NoticeText returns the notice in the language of the page.
func (v view) NoticeText() string {
	if v.Notice.value == "" {
		return v.T(v.Notice.text)
	}
	return fmt.Sprintf(v.T(v.Notice.text), v.Notice.value)
}

// field is a form field for one attribute.
type field struct{ Name, Label, Type, Autocomplete, Value string }

// choice is one option of a page.
type choice struct{ Value, Text string }

// link is a link to another page, with a text before it.
type link struct{ Before, Path, Text string }

// pageRequest is a browser's request to a page, with the authorization request in its query.
type pageRequest struct {
	*Pages
	w       http.ResponseWriter
	r       *http.Request
	d       userpool.Domain
	pool    userpool.Pool
	request *authorization.Request
}

// missingParameterText returns the service's text for a missing parameter
// (openid/AppAuth-Android#697, streamlit/streamlit#12144).
func missingParameterText(parameter string) string {
	return "Required String parameter '" + parameter + "' is not present"
}

// pageRequest parses the authorization request in the query of a page. If the page cannot be shown,
// it writes the error and returns false.
func (p *Pages) pageRequest(w http.ResponseWriter, r *http.Request, d userpool.Domain) (*pageRequest, bool) {
	return p.pageRequestWith(w, r, d, authorization.Parse)
}

// pageRequestWith is pageRequest with another parser of the query.
func (p *Pages) pageRequestWith(w http.ResponseWriter, r *http.Request, d userpool.Domain, parse parser) (*pageRequest, bool) {
	if r.URL.Query().Get("client_id") == "" {
		p.renderError(w, r, d, "An error was encountered with the requested page.", missingParameterText("client_id"))
		return nil, false
	}
	request, err := parse(p.Store, d, r.URL.Query())
	if err != nil {
		authorization.WriteError(w, r, p.Store, err)
		return nil, false
	}
	pool, err := p.Store.Pool(d.PoolID)
	if err != nil {
		authorization.WriteError(w, r, p.Store, err)
		return nil, false
	}
	pr := &pageRequest{p, w, r, d, pool, request}
	unbranded := d.ManagedLogin() && !p.Store.HasBranding(pool.ID, request.Client.ID)
	if unbranded || len(request.Client.SupportedIdentityProviders) == 0 {
		// Managed login has no pages for a client without a style. Neither version has pages for a
		// client without identity providers.
		render(w, r, http.StatusOK, "error.html", p.forDomain(w, r, d, view{Title: "Login pages unavailable", Detail: "Please contact an administrator."}))
		return nil, false
	}
	return pr, true
}

// show renders a page whose form is posted to path.
func (pr *pageRequest) show(name, path string, page view) {
	page.Action = pr.action(path)
	page.Opened = pr.opened()
	page.LoginLabel = loginLabel(pr.pool)
	if page.CSRF == "" {
		page.CSRF = formToken(pr.w, pr.r)
	}
	render(pr.w, pr.r, cmp.Or(page.Status, http.StatusOK), name, pr.forDomain(pr.w, pr.r, pr.d, page))
}

// action returns the action attribute of a form that is posted to path. On the classic pages it has
// the decoded query ([authorization.FormQuery]), in managed login the unchanged query. The template
// engine would encode a URL again, so action escapes the attribute itself.
func (pr *pageRequest) action(path string) template.HTMLAttr {
	query := pr.r.URL.RawQuery
	if !pr.d.ManagedLogin() {
		query = authorization.FormQuery(query)
	}
	return template.HTMLAttr(`action="` + html.EscapeString(path+"?"+query) + `"`)
}

// linkTo returns the URL of another page with the query of this request.
func (pr *pageRequest) linkTo(path string) string {
	return (&url.URL{Path: path, RawQuery: pr.r.URL.RawQuery}).String()
}

// checkForm checks the token and the time of a posted form. If the form is from another browser or
// has expired, it writes an error page and returns false.
func (pr *pageRequest) checkForm() bool {
	if checkCSRF(pr.r) && pr.withinLoginLifetime(pr.r) {
		return true
	}
	pr.rejectForm()
	return false
}

// rejectForm writes the error page for a form that has expired or is from another browser.
func (pr *pageRequest) rejectForm() {
	pr.renderError(pr.w, pr.r, pr.d, "Something went wrong", "The page was open for too long, or it was not opened in this browser. Open the app's sign-in link again.")
}

// forDomain sets the version of the domain's pages, their style and, in managed login, the browser's
// language.
func (p *Pages) forDomain(w http.ResponseWriter, r *http.Request, d userpool.Domain, page view) view {
	page.Managed, page.Lang = d.ManagedLogin(), defaultLanguage
	if page.Managed {
		page.Lang = language(w, r)
	}
	p.applyStyle(&page, d, r.URL.Query().Get("client_id"))
	return page
}

// ForgotPasswordText returns the text above the form for a forgotten password (copies of the classic page).
func (v view) ForgotPasswordText() string {
	return fmt.Sprintf(v.T("Enter your %s below and we will send a message to reset your password"), v.T(v.LoginLabel))
}

// selfRecovery reports whether users can reset their passwords themselves. The setting "determines
// whether your sign-in pages display a link" (developer guide, "Configure authentication methods
// for managed login").
func (pr *pageRequest) selfRecovery() bool {
	return !slices.ContainsFunc(pr.pool.Recovery, func(m userpool.RecoveryMechanism) bool { return m.Name == "admin_only" })
}
