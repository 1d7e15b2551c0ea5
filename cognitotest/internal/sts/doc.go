// Package sts implements GetCallerIdentity of the Security Token Service, from which Terraform's
// AWS provider learns its account. The clients of the emulator call no other action of that
// service.
package sts
