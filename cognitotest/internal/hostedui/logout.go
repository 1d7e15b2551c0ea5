package hostedui

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// logout ends the browser's session. It redirects to a registered logout_uri or, with redirect_uri
// and response_type, to the sign-in page (developer guide, "Logout endpoint"). Refresh tokens stay
// valid. A session of a SAML provider with IDPSignout ends at the provider, too, which returns the
// browser to [Pages.samlLogout].
func (p *Pages) logout(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	q := r.URL.Query()
	if q.Get("client_id") == "" { // the page reports the missing parameter (openid/AppAuth-Android#697, jenkinsci/oic-auth-plugin#620)
		authorization.Redirect(w, r, authorization.Origin(r)+"/login?"+r.URL.RawQuery)
		return
	}
	client, err := p.Store.Client(d.PoolID, q.Get("client_id"))
	if err != nil {
		p.rejectLogout(w, r, "Client does not exist")
		return
	}
	target := q.Get("logout_uri")
	switch {
	case target != "" && slices.Contains(client.LogoutURLs, target):
	case target != "":
		p.rejectLogout(w, r, "redirect_mismatch")
		return
	case q.Get("redirect_uri") == "":
		p.rejectLogout(w, r, missingParameterText("redirect_uri"))
		return
	case q.Get("response_type") == "":
		p.rejectLogout(w, r, missingParameterText("response_type"))
		return
	default:
		target = authorization.Origin(r) + signInPath(client, r)
	}
	for _, cookie := range r.CookiesNamed(authorization.SessionCookie) {
		session, ok := p.Store.BrowserSession(d.PoolID, cookie.Value)
		p.Store.EndBrowserSession(cookie.Value)
		if location, atProvider := p.Federation.SignOut(r, session, authorization.Origin(r), target); ok && atProvider {
			target = location
		}
	}
	authorization.SetSessionCookie(w, r, "", -1)
	authorization.Redirect(w, r, authorization.Here(p.Store, r, target))
}

// signInPath returns the path of the sign-in page with the unchanged query of the request. It adds
// all scopes of the client if the query has no scope.
func signInPath(client userpool.Client, r *http.Request) string {
	page := "/login?" + r.URL.RawQuery
	if r.URL.Query().Get("scope") == "" {
		page += "&scope=" + url.QueryEscape(strings.Join(client.AllowedOAuthScopes, " "))
	}
	return page
}

// rejectLogout redirects the browser to the error page, with the query of the request
// (streamlit/streamlit#14601). In which parameter the service sends the reason is unspecified.
func (p *Pages) rejectLogout(w http.ResponseWriter, r *http.Request, reason string) {
	pageError := &authorization.PageError{Code: reason}
	authorization.Redirect(w, r, authorization.Origin(r)+pageError.Path()+"&"+r.URL.RawQuery)
}
