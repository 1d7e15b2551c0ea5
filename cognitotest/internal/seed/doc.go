// Package seed makes user pools from a file in HCL, with the arguments of the API's own
// requests under the names that Terraform's provider has for them.
//
// It knows of no argument by itself: the API's model does. Each block becomes a request to
// the API, which refuses what it refuses of any client.
package seed
