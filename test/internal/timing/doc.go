// Package timing measures the time that each test spends on Terraform, the provider, requests and pauses. TestMain prints
// the table with -v. The package does not limit times and never fails a test.
package timing
