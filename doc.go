// Package cognitokit carries the Terraform of this repository: a root module and
// the modules it composes, for an Amazon Cognito environment that an app can
// sign in to, and the examples that use it. The command and the test suite apply
// what is embedded here, so what they prove is what ships.
package cognitokit
