// Package signin signs users in: it begins a sign-in in one of the flows, checks the answer
// to each step, and returns the next step or the user who has signed in. It owns the order
// of checks and Lambda triggers, the codes and their delivery media, and what a client
// learns about a user who does not exist. The rules of a single check are the store's.
//
// The front ends share it. They authenticate clients and encode a step, as
// ChallengeParameters or as a page.
package signin
