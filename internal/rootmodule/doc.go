// Package rootmodule reads the configuration of a Terraform root module before Terraform
// does, and copies it: which variables it requires, which versions of a provider it takes,
// which data sources decide how many resources there are.
//
// It reads files and runs nothing.
package rootmodule
