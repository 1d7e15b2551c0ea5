// Package hostedui serves the pages of a pool's domain, in the classic and in the managed login
// version: sign-in and its challenges, sign-up, confirmation, password reset, the callback of
// identity providers, sign-out and the error page.
//
// It owns the browser's session and the forms. Package authorization owns the authorization
// request, package account owns sign-up, confirmation and password reset, package signin owns the flow
// of a sign-in, and package branding reads the style of a page.
package hostedui
