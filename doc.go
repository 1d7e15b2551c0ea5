// Package cognitokit embeds the Terraform configurations of this repository: the
// root module and its modules, which create an Amazon Cognito environment at which
// apps sign users in, and the examples. The command and the acceptance tests apply
// the embedded files, so they test exactly the files that users get.
package cognitokit
