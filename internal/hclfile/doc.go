// Package hclfile parses files in HCL and in its JSON syntax that this program did not
// write: policy files, baselines, values files, and Terraform configuration.
//
// The parsers of HCL recurse for each bracket and each operator, and an overflow of Go's stack
// ends the process without an error. The package therefore checks the size and depth of a file
// before it parses it. It also formats the parsers' errors. It imports no other package of this
// repository.
package hclfile
