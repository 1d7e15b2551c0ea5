package rsakey

import (
	"crypto/rsa"
	"sync"
)

// shared are the keys of the makers of a test process.
var shared sharedKeys

type sharedKeys struct {
	mu   sync.Mutex
	on   bool
	keys []*rsa.PrivateKey
}

// Share lets the makers of the process return the same keys: the first key of one is the first key of
// each. The keys of one maker remain different. It is for tests, which would otherwise spend half of
// their time on new keys. Call it before the first use of a maker.
func Share() {
	shared.mu.Lock()
	defer shared.mu.Unlock()
	shared.on = true
}

func (s *sharedKeys) used() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.on
}

// key returns the key with a number. ok is false if the keys are not shared.
func (s *sharedKeys) key(n int) (key *rsa.PrivateKey, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.on {
		return nil, false
	}
	for len(s.keys) <= n {
		s.keys = append(s.keys, generate())
	}
	return s.keys[n], true
}
