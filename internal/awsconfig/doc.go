// Package awsconfig reads the caller's AWS credentials, profile and region with the default
// chain of the SDK, and decides how requests are retried.
//
// Its error texts are for users of the command. It imports package exchange and no other
// package of this repository.
package awsconfig
