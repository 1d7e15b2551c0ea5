// Package live has the checks that sign in at a client and examine the responses and tokens.
// They run on AWS and on the emulator. They change no setting, and end only their own sign-
// ins.
package live
