package refreshcheck

import (
	"context"
	"errors"
	"time"
)

// noClock is why a check that moves the clock does not look.
const noClock = NotApplicable("the check requires a clock that can be moved: use cognitokit prove")

// errSlow is why a moment was not met: the service answered after it.
var errSlow = errors.New("the service did not respond within the second before the expiry under test: try again on a machine with less load")

// attempts is how often a check looks anew that was too slow.
const attempts = 3

// patiently repeats what was too slow.
func patiently[T any](look func() (T, error)) (seen T, err error) {
	for range attempts {
		if seen, err = look(); !errors.Is(err, errSlow) {
			break
		}
	}
	return seen, err
}

// reach moves the clock to a moment. A moment that is past is reached.
func (s *Session) reach(ctx context.Context, moment time.Time) error {
	if d := moment.Sub(s.live.Now()); d > 0 {
		return s.live.Advance(ctx, d)
	}
	return ctx.Err()
}

// justBefore asks a second before a moment. The error is errSlow if the answer came at the
// moment or after it, when both answers may be right.
func (s *Session) justBefore(ctx context.Context, moment time.Time, ask func() error) error {
	if err := s.reach(ctx, moment.Add(-time.Second)); err != nil {
		return err
	}
	if err := ask(); err != nil {
		return err
	}
	if !s.live.Now().Before(moment) {
		return errSlow
	}
	return nil
}

// justAfter asks a second after a moment.
func (s *Session) justAfter(ctx context.Context, moment time.Time, ask func() error) error {
	if err := s.reach(ctx, moment.Add(time.Second)); err != nil {
		return err
	}
	return ask()
}
