// Package engine finds Terraform or OpenTofu, or installs Terraform if there is neither, and a
// source of the AWS provider, which it fetches once for all runs of a process.
//
// It configures no run, and depends neither on the emulator nor on AWS.
package engine
