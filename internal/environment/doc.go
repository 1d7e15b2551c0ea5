// Package environment reads the declared settings of user pools and app clients: from the
// outputs of Terraform, from a plan, or from a policy file for a pool that the root module did
// not create. It is the only reader of these contracts outside the acceptance tests.
//
// It sends no request to AWS.
package environment
