// Package hostedui serves the classic hosted pages of a pool's domain: sign-in with
// its further steps (new password, software token), sign-out and the error page.
//
// It knows the browser's session and forms; what an authorization request means is
// package authorization's, and whether a user may sign in is the store's.
package hostedui
