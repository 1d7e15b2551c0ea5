// Package jwt reads and verifies the tokens of a user pool: signed JSON Web Tokens (RFC
// 7519) in the compact serialization. go-jose decodes and verifies. The package decides
// which tokens are accepted: three parts, JSON objects, RS256, a key of the given set. It
// does not fetch keys, and does not judge claims.
package jwt
