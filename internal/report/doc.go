// Package report has the results of a run of checks, and writes them for users and for
// programs. Each format of [Formats] has its own file.
//
// A [Report] can be written as JSON and read again without loss, so that the reports of several machines can be
// merged. It contains names, outcomes and sentences, and no secret, token, code or password. The package does
// not depend on AWS.
package report
