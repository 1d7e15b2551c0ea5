package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/cognitokit/terraform-aws-cognito/internal/exchange"
)

// endSignals are the signals that ask the command to end.
func endSignals() []os.Signal {
	ends := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // nohup asks for that
		ends = append(ends, syscall.SIGHUP)
	}
	return ends
}

// finish runs an exchange with the token endpoint that the first signal does not cancel. The
// service may have rotated the refresh token already, and the new one is in the answer alone.
// The exchange has the deadline of package exchange; a second signal cancels it. notes gets a
// line at the first.
func finish[T any](ctx context.Context, notes io.Writer, run func(context.Context) (T, error)) (T, error) {
	whole, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, endSignals()...)
	defer signal.Stop(signals)
	go func() {
		select {
		case <-signals:
		case <-whole.Done():
			return
		}
		_, _ = fmt.Fprintf(notes, "Interrupted. The token endpoint has the request: waiting for its answer, at most %s, so that no token is lost. Interrupt again to stop at once.\n", exchange.Deadline)
		select {
		case <-signals:
			cancel()
		case <-whole.Done():
		}
	}()
	result, err := run(whole)
	if whole.Err() != nil {
		return result, errInterrupted
	}
	return result, err
}
