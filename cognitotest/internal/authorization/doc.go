// Package authorization is the OAuth 2.0 authorization request (RFC 6749 section 4.1.1) as the
// service reads it: checked once for the authorize endpoint, which starts a sign-in, and for
// the hosted pages, which complete it.
//
// It makes decisions, builds addresses and writes the responses that both share: redirects and
// the cookies of a domain. It writes neither pages nor JSON.
package authorization
