// Package planguard finds the changes of a Terraform plan that lose users or tokens of a Cognito
// environment: replaced or destroyed resources, and changes of attributes that Cognito rejects
// at apply.
//
// Its only input is the JSON of `terraform show -json`.
package planguard
