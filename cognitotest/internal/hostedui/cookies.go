package hostedui

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/authorization"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// openedField is a hidden field with the time at which a form was shown. Live pages do not have it:
// the limit of five minutes is documented, but not how the service measures it.
const openedField = "opened"

// loginLifetime is how long the form of a sign-in page is valid (developer guide, "Managed login").
const loginLifetime = 5 * time.Minute

// formToken returns the value of _csrf for a form: the token in the browser's cookie, or a new one,
// which it stores in the cookie. A page does not replace an existing token (captures of /login set
// no cookie), so forms in two tabs are both valid.
func formToken(w http.ResponseWriter, r *http.Request) string {
	if known := authorization.KnownXSRF(r); known != "" {
		return known
	}
	token := userpool.NewUUID()
	authorization.SetCookie(w, r, authorization.XSRFCookie, token, 0)
	return token
}

// opened returns the value of openedField for a form that is shown now: the time in Unix seconds
// and its authentication code.
func (p *Pages) opened() string {
	now := strconv.FormatInt(p.Store.Clock.Now().Unix(), 10)
	return now + "." + p.authenticationCode(now)
}

// authenticationCode returns the authentication code of a text (HMAC-SHA256 in base64).
func (p *Pages) authenticationCode(text string) string {
	mac := hmac.New(sha256.New, p.key)
	mac.Write([]byte(text))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// checkCSRF reports whether a posted form comes from the browser that has the cookie: field and
// cookie must have the same token. A client can create the pair itself, without a page, as four
// public tools do with live pools (aws-amplify/amplify-js#6236).
func checkCSRF(r *http.Request) bool {
	field := cmp.Or(r.PostFormValue("_csrf"), r.PostFormValue("csrf")) // csrf: the password page of managed login
	cookie := authorization.KnownXSRF(r)
	return cookie != "" && hmac.Equal([]byte(unquoteJSON(field)), []byte(cookie))
}

// withinLoginLifetime reports whether a posted form was shown at most five minutes ago. A client
// that posts only the fields of live pages, without openedField, has no time limit.
func (p *Pages) withinLoginLifetime(r *http.Request) bool {
	if !r.PostForm.Has(openedField) {
		return true
	}
	at, code, _ := strings.Cut(r.PostFormValue(openedField), ".")
	if !hmac.Equal([]byte(code), []byte(p.authenticationCode(at))) {
		return false
	}
	seconds, err := strconv.ParseInt(at, 10, 64)
	return err == nil && p.Store.Clock.Now().Sub(time.Unix(seconds, 0)) <= loginLifetime
}
