// Package live contains the checks that sign in at a client and examine the responses and
// tokens. They run on AWS and on the emulator. They do not change settings, and end only their
// own sign-ins.
package live
