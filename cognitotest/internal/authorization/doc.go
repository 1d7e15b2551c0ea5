// Package authorization is the OAuth 2.0 authorization request (RFC 6749 section
// 4.1.1) as the service reads it: checked once for the authorize endpoint, which
// starts a sign-in, and for the hosted pages, which complete it.
//
// It decides, builds addresses and writes the answers that both give: redirects and the
// cookies of a domain. It writes no page and no JSON.
package authorization
