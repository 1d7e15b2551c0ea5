// Package fidelity has the beliefs about Cognito that any client can check from outside, on AWS as on the emulator. Each
// belief is a row of docs/fidelity. It sends raw HTTP requests, so that no library stands between a belief and the
// bytes, removes what it creates, and touches nothing else.
package fidelity
