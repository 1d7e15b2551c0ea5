// Package relay compares, for every example, the plan and the state of Terraform with the provider relay and without it.
package relay
