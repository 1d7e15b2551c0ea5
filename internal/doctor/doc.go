// Package doctor checks what the commands need on a machine: programs, the AWS provider, the emulator's CA, proxy variables,
// AWS credentials and the port of the emulator. It makes no call beyond this machine, changes nothing, and returns no secret.
package doctor
