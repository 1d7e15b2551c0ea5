// Package lifecycle applies plain resources of the AWS provider, without a module, in the steps of their lifecycle:
// minimal, with all arguments, changed, replaced, imported and removed. Each step must end with an empty plan. Each file
// contains the scenario of one resource type. arguments.go asserts that the scenarios set and change every argument.
package lifecycle
