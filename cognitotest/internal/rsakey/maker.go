package rsakey

import (
	"crypto/rand"
	"crypto/rsa"
	"sync"
)

// bits is the size of a key. Live pools publish signing keys of this size.
const bits = 2048

// Maker makes the keys of one server. Each key is a different one. The zero value is ready to use, also
// concurrently.
type Maker struct {
	mu   sync.Mutex
	made int
}

// New returns a new key.
func (m *Maker) New() *rsa.PrivateKey {
	m.mu.Lock()
	n := m.made
	m.made++
	m.mu.Unlock()
	if key, ok := shared.key(n); ok {
		return key
	}
	return ready.take()
}

func generate() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		panic("rsakey: " + err.Error()) // only for a size that crypto/rsa rejects
	}
	return key
}
