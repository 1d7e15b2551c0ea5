package hostedui

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The cookies of the hosted pages beside the session's (developer guide, "Managed login").
const (
	xsrfCookie      = "XSRF-TOKEN" // repeated in the form as _csrf
	csrfStateCookie = "csrf-state" // when the form was made, authenticated
)

// loginLifetime is how long a sign-in page may stay open.
const loginLifetime = 5 * time.Minute

func setCookie(w http.ResponseWriter, r *http.Request, name, value string, maxAge int) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: maxAge, HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: r.TLS != nil, // the plain endpoint serves a person's browser over http
	})
}

// newCSRF gives the browser a token for a form that it is about to see.
func (p *Pages) newCSRF(w http.ResponseWriter, r *http.Request) string {
	token := userpool.NewUUID()
	made := strconv.FormatInt(p.Store.Clock.Now().Unix(), 10)
	setCookie(w, r, xsrfCookie, token, 0)
	setCookie(w, r, csrfStateCookie, made+"."+p.seal(token, made), 0)
	return token
}

func (p *Pages) seal(token, made string) string {
	mac := hmac.New(sha256.New, p.key)
	mac.Write([]byte(token + "." + made))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// checkCSRF reports whether a posted form came from a page that this browser was
// given no longer than five minutes ago.
func (p *Pages) checkCSRF(r *http.Request) bool {
	token, err := r.Cookie(xsrfCookie)
	given := r.PostFormValue("_csrf")
	if given == "" {
		given = r.PostFormValue("csrf") // the password page of managed login
	}
	if err != nil || token.Value == "" || plain(given) != token.Value {
		return false
	}
	state, err := r.Cookie(csrfStateCookie)
	if err != nil {
		return false
	}
	made, seal, _ := strings.Cut(state.Value, ".")
	if !hmac.Equal([]byte(seal), []byte(p.seal(token.Value, made))) {
		return false
	}
	seconds, err := strconv.ParseInt(made, 10, 64)
	return err == nil && p.Store.Clock.Now().Sub(time.Unix(seconds, 0)) <= loginLifetime
}
