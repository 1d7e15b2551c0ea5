package token

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"sync"

	"github.com/go-jose/go-jose/v4"
)

// keyBits is the size of a pool's signing keys, as published by live pools.
const keyBits = 2048

// signingKey is an RSA key with the id under which it is published.
type signingKey struct {
	id  string
	key *rsa.PrivateKey
}

// poolKeys are the keys of one pool: one signs ID tokens, another access tokens
// (developer guide, "Verifying JSON web tokens"); the third, which is not
// published, encrypts refresh tokens.
type poolKeys struct {
	id, access signingKey
	refresh    *rsa.PrivateKey
}

// keyring makes a pool's keys when they are first needed.
type keyring struct {
	mu    sync.Mutex
	pools map[string]func() *poolKeys
}

func (r *keyring) of(poolID string) *poolKeys {
	r.mu.Lock()
	if r.pools == nil {
		r.pools = map[string]func() *poolKeys{}
	}
	get, ok := r.pools[poolID]
	if !ok {
		get = sync.OnceValue(newPoolKeys)
		r.pools[poolID] = get
	}
	r.mu.Unlock()
	return get()
}

func newPoolKeys() *poolKeys {
	return &poolKeys{id: newSigningKey(), access: newSigningKey(), refresh: newKey()}
}

func newSigningKey() signingKey {
	id := make([]byte, 32)
	_, _ = rand.Read(id) // never fails
	return signingKey{id: base64.StdEncoding.EncodeToString(id), key: newKey()}
}

func newKey() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		panic("token: RSA key generation: " + err.Error()) // only for a size that crypto/rsa refuses
	}
	return key
}

// JWKS is the pool's published key set: two RSA keys for signatures.
func (i *Issuer) JWKS(poolID string) jose.JSONWebKeySet {
	keys := i.keys.of(poolID)
	var set jose.JSONWebKeySet
	for _, k := range []signingKey{keys.id, keys.access} {
		set.Keys = append(set.Keys, jose.JSONWebKey{Key: &k.key.PublicKey, KeyID: k.id, Algorithm: string(jose.RS256), Use: "sig"})
	}
	return set
}
