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

// The cookies of a domain (developer guide, "Managed login"), except for the cookies of single
// pages.
const (
	// SessionCookie is the cookie of a signed-in browser.
	SessionCookie = "cognito"
	// XSRFCookie has the token that the forms of the pages repeat.
	XSRFCookie = "XSRF-TOKEN"

	csrfStateCookie       = "csrf-state"
	csrfStateLegacyCookie = "csrf-state-legacy"
)

// csrfStateLifetime is the lifetime of the two csrf-state cookies in captures.
const csrfStateLifetime = 5 * time.Minute

// SetCookie sets a cookie for all paths of the domain. On the plain endpoint it is not Secure,
// because a user's browser uses that endpoint over http.
func SetCookie(w http.ResponseWriter, r *http.Request, name, value string, maxAge int) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: maxAge, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil,
	})
}

// SetSessionCookie sets the cookie of a session, or removes it for "". The cookie names the
// host as its domain (captures), so its removal does, too.
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

// KnownXSRF returns the XSRF token of a browser, or "".
func KnownXSRF(r *http.Request) string {
	cookie, err := r.Cookie(XSRFCookie)
	if err != nil {
		return ""
	}
	return cookie.Value
}

// startCookies sets the cookies of a redirect to the sign-in page: the token of the forms, and
// both csrf-state cookies with the nonce of the request or without a value (captures with a
// nonce and without one). A browser keeps its token, so that a sign-in in one tab does not end
// the sign-in in another. This is observed only for /login.
func startCookies(w http.ResponseWriter, r *http.Request, nonce string) {
	SetCookie(w, r, XSRFCookie, cmp.Or(KnownXSRF(r), userpool.NewUUID()), 0)
	state := http.Cookie{
		Name: csrfStateCookie, Value: cookieValue(nonce), Quoted: nonce == "", Path: "/",
		MaxAge: int(csrfStateLifetime.Seconds()), HttpOnly: true, Secure: r.TLS != nil,
	}
	legacy := state
	legacy.Name = csrfStateLegacyCookie
	if state.Secure { // browsers reject SameSite=None without Secure
		state.SameSite = http.SameSiteNoneMode
	}
	http.SetCookie(w, &state)
	http.SetCookie(w, &legacy)
}

// cookieValue encodes a value that a cookie cannot have (RFC 6265 section 4.1.1). The
// service's encoding is not known.
func cookieValue(value string) string {
	plain := func(c rune) bool { return c > ' ' && c < 0x7f && !strings.ContainsRune(`",;\`, c) }
	if strings.IndexFunc(value, func(c rune) bool { return !plain(c) }) < 0 {
		return value
	}
	return url.QueryEscape(value)
}

// ToSignIn redirects a browser to the sign-in page, with the unchanged query of its request.
func (r *Request) ToSignIn(w http.ResponseWriter, browser *http.Request) {
	startCookies(w, browser, r.Nonce)
	Redirect(w, browser, Origin(browser)+r.LoginPath(browser.URL.RawQuery))
}
