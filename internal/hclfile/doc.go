// Package hclfile parses files in HCL and in its JSON syntax that this program did not
// write: policy files, baselines, values, and Terraform configuration.
//
// The parsers of HCL call themselves for each bracket and each operator, and an overflow of
// Go's stack ends the process without an error. The package therefore limits what they are
// given, and words their errors. It imports no other package of this repository.
package hclfile
