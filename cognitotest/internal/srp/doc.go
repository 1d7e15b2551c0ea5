// Package srp is the server's side of the Secure Remote Password protocol (RFC 5054) in the
// variant that Cognito and its clients use.
//
// It does not depend on user pools or requests. A user's identity is one string, for Cognito
// the name of the pool followed by the user's id. No library implements this variant of the
// server: servers of RFC 5054 hash other paddings and derive other keys, and the libraries for
// Cognito are clients. The tests use one of these clients as an independent counterpart.
package srp
