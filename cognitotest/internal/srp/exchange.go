package srp

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"math/big"
)

// keyInfo is the label from which the clients of the service derive the key of their
// password claim (as in amazon-cognito-identity-js).
const keyInfo = "Caldera Derived Key"

// Exchange is the server's side of one sign-in.
type Exchange struct {
	A, B *big.Int // the public values of the client and the server
	// Secret and Verifier never leave the server.
	Secret, Verifier *big.Int
}

// NewExchange starts an exchange with the public value A of a client. ok is false if A is a
// multiple of the prime, which RFC 5054 section 2.5.4 requires the server to reject, or if
// there is no password.
func (p Password) NewExchange(a *big.Int) (e Exchange, ok bool) {
	if new(big.Int).Mod(a, prime).Sign() == 0 || !p.Set() {
		return Exchange{}, false
	}
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails
	e = Exchange{A: a, Secret: new(big.Int).SetBytes(secret), Verifier: p.Verifier}
	public := new(big.Int).Mul(multiplier, e.Verifier)
	public.Add(public, new(big.Int).Exp(generator, e.Secret, prime))
	e.B = public.Mod(public, prime)
	return e, true
}

// Claim returns the signature that a client with the right password sends: an HMAC over the
// identity, the secret block of the challenge and the timestamp, under a key derived from the
// shared secret.
func (e Exchange) Claim(identity string, secretBlock []byte, timestamp string) []byte {
	u := hash(padded(e.A), padded(e.B))
	base := new(big.Int).Mul(e.A, new(big.Int).Exp(e.Verifier, u, prime))
	shared := new(big.Int).Exp(base, e.Secret, prime)
	key, _ := hkdf.Key(sha256.New, padded(shared), padded(u), keyInfo, 16) // fails only for lengths beyond 255 hashes
	return mac(key, []byte(identity), secretBlock, []byte(timestamp))
}
