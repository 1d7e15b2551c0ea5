// Package target selects what a test runs on: an emulator of its own, or AWS if COGNITO_TARGET=aws. Everything that
// differs between the two is a field of Target. emulator.go is the only file of the suite that imports the emulator; the
// tests see its proxy and its CA. The package does not know Terraform.
package target
