// Package token issues and verifies the tokens of a pool: access and ID tokens, which it signs
// with RS256 and whose keys it publishes, and refresh tokens, which it encrypts.
//
// It owns formats and claims. The store (package userpool) decides to which sign-in a refresh
// token belongs and whether it is usable.
package token
