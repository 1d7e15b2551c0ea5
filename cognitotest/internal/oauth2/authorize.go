package oauth2

import (
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// authorize checks the request and redirects the browser to the sign-in page, to the provider
// that the request names, or, if the user is signed in, to the callback.
func (e *Endpoints) authorize(w http.ResponseWriter, r *http.Request, d userpool.Domain) {
	request, err := authorization.Parse(e.Store, d, r.URL.Query())
	if err != nil {
		authorization.WriteError(w, r, e.Store, err)
		return
	}
	user, session, signedIn := authorization.Session(e.Store, r, d.PoolID)
	reuse := authorization.SignIn
	if signedIn {
		reuse, _ = request.Reuse(e.Store, user, session) // the login endpoint reports the error
	}
	if reuse == authorization.Complete {
		location, err := request.Complete(e.Issuer, user, session)
		if err != nil {
			authorization.WriteError(w, r, e.Store, request.Failed(err))
			return
		}
		authorization.Redirect(w, r, authorization.Here(e.Store, r, location))
		return
	}
	if request.Silent() { // OpenID Connect Core 3.1.2.1
		authorization.WriteError(w, r, e.Store, request.Fail("login_required"))
		return
	}
	if request.LeadsToProvider() {
		e.Federation.Start(w, r, request, d)
		return
	}
	request.ToSignIn(w, r)
}
