// Package refreshcheck checks that a deployed user pool and its app clients sign
// people in and refresh their tokens as declared.
//
// A check is a value, [Check]: a file, a test, a page in docs/checks and a line in
// [All] or [Proofs]. Checks of settings only call Describe operations. Live checks sign in
// and refresh. No check changes a setting or ends a session that it did not start.
//
// Proofs require a service of your own whose clock can be moved. They send requests one
// second before and after an expiry, and end the sessions of their temporary user.
package check
