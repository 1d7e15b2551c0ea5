package refreshcheck

import (
	"context"
	"errors"
	"time"
)

// noClock is the reason of a check that cannot move the clock.
const noClock = NotApplicable("the check requires a clock that can be moved: use cognitokit prove")

// errSlow means that the service responded too late for the moment under test.
var errSlow = errors.New("the service did not respond within the second before the expiry under test: try again on a machine with less load")

// attempts is the number of attempts of a check that was too slow.
const attempts = 3

// patiently retries a check that returns errSlow.
func patiently[T any](look func() (T, error)) (seen T, err error) {
	for range attempts {
		if seen, err = look(); !errors.Is(err, errSlow) {
			break
		}
	}
	return seen, err
}

// reach moves the clock to a moment. It does nothing if the moment has passed.
func (s *Session) reach(ctx context.Context, moment time.Time) error {
	if d := moment.Sub(s.live.Now()); d > 0 {
		return s.live.Advance(ctx, d)
	}
	return ctx.Err()
}

// justBefore sends a request one second before a moment. It returns errSlow if the response
// arrives at the moment or later, when the service may accept or reject the request.
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

// justAfter sends a request one second after a moment.
func (s *Session) justAfter(ctx context.Context, moment time.Time, ask func() error) error {
	if err := s.reach(ctx, moment.Add(time.Second)); err != nil {
		return err
	}
	return ask()
}
