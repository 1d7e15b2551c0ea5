package rsakey

import (
	"crypto/rsa"
	"sync"
)

// reserveSize is how many keys the reserve has: the keys of one pool.
const reserveSize = 3

// ready is the reserve of the process. Servers that run one after the other, as in tests, use the keys
// that the previous one has left.
var ready reserve

// reserve has keys that were made before a pool needs them. Servers have it filled while they run.
type reserve struct {
	mu      sync.Mutex
	keys    []*rsa.PrivateKey
	servers int
	filling chan struct{} // closed when the goroutine that makes keys ends; nil if none runs
}

// Start makes keys in the background until [Stop] is called as often as Start.
func Start() { ready.start() }

// Stop stops what [Start] has started. The last call waits until no key is being made.
func Stop() { ready.stop() }

func (r *reserve) start() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.servers++
	r.fill()
}

func (r *reserve) stop() {
	r.mu.Lock()
	r.servers--
	filling := r.filling
	if r.servers > 0 {
		filling = nil
	}
	r.mu.Unlock()
	if filling != nil {
		<-filling
	}
}

// take returns a key of the reserve, or a new one if it is empty.
func (r *reserve) take() *rsa.PrivateKey {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.keys) == 0 {
		r.mu.Unlock()
		defer r.mu.Lock()
		return generate()
	}
	key := r.keys[0]
	r.keys = r.keys[1:]
	r.fill()
	return key
}

// fill starts the goroutine that makes keys, if a server runs and the reserve is not full. The caller has
// the lock.
func (r *reserve) fill() {
	if r.filling != nil || !r.wantsKey() {
		return
	}
	filling := make(chan struct{})
	r.filling = filling
	go func() {
		defer close(filling)
		r.mu.Lock()
		defer r.mu.Unlock()
		for r.wantsKey() {
			r.mu.Unlock()
			key := generate()
			r.mu.Lock()
			r.keys = append(r.keys, key)
		}
		r.filling = nil
	}()
}

func (r *reserve) wantsKey() bool {
	return r.servers > 0 && len(r.keys) < reserveSize && !shared.used()
}
