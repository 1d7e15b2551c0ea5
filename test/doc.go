// Package test judges each example: it applies the Terraform that ships, signs a person in, redeems and refreshes the
// tokens, and holds what comes back against the example's own outputs.
//
// It runs on the stand-in, or on AWS with the caller's credentials when COGNITO_TARGET=aws. Only environment_test.go
// knows which. It shares no type with the stand-in: shapes are asserted on the JSON that came over the wire.
package test
