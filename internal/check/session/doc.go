// Package session signs a user in at the clients of an environment, for the checks that
// examine tokens. It owns the test user, its second factor, the browser, the requests of an
// app (at the token endpoint or with the API), and the cleanup of all these.
//
// It contains no check. A [Session] belongs to one client; [Of] returns it for a target.
package session
