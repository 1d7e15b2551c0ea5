// Package planguard finds, in a Terraform plan, the changes that a Cognito
// environment does not survive: what is replaced or destroyed, with all that hangs
// on it, and changes of attributes that Cognito refuses once they are applied.
//
// It reads the JSON of `terraform show -json` and nothing else.
package planguard
