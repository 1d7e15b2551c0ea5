package hostedui

import (
	"cmp"
	"html"
	"html/template"
	"net/http"
	"net/url"
	"slices"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// view is what a page shows. Both versions of the pages have the same content; only
// the sign-in differs in more than its look.
type view struct {
	Title   string
	Lang    string // of the page
	Managed bool   // version 2
	// Action is the attribute of the form that names its target.
	Action  template.HTMLAttr
	CSRF    string
	Opened  string // when the form is shown
	Status  int    // of the answer; 0: 200
	Message string // an error
	Notice  string // what has happened
	Detail  string // of an error page

	Username string // that of login_hint, or what was typed before
	Session  string // of the step after the first page; "" there
	Step     string // which step that is
	Secret   string // of a software token that is being set up
	// Native is whether the pool's own users may sign in; Providers are the others.
	Native    bool
	Providers []authorization.ProviderChoice

	Fields       []field
	Choices      []choice
	Links        []link
	Resend       template.HTMLAttr // as Action, of the form that asks for a new code
	Passwordless bool              // whether a sign-up may leave the password out
	Submit       string            // on the button
	SubmitName   string
}

// field asks for one attribute.
type field struct{ Name, Label, Type, Value string }

// choice is one way to go on.
type choice struct{ Value, Text string }

// link leads to another page.
type link struct{ Before, Path, Text string }

// visit is one request of a browser to a page that belongs to an authorization request.
type visit struct {
	*Pages
	w       http.ResponseWriter
	r       *http.Request
	d       userpool.Domain
	pool    userpool.Pool
	request *authorization.Request
}

// notPresent says that a page needs a parameter (openid/AppAuth-Android#697,
// streamlit/streamlit#12144).
func notPresent(parameter string) string {
	return "Required String parameter '" + parameter + "' is not present"
}

// visit parses the authorization request that every page carries in its query; if it
// cannot be served, it has been answered.
func (p *Pages) visit(w http.ResponseWriter, r *http.Request, d userpool.Domain) (*visit, bool) {
	if r.URL.Query().Get("client_id") == "" {
		p.renderError(w, r, d, "An error was encountered with the requested page.", notPresent("client_id"))
		return nil, false
	}
	request, err := authorization.Parse(p.Store, d, r.URL.Query())
	if err != nil {
		authorization.WriteError(w, r, p.Store, err)
		return nil, false
	}
	pool, err := p.Store.Pool(d.PoolID)
	if err != nil {
		authorization.WriteError(w, r, p.Store, err)
		return nil, false
	}
	v := &visit{p, w, r, d, pool, request}
	unbranded := d.ManagedLogin() && !p.Store.HasBranding(pool.ID, request.Client.ID)
	if unbranded || len(request.Client.SupportedIdentityProviders) == 0 {
		// Managed login shows nothing for a client without a branding style, and neither
		// version shows anything to a client without providers.
		render(w, r, http.StatusOK, "error.html", p.dressed(w, r, d, view{Title: "Login pages unavailable", Detail: "Please contact an administrator."}))
		return nil, false
	}
	return v, true
}

// show renders a page whose form comes back to path.
func (v *visit) show(name, path string, page view) {
	page.Action = v.action(path)
	page.CSRF, page.Opened = formToken(v.w, v.r), v.opened()
	render(v.w, v.r, cmp.Or(page.Status, http.StatusOK), name, v.dressed(v.w, v.r, v.d, page))
}

// action is the attribute of a form that comes back to path. On the classic pages it has
// the query decoded ([authorization.FormQuery]); those of managed login keep it as it came.
// The template engine would encode a URL again, so the attribute is escaped here.
func (v *visit) action(path string) template.HTMLAttr {
	query := v.r.URL.RawQuery
	if !v.d.ManagedLogin() {
		query = authorization.FormQuery(query)
	}
	return template.HTMLAttr(`action="` + html.EscapeString(path+"?"+query) + `"`)
}

// here is the address of another page for the same request.
func (v *visit) here(path string) string {
	return (&url.URL{Path: path, RawQuery: v.r.URL.RawQuery}).String()
}

// posted checks a form that came back. If it is of another browser or too old, the
// request has been answered.
func (v *visit) posted() bool {
	if checkCSRF(v.r) && v.inTime(v.r) {
		return true
	}
	v.tooLate()
	return false
}

func (v *visit) tooLate() {
	v.renderError(v.w, v.r, v.d, "Something went wrong", "The page was open for too long, or it was not opened in this browser. Open the app's sign-in link again.")
}

// dressed gives a page the look of its domain's version and, in managed login, the
// browser's language.
func (p *Pages) dressed(w http.ResponseWriter, r *http.Request, d userpool.Domain, page view) view {
	page.Managed, page.Lang = d.ManagedLogin(), defaultLanguage
	if page.Managed {
		page.Lang = language(w, r)
	}
	return page
}

// selfRecovery reports whether people can ask for a new password themselves; the
// setting "determines whether your sign-in pages display a link" (developer guide,
// "Configure authentication methods for managed login").
func (v *visit) selfRecovery() bool {
	return !slices.ContainsFunc(v.pool.Recovery, func(m userpool.RecoveryMechanism) bool { return m.Name == "admin_only" })
}
