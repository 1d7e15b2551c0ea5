// Package hostedui serves the pages of a pool's domain, in the classic and in the managed
// login version: sign-in with its further steps, sign-up, confirmation, a forgotten
// password, the way back from an identity provider, sign-out and the error page.
//
// It knows the browser's session and forms; what an authorization request means is
// package authorization's, what people do with their accounts package account's, and
// whether a user may sign in is the store's.
package hostedui
