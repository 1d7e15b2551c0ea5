// Command cognitokit shows and serves what the project proves: demo applies an
// example against the stand-in, signs in and refreshes; serve runs the stand-in
// alone; plan-guard reads a plan and names what must not be applied unseen; postman
// writes a Postman environment for a client that was applied.
//
// It prints results to standard output and what it is doing to standard error. A
// failure is one sentence; whatever it made, it removes.
package main
