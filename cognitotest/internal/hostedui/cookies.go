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

// openedField is a hidden field that says when a form was shown. Live pages have none: the
// five minutes of a sign-in are documented, but not how the service counts them.
const openedField = "opened"

// loginLifetime is how long a sign-in page may stay open (developer guide, "Managed login").
const loginLifetime = 5 * time.Minute

// formToken is what a form repeats in _csrf: the token that the browser has, or a new one.
// A page does not replace it (captures of /login set no cookie), so that forms in two tabs
// are both good.
func formToken(w http.ResponseWriter, r *http.Request) string {
	if known := authorization.KnownXSRF(r); known != "" {
		return known
	}
	token := userpool.NewUUID()
	authorization.SetCookie(w, r, authorization.XSRFCookie, token, 0)
	return token
}

// opened is the value of openedField for a form that is shown now.
func (p *Pages) opened() string {
	now := strconv.FormatInt(p.Store.Clock.Now().Unix(), 10)
	return now + "." + p.seal(now)
}

func (p *Pages) seal(text string) string {
	mac := hmac.New(sha256.New, p.key)
	mac.Write([]byte(text))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// checkCSRF reports whether a posted form comes from the browser that has the cookie: both
// must have the same token. A client may make the pair itself, without a page, as four
// public tools do with live pools (aws-amplify/amplify-js#6236).
func checkCSRF(r *http.Request) bool {
	given := cmp.Or(r.PostFormValue("_csrf"), r.PostFormValue("csrf")) // the latter on the password page of managed login
	known := authorization.KnownXSRF(r)
	return known != "" && hmac.Equal([]byte(plain(given)), []byte(known))
}

// inTime reports whether a posted form was shown no longer than five minutes ago. A client
// that sends the known fields alone has shown none, and is not held to a time.
func (p *Pages) inTime(r *http.Request) bool {
	if !r.PostForm.Has(openedField) {
		return true
	}
	at, seal, _ := strings.Cut(r.PostFormValue(openedField), ".")
	if !hmac.Equal([]byte(seal), []byte(p.seal(at))) {
		return false
	}
	seconds, err := strconv.ParseInt(at, 10, 64)
	return err == nil && p.Store.Clock.Now().Sub(time.Unix(seconds, 0)) <= loginLifetime
}
