// Package idp creates a second user pool on the target of a test. The pool acts as a company's OpenID Connect provider in a
// federated sign-in.
package idp
