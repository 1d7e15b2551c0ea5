package hostedui

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// logout ends the browser's session and sends it to a registered logout_uri or, with
// redirect_uri and response_type, to the sign-in page (developer guide, "Logout
// endpoint"). Refresh tokens stay valid.
func (p *Pages) logout(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	q := r.URL.Query()
	if q.Get("client_id") == "" { // the page says what is missing (openid/AppAuth-Android#697, jenkinsci/oic-auth-plugin#620)
		authorization.Redirect(w, r, authorization.Origin(r)+"/login?"+r.URL.RawQuery)
		return
	}
	client, err := p.Store.Client(d.PoolID, q.Get("client_id"))
	if err != nil {
		p.refuseLogout(w, r, "Client does not exist")
		return
	}
	target := q.Get("logout_uri")
	switch {
	case target != "" && slices.Contains(client.LogoutURLs, target):
	case target != "":
		p.refuseLogout(w, r, "redirect_mismatch")
		return
	case q.Get("redirect_uri") == "":
		p.refuseLogout(w, r, notPresent("redirect_uri"))
		return
	case q.Get("response_type") == "":
		p.refuseLogout(w, r, notPresent("response_type"))
		return
	default:
		target = authorization.Origin(r) + signInAgain(client, r)
	}
	for _, cookie := range r.CookiesNamed(authorization.SessionCookie) {
		p.Store.EndBrowserSession(cookie.Value)
	}
	authorization.SetSessionCookie(w, r, "", -1)
	authorization.Redirect(w, r, authorization.Here(p.Store, r, target))
}

// signInAgain is the sign-in page with the request's query as it came; a missing scope
// becomes all of the client's.
func signInAgain(client userpool.Client, r *http.Request) string {
	page := "/login?" + r.URL.RawQuery
	if r.URL.Query().Get("scope") == "" {
		page += "&scope=" + url.QueryEscape(strings.Join(client.AllowedOAuthScopes, " "))
	}
	return page
}

// refuseLogout sends the browser to the error page, with the query of the request
// (streamlit/streamlit#14601). How the service hands over the text is not known.
func (p *Pages) refuseLogout(w http.ResponseWriter, r *http.Request, reason string) {
	refusal := &authorization.PageError{Code: reason}
	authorization.Redirect(w, r, authorization.Origin(r)+refusal.Path()+"&"+r.URL.RawQuery)
}
