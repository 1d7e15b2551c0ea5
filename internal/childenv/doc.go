// Package childenv selects the environment variables of the caller that a child process inherits: Terraform,
// OpenTofu and their providers. It does not start processes. The packages that start them add further variables.
//
// The emulator and the acceptance tests have their own rules, which do not depend on this package.
package childenv
