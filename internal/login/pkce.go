package login

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
)

// randomText returns 256 random bits as 43 URL-safe characters: enough for a PKCE code verifier (RFC 7636 section
// 4.1), a state and a nonce.
func randomText() string {
	bits := make([]byte, 32)
	rand.Read(bits) // never returns an error: crypto/rand ends the program instead
	return base64.RawURLEncoding.EncodeToString(bits)
}

// challengeS256 derives the code challenge of a verifier (RFC 7636 section 4.2). S256 is the only method that Cognito
// accepts.
func challengeS256(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
