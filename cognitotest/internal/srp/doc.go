// Package srp is the server's side of the Secure Remote Password protocol (RFC 5054) in the
// variant that Cognito and its clients use.
//
// It knows neither user pools nor requests. A user's identity is one string, for Cognito the
// name of the pool followed by the user's id. No library fits: servers of RFC 5054 hash other
// paddings and derive other keys, and the libraries for Cognito are clients, which the tests
// use as independent counterparts.
package srp
