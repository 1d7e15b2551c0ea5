package session

import (
	"context"
	"errors"
	"time"
)

// ErrSlow means that the service responded too late for the time under test.
var ErrSlow = errors.New("the service did not respond within the second before the expiry under test: try again on a machine with less load")

// maxAttempts is the number of attempts of a check that is too slow.
const maxAttempts = 3

// Retry calls attempt again while it returns [ErrSlow], at most maxAttempts times.
func Retry[T any](attempt func() (T, error)) (result T, err error) {
	for range maxAttempts {
		if result, err = attempt(); !errors.Is(err, ErrSlow) {
			break
		}
	}
	return result, err
}

// AdvanceTo moves the clock to a time. It does nothing if the time has passed.
func (s *Session) AdvanceTo(ctx context.Context, moment time.Time) error {
	if d := moment.Sub(s.Options.Now()); d > 0 {
		return s.Options.Advance(ctx, d)
	}
	return ctx.Err()
}

// JustBefore sends a request one second before a time. It returns [ErrSlow] if the response
// arrives at that time or later, when the service may accept or reject the request.
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

// JustAfter sends a request one second after a time.
func (s *Session) JustAfter(ctx context.Context, moment time.Time, ask func() error) error {
	if err := s.AdvanceTo(ctx, moment.Add(time.Second)); err != nil {
		return err
	}
	return ask()
}
