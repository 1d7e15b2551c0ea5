package token

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"sync"

	"github.com/go-jose/go-jose/v4"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// keyBits is the size of a pool's signing keys, as live pools publish them.
const keyBits = 2048

// signingKey is an RSA key with its published id.
type signingKey struct {
	id  string
	key *rsa.PrivateKey
}

// poolKeys are the keys of one pool: one signs ID tokens, one signs access tokens (developer
// guide, "Verifying JSON web tokens"), and one, which is not published, encrypts refresh
// tokens.
type poolKeys struct {
	id, access signingKey
	refresh    *rsa.PrivateKey
}

// keyring caches the keys of pools. The store keeps them.
type keyring struct {
	mu    sync.Mutex
	pools map[string]*keyCase
}

// keyCase has one pool's keys, nil until their first use.
type keyCase struct {
	mu   sync.Mutex
	keys *poolKeys
}

// keysOf returns a pool's keys. It makes them on first use.
func (i *Issuer) keysOf(poolID string) *poolKeys {
	r := &i.keys
	r.mu.Lock()
	if r.pools == nil {
		r.pools = map[string]*keyCase{}
	}
	c, ok := r.pools[poolID]
	if !ok {
		c = &keyCase{}
		r.pools[poolID] = c
	}
	r.mu.Unlock()
	c.mu.Lock() // of one pool, because making keys takes a while
	defer c.mu.Unlock()
	if c.keys == nil {
		c.keys = i.loadKeys(poolID)
	}
	return c.keys
}

// loadKeys reads a pool's keys from the store, or makes and stores them. It does not store
// keys of a pool that was deleted.
func (i *Issuer) loadKeys(poolID string) *poolKeys {
	stored, ok := i.Store.Keys(poolID)
	if !ok {
		made := newPoolKeys()
		var err error
		if stored, err = i.Store.KeepKeys(poolID, made.stored()); err != nil {
			return made
		}
	}
	return &poolKeys{
		id:      signingKey{stored.ID.ID, parseKey(stored.ID.DER)},
		access:  signingKey{stored.Access.ID, parseKey(stored.Access.DER)},
		refresh: parseKey(stored.Refresh),
	}
}

func newPoolKeys() *poolKeys {
	return &poolKeys{id: newSigningKey(), access: newSigningKey(), refresh: newKey()}
}

// stored returns the keys in the form of the store.
func (k *poolKeys) stored() userpool.Keys {
	return userpool.Keys{
		ID:      userpool.SigningKey{ID: k.id.id, DER: x509.MarshalPKCS1PrivateKey(k.id.key)},
		Access:  userpool.SigningKey{ID: k.access.id, DER: x509.MarshalPKCS1PrivateKey(k.access.key)},
		Refresh: x509.MarshalPKCS1PrivateKey(k.refresh),
	}
}

func parseKey(der []byte) *rsa.PrivateKey {
	key, err := x509.ParsePKCS1PrivateKey(der)
	if err != nil {
		panic("token: a stored key: " + err.Error()) // it is always an output of stored
	}
	return key
}

func newSigningKey() signingKey {
	id := make([]byte, 32)
	_, _ = rand.Read(id) // never fails
	return signingKey{id: base64.StdEncoding.EncodeToString(id), key: newKey()}
}

func newKey() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		panic("token: RSA key generation: " + err.Error()) // only for a size that crypto/rsa rejects
	}
	return key
}

// JWKS returns the pool's published key set: two RSA keys for signatures.
func (i *Issuer) JWKS(poolID string) jose.JSONWebKeySet {
	keys := i.keysOf(poolID)
	var set jose.JSONWebKeySet
	for _, k := range []signingKey{keys.id, keys.access} {
		set.Keys = append(set.Keys, jose.JSONWebKey{Key: &k.key.PublicKey, KeyID: k.id, Algorithm: string(jose.RS256), Use: "sig"})
	}
	return set
}
