// Package seed creates user pools from an HCL file. Its arguments are the members of the API's
// requests, under the names that Terraform's AWS provider has for them.
//
// The API model (package apimodel) defines the arguments. Each block becomes a request to the API,
// which applies the same rules as for any client.
package seed
