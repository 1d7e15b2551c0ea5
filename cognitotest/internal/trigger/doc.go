// Package trigger runs the Lambda triggers of a user pool. A trigger is a Go function here.
//
// It owns the event that a function receives, its timeout, the API error for each of its
// failures, and the validation of its response. Each trigger has a file with its request and
// response. The callers decide when a trigger runs. A function runs without a lock of the
// store, because it may call the API.
package trigger
