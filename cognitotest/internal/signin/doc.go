// Package signin signs users in. It begins a sign-in in one of the flows, checks the answer to
// each step, and returns the next step or the user who has signed in. It owns the order of checks
// and Lambda triggers, the codes and their delivery media, and the errors for an unknown user.
// The rules of a single check belong to the store (package userpool).
//
// The API and the hosted pages share the package. They authenticate clients and encode a step, as
// ChallengeParameters or as a page.
package signin
