package userpool

import (
	"sync/atomic"
	"time"
)

// Clock is the time of one server. It runs with the wall clock and can be moved
// forward; nothing else
// that a client sees depends on time.Now but the certificates of the server.
type Clock struct {
	advance atomic.Int64        // a time.Duration
	keep    func(time.Duration) // records a move; nil: nothing does
}

// Now returns the server's time in UTC.
func (c *Clock) Now() time.Time { return time.Now().Add(time.Duration(c.advance.Load())).UTC() }

// OfMachine is the time of the machine, which Advance does not move: clients sign their
// requests with it, and a server that is ahead must still take them.
func (c *Clock) OfMachine() time.Time { return time.Now().UTC() }

// near reports whether a time that a client has written is within d of the machine's clock,
// which most clients have, or of the server's, which a test may set its clients to.
func (c *Clock) near(at time.Time, d time.Duration) bool {
	return at.Sub(c.OfMachine()).Abs() <= d || at.Sub(c.Now()).Abs() <= d
}

// Advance moves the clock forward by d. A negative d is ignored: tokens that
// have expired must not come back to life.
func (c *Clock) Advance(d time.Duration) {
	if d <= 0 {
		return
	}
	if c.keep != nil {
		c.keep(d)
	}
	c.move(d)
}

func (c *Clock) move(d time.Duration) { c.advance.Add(int64(d)) }

// keepAdvance records that the clock goes ahead by another d.
func (s *Store) keepAdvance(d time.Duration) {
	s.do(func() {
		s.clock.put("", s.clock.at("")+d)
	})
}
