// Package jwt reads and verifies the tokens of a user pool: signed JSON Web Tokens (RFC
// 7519) in the compact serialization. go-jose parses and verifies signatures. The package
// accepts only tokens of three parts with JSON objects, signed with RS256 by a key of the given set. It
// does not fetch keys, and does not check claims.
package jwt
