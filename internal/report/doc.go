// Package report holds what a run of checks found, and writes it for people and
// for programs. Each format of [Formats] is a file of its own.
//
// A [Report] is a value that survives JSON: runs that were spread over several
// machines are merged from their files. It knows names, outcomes and sentences,
// and nothing of AWS. No secret, token, code or password has a place in it.
package report
