// Package hostedui serves the pages of a pool's domain, in the classic and in the managed
// login version: sign-in with its further steps, sign-up, confirmation, a forgotten
// password, the way back from an identity provider, sign-out and the error page.
//
// It owns the browser's session and the forms. Package authorization owns the authorization
// request, package account what users do with their accounts, and package signin the flow
// of a sign-in.
package hostedui
