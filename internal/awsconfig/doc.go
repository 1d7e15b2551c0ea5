// Package awsconfig reads how AWS is reached: the caller's credentials, profile and
// region by the default chain of the SDK, and how requests are retried.
//
// Its errors are sentences for the person who started the command. Of this repository it
// knows package exchange alone.
package awsconfig
