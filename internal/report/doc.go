// Package report has the results of a run of checks, and writes them for users and for
// programs. Each format of [Formats] has a file of its own.
//
// A [Report] keeps its value in JSON, so that the reports of several machines can be merged. It
// has names, outcomes and sentences, does not depend on AWS, and has no secret, token, code or
// password.
package report
