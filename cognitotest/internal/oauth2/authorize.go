package oauth2

import (
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// authorize checks the request and sends the browser to the sign-in page, to the
// provider that the request names, or straight to the callback if it is signed in already.
func (e *Endpoints) authorize(w http.ResponseWriter, r *http.Request, poolID string) {
	request, err := authorization.Parse(e.Store, poolID, r.URL.Query())
	if err != nil {
		redirectError(w, r, err)
		return
	}
	user, session, signedIn := e.sessionUser(r, poolID)
	if !signedIn || !request.SignsInHere() {
		if request.Prompt == "none" { // OpenID Connect Core 3.1.2.1
			redirectError(w, r, request.Refuse("login_required"))
			return
		}
		if location, ok := request.ProviderLocation(authorization.Origin(r)); ok {
			http.Redirect(w, r, location, http.StatusFound)
			return
		}
		// Live pools set this cookie on every response; the sign-in page replaces it by that of its form.
		http.SetCookie(w, &http.Cookie{
			Name: "XSRF-TOKEN", Value: userpool.NewUUID(), Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil,
		})
		http.Redirect(w, r, authorization.Origin(r)+request.LoginPath(r.URL.RawQuery), http.StatusFound)
		return
	}
	location, err := request.Complete(e.Issuer, user, session.AuthTime)
	if err != nil {
		writeError(w, err)
		return
	}
	http.Redirect(w, r, location, http.StatusFound)
}

// sessionCookie is the cookie that the hosted pages set for a signed-in browser.
const sessionCookie = "cognito"

func (e *Endpoints) sessionUser(r *http.Request, poolID string) (userpool.User, userpool.BrowserSession, bool) {
	cookie, err := r.Cookie(sessionCookie)
	if err != nil {
		return userpool.User{}, userpool.BrowserSession{}, false
	}
	session, ok := e.Store.BrowserSession(poolID, cookie.Value)
	if !ok {
		return userpool.User{}, userpool.BrowserSession{}, false
	}
	user, err := e.Store.User(poolID, session.Username)
	return user, session, err == nil
}

func redirectError(w http.ResponseWriter, r *http.Request, err error) {
	location, ok := authorization.RefusalLocation(r, err)
	if !ok {
		writeError(w, err)
		return
	}
	http.Redirect(w, r, location, http.StatusFound)
}
