package authorization

import (
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// SessionCookie is the cookie of a browser that is signed in (developer guide, "Managed
// login").
const SessionCookie = "cognito"

// Session is the live session of the browser that sends r to a pool's domain, and its
// user. ok is false if there is none.
func Session(store *userpool.Store, r *http.Request, poolID string) (user userpool.User, session userpool.BrowserSession, ok bool) {
	cookie, err := r.Cookie(SessionCookie)
	if err != nil {
		return userpool.User{}, userpool.BrowserSession{}, false
	}
	if session, ok = store.BrowserSession(poolID, cookie.Value); !ok {
		return userpool.User{}, userpool.BrowserSession{}, false
	}
	user, err = store.User(poolID, session.Username)
	return user, session, err == nil
}
