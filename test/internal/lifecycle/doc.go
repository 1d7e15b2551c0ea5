// Package lifecycle applies plain resources of the AWS provider, without a module, through the steps of their life:
// minimal, with all arguments, changed, replaced, imported and removed. Each step must end with an empty plan. A file
// has the scenario of one kind of resource; arguments.go asserts that the scenarios set and change every argument.
package lifecycle
