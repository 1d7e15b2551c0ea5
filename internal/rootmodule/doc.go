// Package rootmodule reads and copies the configuration of a Terraform root module before
// Terraform runs. It reports the required variables, the version constraints of a provider, and
// the data sources that determine the number of resources.
//
// It reads and writes files, and does not run Terraform.
package rootmodule
