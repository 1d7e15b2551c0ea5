package cognitoidp_test

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// claimForm is the layout of TIMESTAMP, in UTC.
const claimForm = "Mon Jan 2 15:04:05 UTC 2006"

// srpPrime is the 3072-bit prime of RFC 3526 section 4.
func srpPrime(t *testing.T) *big.Int {
	t.Helper()
	prime, ok := new(big.Int).SetString(strings.Join(strings.Fields(`
		FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437
		4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05
		98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B
		E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33
		A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864
		D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF`), ""), 16)
	require.True(t, ok)
	return prime
}

// srpClient is the client's side of an SRP exchange. Unlike the libraries it signs any text as TIMESTAMP.
// a is the secret value, public is SRP_A.
type srpClient struct {
	prime, a, public *big.Int
	pool             string // the part of the pool's id after the underscore, or the device group
	password         string
}

// srpClient returns a client with a new secret value and sets {A} to its SRP_A.
func (s *server) srpClient(t *testing.T, group, password string) *srpClient {
	t.Helper()
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails
	c := &srpClient{prime: srpPrime(t), a: new(big.Int).SetBytes(secret), pool: group, password: password}
	c.public = new(big.Int).Exp(big.NewInt(2), c.a, c.prime)
	s.set("A", c.public.Text(16))
	return c
}

// padded returns n in big-endian order, with a leading zero byte if the first bit is set.
func padded(n *big.Int) []byte {
	b := n.Bytes()
	if len(b) > 0 && b[0]&0x80 != 0 {
		b = append([]byte{0}, b...)
	}
	return b
}

func digest(parts ...[]byte) *big.Int {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return new(big.Int).SetBytes(h.Sum(nil))
}

// claim returns the three members of ChallengeResponses that prove the password, for the challenge in a
// decoded response. id is USER_ID_FOR_SRP or the key of the device.
func (c *srpClient) claim(t *testing.T, response map[string]any, id, timestamp string) string {
	t.Helper()
	number := func(name string) *big.Int {
		n, ok := new(big.Int).SetString(at(response, "ChallengeParameters", name).(string), 16)
		require.True(t, ok, name)
		return n
	}
	salt, b := number("SALT"), number("SRP_B")
	inner := sha256.Sum256([]byte(c.pool + id + ":" + c.password))
	x := digest(padded(salt), inner[:])
	u := digest(padded(c.public), padded(b))
	k := digest(padded(c.prime), []byte{2})
	base := new(big.Int).Sub(b, new(big.Int).Mul(k, new(big.Int).Exp(big.NewInt(2), x, c.prime)))
	shared := new(big.Int).Exp(base.Mod(base, c.prime), new(big.Int).Add(c.a, new(big.Int).Mul(u, x)), c.prime)
	key, err := hkdf.Key(sha256.New, padded(shared), padded(u), "Caldera Derived Key", 16)
	require.NoError(t, err)
	text := at(response, "ChallengeParameters", "SECRET_BLOCK").(string)
	block, err := base64.StdEncoding.DecodeString(text)
	require.NoError(t, err)
	mac := hmac.New(sha256.New, key)
	for _, part := range [][]byte{[]byte(c.pool), []byte(id), block, []byte(timestamp)} {
		mac.Write(part)
	}
	return `"TIMESTAMP":"` + timestamp + `","PASSWORD_CLAIM_SECRET_BLOCK":"` + text + `","PASSWORD_CLAIM_SIGNATURE":"` + base64.StdEncoding.EncodeToString(mac.Sum(nil)) + `"`
}

// poolName returns the part of {pool} after the underscore.
func (s *server) poolName() string {
	_, name, _ := strings.Cut(s.placeholders.Replace("{pool}"), "_")
	return name
}

const startSRP = `{"ClientId":"{client}","AuthFlow":"USER_SRP_AUTH","AuthParameters":{"USERNAME":"ada","SRP_A":"{A}"}}`

// answerSRP returns the body of ada's response to PASSWORD_VERIFIER. It has no Session.
func answerSRP(claim string) string {
	return `{"ClientId":"{client}","ChallengeName":"PASSWORD_VERIFIER","ChallengeResponses":{"USERNAME":"ada",` + claim + `}}`
}

// now returns a TIMESTAMP of the machine's clock, because clients sign with it.
func now() string { return time.Now().UTC().Format(claimForm) }
