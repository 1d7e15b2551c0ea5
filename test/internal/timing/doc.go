// Package timing measures what each test spends its time on: Terraform, the provider, requests and pauses. TestMain
// prints the table with -v. It does not limit a time and fails no test.
package timing
