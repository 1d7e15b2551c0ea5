// Command cognitokit shows and serves what the project proves, and holds deployed
// environments against it.
//
//   - demo applies an example against the stand-in, signs in and refreshes; serve runs the
//     stand-in alone.
//   - plan-guard reads a plan and names what must not be applied unseen.
//   - check asks whether environments sign people in and refresh as declared; report writes
//     what it found in another format, and joins the reports of several runs.
//   - login signs in to a client that was applied, refresh refreshes its tokens, and token
//     looks into one; postman writes a Postman environment for a client.
//
// It prints results to standard output and what it is doing to standard error. A
// failure is one sentence; whatever it made, it removes. Tokens are shortened unless they
// are asked for whole, and stored nowhere unless that is asked for.
package main
