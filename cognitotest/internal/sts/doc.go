// Package sts answers the one action of the Security Token Service that clients
// of the stand-in call: GetCallerIdentity, with which Terraform's AWS provider
// finds its account.
package sts
