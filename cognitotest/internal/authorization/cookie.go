package authorization

import (
	"cmp"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The cookies of a domain (developer guide, "Managed login"), beside those of single pages.
const (
	// SessionCookie is the cookie of a browser that is signed in.
	SessionCookie = "cognito"
	// XSRFCookie holds what the forms of the pages repeat.
	XSRFCookie = "XSRF-TOKEN"

	csrfStateCookie       = "csrf-state"
	csrfStateLegacyCookie = "csrf-state-legacy"
)

// csrfStateLifetime is how long the two csrf-state cookies live in captures.
const csrfStateLifetime = 5 * time.Minute

// SetCookie gives a browser a cookie for all paths of the domain. One on the plain
// endpoint is not Secure, because a person's browser uses it over http.
func SetCookie(w http.ResponseWriter, r *http.Request, name, value string, maxAge int) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: maxAge, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil,
	})
}

// SetSessionCookie signs a browser in under the id of a session, or out with "". The
// cookie names the host as its domain (captures), so the one that removes it does too.
func SetSessionCookie(w http.ResponseWriter, r *http.Request, id string, maxAge int) {
	http.SetCookie(w, &http.Cookie{
		Name: SessionCookie, Value: id, Domain: hostname(r), Path: "/", MaxAge: maxAge, HttpOnly: true,
		SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil,
	})
}

func hostname(r *http.Request) string {
	if host, _, err := net.SplitHostPort(r.Host); err == nil {
		return host
	}
	return r.Host
}

// KnownXSRF is the token that a browser has, or "".
func KnownXSRF(r *http.Request) string {
	cookie, err := r.Cookie(XSRFCookie)
	if err != nil {
		return ""
	}
	return cookie.Value
}

// startCookies are set on the way to the sign-in page: the token of the forms, and the
// nonce of the request or nothing in both csrf-state cookies (captures with a nonce and
// without one). A browser keeps the token that it has, so that a sign-in in one tab does
// not end that in another; that the service does so is seen of /login alone.
func startCookies(w http.ResponseWriter, r *http.Request, nonce string) {
	SetCookie(w, r, XSRFCookie, cmp.Or(KnownXSRF(r), userpool.NewUUID()), 0)
	state := http.Cookie{
		Name: csrfStateCookie, Value: cookieValue(nonce), Quoted: nonce == "", Path: "/",
		MaxAge: int(csrfStateLifetime.Seconds()), HttpOnly: true, Secure: r.TLS != nil,
	}
	legacy := state
	legacy.Name = csrfStateLegacyCookie
	if state.Secure { // browsers refuse SameSite=None without Secure
		state.SameSite = http.SameSiteNoneMode
	}
	http.SetCookie(w, &state)
	http.SetCookie(w, &legacy)
}

// cookieValue encodes a value that a cookie cannot have (RFC 6265 section 4.1.1). How the
// service writes one is not known.
func cookieValue(value string) string {
	plain := func(c rune) bool { return c > ' ' && c < 0x7f && !strings.ContainsRune(`",;\`, c) }
	if strings.IndexFunc(value, func(c rune) bool { return !plain(c) }) < 0 {
		return value
	}
	return url.QueryEscape(value)
}

// ToSignIn sends a browser to the sign-in page, with the query of its request as it came.
func (r *Request) ToSignIn(w http.ResponseWriter, browser *http.Request) {
	startCookies(w, browser, r.Nonce)
	Redirect(w, browser, Origin(browser)+r.LoginPath(browser.URL.RawQuery))
}
