// Package token makes and reads the tokens of a pool: RS256-signed access and ID tokens with
// their published keys, and encrypted refresh tokens.
//
// It owns formats and claims. The store (package userpool) decides to which sign-in a refresh
// token belongs and whether it is usable.
package token
