package srp

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"math/big"
)

// Password is what a server stores of a password: a salt and an SRP verifier (RFC 5054
// section 2.5.3). It serves a plain comparison and an SRP exchange alike. The zero Password
// is the absence of a password.
type Password struct {
	Salt     *big.Int
	Verifier *big.Int
}

// New derives the verifier of a user's password, with a new salt of 16 bytes.
func New(identity, password string) Password {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails
	p := Password{Salt: new(big.Int).SetBytes(salt)}
	p.Verifier = p.derive(identity, password)
	return p
}

// Derived returns a password that the client derived, as a device does: its salt and
// verifier in big-endian.
func Derived(salt, verifier []byte) Password {
	return Password{Salt: new(big.Int).SetBytes(salt), Verifier: new(big.Int).SetBytes(verifier)}
}

// Simulated returns the password that an account without one appears to have. It is the same
// for the same key and account (RFC 5054 section 2.5.1.3). The verifier is a square modulo the
// prime, as real ones are, and belongs to no known password. It is not derived by a power,
// because that would take as long as a second exchange.
func Simulated(key, account []byte) Password {
	salt := mac(key, []byte("salt"), account)
	var root []byte
	for block := byte(0); len(root) <= prime.BitLen()/8; block++ {
		root = append(root, mac(key, []byte("verifier"), salt, []byte{block})...)
	}
	square := new(big.Int).SetBytes(root)
	return Password{
		Salt:     new(big.Int).SetBytes(salt[:16]),
		Verifier: square.Mul(square, square).Mod(square, prime),
	}
}

// Set reports whether there is a password. An account may have none.
func (p Password) Set() bool { return p.Verifier != nil }

// Matches reports whether password is the password of the user. It costs the same without a
// password, so that the response time does not reveal which accounts have one.
func (p Password) Matches(identity, password string) bool {
	derived := p.derive(identity, password).Bytes()
	return p.Set() && subtle.ConstantTimeCompare(p.Verifier.Bytes(), derived) == 1
}

func (p Password) derive(identity, password string) *big.Int {
	inner := sha256.Sum256([]byte(identity + ":" + password))
	salt := p.Salt
	if salt == nil {
		salt = new(big.Int)
	}
	x := hash(padded(salt), inner[:])
	return new(big.Int).Exp(generator, x, prime)
}
