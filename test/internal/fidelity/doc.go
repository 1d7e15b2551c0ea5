// Package fidelity checks the facts about Cognito that any client can check from outside, on AWS and on the emulator. Each
// fact is a row of docs/fidelity. The package sends raw HTTP requests, because a library could change a request or hide a
// part of a response. It deletes the resources that it creates, and changes no others.
package fidelity
