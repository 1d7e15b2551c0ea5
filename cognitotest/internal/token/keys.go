package token

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"sync"

	"github.com/go-jose/go-jose/v4"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/rsakey"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

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
	known      knownTokens // of the key refresh
}

// keyring caches the parsed keys of pools. The store persists the keys.
type keyring struct {
	maker rsakey.Maker
	mu    sync.Mutex
	pools map[string]*keyEntry
}

// keyEntry has the keys of one pool. They are nil until their first use.
type keyEntry struct {
	mu       sync.Mutex
	keys     *poolKeys
	restores int64 // of the store, when the keys were read
}

// keysOf returns a pool's keys. It loads or generates them on first use.
func (i *Issuer) keysOf(poolID string) *poolKeys {
	r := &i.keys
	r.mu.Lock()
	if r.pools == nil {
		r.pools = map[string]*keyEntry{}
	}
	c, ok := r.pools[poolID]
	if !ok {
		c = &keyEntry{}
		r.pools[poolID] = c
	}
	r.mu.Unlock()
	c.mu.Lock() // generating RSA keys is slow: requests for other pools do not wait
	defer c.mu.Unlock()
	if restores := i.Store.Restores(); c.keys == nil || c.restores != restores {
		c.keys, c.restores = i.loadKeys(poolID), restores
	}
	return c.keys
}

// loadKeys reads a pool's keys from the store, or generates and stores them. If the pool was
// deleted meanwhile, it returns keys without storing them.
func (i *Issuer) loadKeys(poolID string) *poolKeys {
	stored, ok := i.Store.Keys(poolID)
	if !ok {
		created := i.keys.newPoolKeys()
		var err error
		if stored, err = i.Store.KeepKeys(poolID, created.stored()); err != nil {
			return created
		}
	}
	return &poolKeys{
		id:      signingKey{stored.ID.ID, parseKey(stored.ID.DER)},
		access:  signingKey{stored.Access.ID, parseKey(stored.Access.DER)},
		refresh: parseKey(stored.Refresh),
	}
}

func (r *keyring) newPoolKeys() *poolKeys {
	return &poolKeys{id: r.newSigningKey(), access: r.newSigningKey(), refresh: r.maker.New()}
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
		panic("token: a stored key: " + err.Error()) // stored wrote the key in this format
	}
	return key
}

func (r *keyring) newSigningKey() signingKey {
	id := make([]byte, 32)
	_, _ = rand.Read(id) // never fails
	return signingKey{id: base64.StdEncoding.EncodeToString(id), key: r.maker.New()}
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
