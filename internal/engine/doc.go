// Package engine finds what runs the Terraform configurations: Terraform or
// OpenTofu, installing Terraform if there is neither, and a source for the AWS
// provider, fetched once for all the runs of a process.
//
// It configures nothing of a run itself and knows neither the stand-in nor AWS.
package engine
