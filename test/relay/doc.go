// Package relay compares what Terraform plans and stores through the provider relay with what it plans and stores
// without it, for every example.
package relay
