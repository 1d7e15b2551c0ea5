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
		p.refuseLogout(w, r, "Required String parameter 'redirect_uri' is not present")
		return
	case q.Get("response_type") == "":
		p.refuseLogout(w, r, "Required String parameter 'response_type' is not present")
		return
	default:
		target = authorization.Origin(r) + signInAgain(client, q)
	}
	if cookie, err := r.Cookie(authorization.SessionCookie); err == nil {
		p.Store.EndBrowserSession(cookie.Value)
	}
	setCookie(w, r, authorization.SessionCookie, "", -1)
	http.Redirect(w, r, authorization.Here(p.Store, r, target), http.StatusFound)
}

// signInAgain is the sign-in page with the request's parameters; a missing scope
// becomes all of the client's.
func signInAgain(client userpool.Client, q url.Values) string {
	if q.Get("scope") == "" {
		q.Set("scope", strings.Join(client.AllowedOAuthScopes, " "))
	}
	return "/login?" + q.Encode()
}

func (p *Pages) refuseLogout(w http.ResponseWriter, r *http.Request, reason string) {
	refusal := &authorization.PageError{Code: reason}
	http.Redirect(w, r, authorization.Origin(r)+refusal.Path(), http.StatusFound)
}
