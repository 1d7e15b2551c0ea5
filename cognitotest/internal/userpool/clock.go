package userpool

import (
	"sync/atomic"
	"time"
)

// Clock is the time of one emulator. It runs with the wall clock, and Advance moves it
// forward. Everything that a client observes depends on it, except for the validity of the
// emulator's TLS certificates, which clients compare with their own clocks.
type Clock struct {
	// Base returns the time to which Advance adds. Nil: the time of the machine.
	Base func() time.Time

	advance atomic.Int64        // a time.Duration
	record  func(time.Duration) // stores an advance and moves the clock; nil: it is not stored
}

// Now returns the emulator's time in UTC.
func (c *Clock) Now() time.Time {
	base := time.Now
	if c.Base != nil {
		base = c.Base
	}
	return base().Add(c.Ahead()).UTC()
}

// Ahead returns how far Advance has moved the clock.
func (c *Clock) Ahead() time.Duration { return time.Duration(c.advance.Load()) }

// OfMachine returns the time of the machine, which Advance does not move. Clients sign their
// requests with it, and an emulator whose clock is ahead must still accept them.
func (c *Clock) OfMachine() time.Time { return time.Now().UTC() }

// near reports whether a time in a client's request is within d of the machine's clock,
// which most clients use, or of the emulator's clock, which a test may give its clients.
func (c *Clock) near(at time.Time, d time.Duration) bool {
	return at.Sub(c.OfMachine()).Abs() <= d || at.Sub(c.Now()).Abs() <= d
}

// Advance moves the clock forward by d. It ignores a negative d: an expired token must not
// become valid again.
func (c *Clock) Advance(d time.Duration) {
	if d <= 0 {
		return
	}
	if c.record != nil {
		c.record(d)
		return
	}
	c.advance.Add(int64(d))
}

// set sets how far the clock is ahead.
func (c *Clock) set(ahead time.Duration) { c.advance.Store(int64(ahead)) }

// recordAdvance adds d to the stored advance, and moves the clock when that is durable.
func (s *Store) recordAdvance(d time.Duration) {
	s.db.DoAlone(func() { s.clockAdvance.Put("", s.clockAdvance.At("")+d) }, s.setClock)
}

// setClock sets the clock to the stored advance. It runs in a transaction.
func (s *Store) setClock() { s.Clock.set(s.clockAdvance.At("")) }
