// Package target selects the target of a test: its own emulator, or AWS if COGNITO_TARGET=aws. All differences between the
// two are fields of Target. emulator.go is the only file of the acceptance tests that imports the emulator. The tests use
// only the emulator's proxy and CA. The package does not use Terraform.
package target
