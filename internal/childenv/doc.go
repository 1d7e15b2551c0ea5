// Package childenv decides which environment variables of the caller a child process gets:
// Terraform, OpenTofu and their providers. It starts no process. The variables that a child
// gets in addition are the business of the packages that start it.
//
// The emulator and the acceptance tests have rules of their own, which do not depend on
// this package.
package childenv
