// Package token makes and reads the tokens of a pool: RS256-signed access and ID
// tokens with their published keys, and encrypted refresh tokens.
//
// It owns formats and claims. Which sign-in a refresh token belongs to, and
// whether it may still be used, is the store's to say (package userpool).
package token
