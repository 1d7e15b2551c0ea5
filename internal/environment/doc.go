// Package environment reads what is declared of a deployed user pool and its app
// clients: from the outputs of Terraform, or from a policy file for a pool that was
// made otherwise.
//
// It holds expectations, and where the pool is. It asks nothing of AWS.
package environment
