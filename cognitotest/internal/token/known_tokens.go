package token

import (
	"crypto/sha256"
	"sync"
)

// maxKnown is how many refresh tokens one generation of [knownTokens] has: about a megabyte.
const maxKnown = 1 << 13

// knownTokens are the ids of refresh tokens of one pool by the SHA-256 of their text. The pool has sealed
// or opened each of them with its present key, so a known token needs no RSA decryption, which takes as
// long as a signature. Whether a token is usable is still decided by the store at each use.
//
// It forgets tokens that were not used for long, so that its size does not depend on the number of
// sign-ins: a full generation replaces the previous one.
type knownTokens struct {
	mu               sync.Mutex
	recent, previous map[[sha256.Size]byte]string
}

// add adds a token that was sealed or opened.
func (k *knownTokens) add(raw, id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.put(sha256.Sum256([]byte(raw)), id)
}

func (k *knownTokens) put(hash [sha256.Size]byte, id string) {
	if k.recent == nil || len(k.recent) == maxKnown {
		k.recent, k.previous = map[[sha256.Size]byte]string{}, k.recent
	}
	k.recent[hash] = id
}

// find returns the id of a token.
func (k *knownTokens) find(raw string) (id string, ok bool) {
	hash := sha256.Sum256([]byte(raw))
	k.mu.Lock()
	defer k.mu.Unlock()
	if id, ok = k.recent[hash]; ok {
		return id, true
	}
	if id, ok = k.previous[hash]; ok {
		k.put(hash, id)
	}
	return id, ok
}
