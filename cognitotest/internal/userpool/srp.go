package userpool

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"math/big"

	"github.com/google/uuid"
)

// The group of the service's Secure Remote Password protocol: the 3072-bit
// prime of RFC 3526 section 4 with generator 2, and SHA-256 throughout.
var (
	srpPrime, _ = new(big.Int).SetString(""+
		"FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"+
		"020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"+
		"4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"+
		"EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05"+
		"98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB"+
		"9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"+
		"E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718"+
		"3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33"+
		"A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7"+
		"ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864"+
		"D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E2"+
		"08E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF", 16)
	srpGenerator  = big.NewInt(2)
	srpMultiplier = hashInt(padded(srpPrime), padded(srpGenerator))
)

// srpKeyInfo is the label from which the service's clients derive the key of
// their password claim (as in amazon-cognito-identity-js).
const srpKeyInfo = "Caldera Derived Key"

// padded is the two's complement big-endian form that clients of the service
// hash: one zero byte goes before a value whose first bit is set.
func padded(n *big.Int) []byte {
	b := n.Bytes()
	if len(b) > 0 && b[0]&0x80 != 0 {
		return append([]byte{0}, b...)
	}
	return b
}

func hashInt(parts ...[]byte) *big.Int {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return new(big.Int).SetBytes(h.Sum(nil))
}

// Password is what is kept of a password: a salt and an SRP verifier (RFC 5054
// section 2.5.3). It serves a plain comparison and an SRP exchange alike.
type Password struct {
	Salt     *big.Int
	Verifier *big.Int
}

// newPassword derives the verifier of a user's password. poolName is the part
// of the pool id after the underscore, as the service's clients use it.
func newPassword(poolName, username, password string) Password {
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails
	p := Password{Salt: new(big.Int).SetBytes(salt)}
	p.Verifier = p.derive(poolName, username, password)
	return p
}

func (p Password) derive(poolName, username, password string) *big.Int {
	identity := sha256.Sum256([]byte(poolName + username + ":" + password))
	salt := p.Salt
	if salt == nil {
		salt = new(big.Int)
	}
	x := hashInt(padded(salt), identity[:])
	return new(big.Int).Exp(srpGenerator, x, srpPrime)
}

// set reports whether there is a password: an account may have none.
func (p Password) set() bool { return p.Verifier != nil }

// matches reports whether this is the password. It costs the same if there is none, so that
// the time does not tell.
func (p Password) matches(poolName, username, password string) bool {
	derived := p.derive(poolName, username, password).Bytes()
	return p.set() && subtle.ConstantTimeCompare(p.Verifier.Bytes(), derived) == 1
}

// NewPasswordOf is a password that was derived elsewhere, as a device's is: its salt and
// verifier in big-endian.
func NewPasswordOf(salt, verifier []byte) Password {
	return Password{Salt: new(big.Int).SetBytes(salt), Verifier: new(big.Int).SetBytes(verifier)}
}

// SimulatedPassword is what an unknown user of a pool appears to have: always the same for
// the same key, pool and login (RFC 5054 section 2.5.1.3). username is the id that goes
// with it. The verifier is a square like a real one, and of no known password: it is not
// derived by a power, which would take the time of a second exchange.
func SimulatedPassword(key []byte, poolID, login string) (p Password, username string) {
	salt := mac(key, []byte("salt"), []byte(poolID), []byte{0}, []byte(login))
	id := mac(key, []byte("id"), []byte(poolID), []byte{0}, []byte(login))
	p.Salt = new(big.Int).SetBytes(salt[:16])
	var root []byte
	for block := byte(0); len(root) <= srpPrime.BitLen()/8; block++ {
		root = append(root, mac(key, []byte("verifier"), salt, []byte{block})...)
	}
	square := new(big.Int).SetBytes(root)
	p.Verifier = square.Mul(square, square).Mod(square, srpPrime)
	return p, subOf(uuid.UUID(id[:16])) // the form of a real one, or the id tells the two apart
}

// SRPExchange is the server's side of one SRP sign-in.
type SRPExchange struct {
	A, B *big.Int // the public values of client and server
	// What the server keeps to itself.
	Secret, Verifier *big.Int
}

// NewSRPExchange answers a client's public value A. ok is false if A is a
// multiple of the prime, which RFC 5054 section 2.5.4 requires to be refused.
func (p Password) NewSRPExchange(a *big.Int) (SRPExchange, bool) {
	if new(big.Int).Mod(a, srpPrime).Sign() == 0 || p.Verifier == nil {
		return SRPExchange{}, false
	}
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails
	e := SRPExchange{A: a, Secret: new(big.Int).SetBytes(secret), Verifier: p.Verifier}
	public := new(big.Int).Mul(srpMultiplier, e.Verifier)
	public.Add(public, new(big.Int).Exp(srpGenerator, e.Secret, srpPrime))
	e.B = public.Mod(public, srpPrime)
	return e, true
}

// Claim returns the signature that a client with the right password sends: an
// HMAC over pool name, user id, secret block and timestamp under a key derived
// from the shared secret.
func (e SRPExchange) Claim(poolName, userID string, secretBlock []byte, timestamp string) []byte {
	u := hashInt(padded(e.A), padded(e.B))
	base := new(big.Int).Mul(e.A, new(big.Int).Exp(e.Verifier, u, srpPrime))
	shared := new(big.Int).Exp(base, e.Secret, srpPrime)
	extracted := mac(padded(u), padded(shared))
	key := mac(extracted, []byte(srpKeyInfo), []byte{1})[:16]
	return mac(key, []byte(poolName), []byte(userID), secretBlock, []byte(timestamp))
}

func mac(key []byte, parts ...[]byte) []byte {
	h := hmac.New(sha256.New, key)
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}
