// Package engine finds Terraform or OpenTofu, and installs Terraform if neither is on the machine. It also selects
// the source of the AWS provider, and installs the provider once for all runs of a process.
//
// In this package, the engine is the program Terraform or OpenTofu. The package does not configure runs, and does not
// depend on the emulator or on AWS.
package engine
