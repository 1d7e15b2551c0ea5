package session

import (
	"context"
	"errors"
	"time"
)

// ErrSlow means that the service responded too late for the moment under test.
var ErrSlow = errors.New("the service did not respond within the second before the expiry under test: try again on a machine with less load")

// maxAttempts is the number of attempts of a check that was too slow.
const maxAttempts = 3

// Retry retries a check that returns errSlow.
func Retry[T any](look func() (T, error)) (seen T, err error) {
	for range maxAttempts {
		if seen, err = look(); !errors.Is(err, ErrSlow) {
			break
		}
	}
	return seen, err
}

// AdvanceTo moves the clock to a moment. It does nothing if the moment has passed.
func (s *Session) AdvanceTo(ctx context.Context, moment time.Time) error {
	if d := moment.Sub(s.Options.Now()); d > 0 {
		return s.Options.Advance(ctx, d)
	}
	return ctx.Err()
}

// JustBefore sends a request one second before a moment. It returns errSlow if the response
// arrives at the moment or later, when the service may accept or reject the request.
func (s *Session) JustBefore(ctx context.Context, moment time.Time, ask func() error) error {
	if err := s.AdvanceTo(ctx, moment.Add(-time.Second)); err != nil {
		return err
	}
	if err := ask(); err != nil {
		return err
	}
	if !s.Options.Now().Before(moment) {
		return ErrSlow
	}
	return nil
}

// JustAfter sends a request one second after a moment.
func (s *Session) JustAfter(ctx context.Context, moment time.Time, ask func() error) error {
	if err := s.AdvanceTo(ctx, moment.Add(time.Second)); err != nil {
		return err
	}
	return ask()
}
