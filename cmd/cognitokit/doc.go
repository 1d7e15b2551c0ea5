// Command cognitokit checks the user pools of a Terraform root: on the emulator of Amazon Cognito before an
// apply, and on AWS after it.
//
//   - prove applies a root module on the emulator and checks it. demo does so with an example.
//     serve runs only the emulator, and health checks that it does. clock, sessions, messages,
//     faults, requests, snapshots and reset call the Control API of a running emulator.
//   - browser opens a browser that reaches a running emulator, and app-config prints the
//     configuration of an app.
//   - doctor checks what the machine has for the commands.
//   - plan-guard reports the changes of a plan that lose users or tokens.
//   - check checks that environments sign users in and refresh as declared. report writes a
//     report in another format, and merges the reports of several runs.
//   - login signs in to a client, refresh refreshes its tokens, and token decodes a token.
//     postman writes a Postman environment for a client.
//
// It prints results to standard output and its progress to standard error. An error is one
// line, and the command removes everything that it created. It shortens printed tokens and stores
// none, unless a flag requests otherwise.
package main
