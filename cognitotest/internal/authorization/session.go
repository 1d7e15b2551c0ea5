package authorization

import (
	"net/http"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// Session returns the current session of the browser that sends r to a pool's domain, and its
// user. ok is false if there is none.
func Session(store *userpool.Store, r *http.Request, poolID string) (user userpool.User, session userpool.BrowserSession, ok bool) {
	// A parent domain can set a cookie with this name, too (RFC 6265 section 5.4).
	for _, cookie := range r.CookiesNamed(SessionCookie) {
		if session, ok = store.BrowserSession(poolID, cookie.Value); ok {
			user, err := store.User(poolID, session.Username)
			return user, session, err == nil
		}
	}
	return userpool.User{}, userpool.BrowserSession{}, false
}
