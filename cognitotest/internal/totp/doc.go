// Package totp checks the time-based one-time passwords of RFC 6238 in the form that Cognito
// and authenticator apps use: SHA-1, steps of 30 s and 6 digits.
//
// It does not depend on users or pools. It does not use github.com/pquerna/otp, because the
// acceptance tests and the checks use that library as their authenticator app: the emulator
// shares no code with its clients.
package totp
