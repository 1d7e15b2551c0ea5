// Package planguard finds the changes of a Terraform plan that lose users or tokens of a Cognito
// environment: replaced or destroyed resources, and changes of attributes that Cognito rejects
// at apply.
//
// It reads the JSON of `terraform show -json` and nothing else.
package planguard
