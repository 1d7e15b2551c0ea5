package userpool

import (
	"sync"
	"time"
)

// Clock is the time of one server. It runs with the wall clock and can be moved
// forward; nothing else
// that a client sees depends on time.Now but the certificates of the server.
type Clock struct {
	mu      sync.Mutex
	advance time.Duration
}

// Now returns the server's time in UTC.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.advance).UTC()
}

// Advance moves the clock forward by d. A negative d is ignored: tokens that
// have expired must not come back to life.
func (c *Clock) Advance(d time.Duration) {
	if d <= 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.advance += d
}
