// Package provider installs Terraform once per test process, starts one AWS provider for all tests, and returns the
// environment variables with which a command reaches that provider. Two other modes do not share the provider: a provider
// per command, and a provider that calls production host names. TestMain calls Close. Package router sends the shared
// provider's requests to the target of each test. Package deploy applies configurations.
package provider
