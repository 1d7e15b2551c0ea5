package oauth2

import (
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// authorize checks the request and sends the browser to the sign-in page, to the
// provider that the request names, or straight to the callback if it is signed in already.
func (e *Endpoints) authorize(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	request, err := authorization.Parse(e.Store, d, r.URL.Query())
	if err != nil {
		authorization.Refused(w, r, e.Store, err)
		return
	}
	user, session, signedIn := authorization.Session(e.Store, r, d.PoolID)
	if signedIn && request.AnsweredBy(session, e.Store.Clock.Now()) {
		location, err := request.Complete(e.Issuer, user, session.AuthTime)
		if err != nil {
			authorization.Refused(w, r, e.Store, request.Failed(err))
			return
		}
		http.Redirect(w, r, authorization.Here(e.Store, r, location), http.StatusFound)
		return
	}
	if request.Silent() { // OpenID Connect Core 3.1.2.1
		authorization.Refused(w, r, e.Store, request.Refuse("login_required"))
		return
	}
	if request.LeadsToProvider() {
		e.Federation.Start(w, r, request, d)
		return
	}
	// Live pools set this cookie on every response; the sign-in page replaces it by that of its form.
	http.SetCookie(w, &http.Cookie{
		Name: "XSRF-TOKEN", Value: userpool.NewUUID(), Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil,
	})
	http.Redirect(w, r, authorization.Origin(r)+request.LoginPath(r.URL.RawQuery), http.StatusFound)
}
