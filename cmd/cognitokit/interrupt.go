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

// endSignals returns the signals that end the command.
func endSignals() []os.Signal {
	ends := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // nohup ignores it
		ends = append(ends, syscall.SIGHUP)
	}
	return ends
}

// finish runs a request to the token endpoint, which the first signal does not cancel: the
// service may have rotated the refresh token, and only the response has the new one. A second
// signal, or the timeout of package exchange, cancels the request. finish writes a line to
// notes at the first signal.
func finish[T any](ctx context.Context, notes io.Writer, run func(context.Context) (T, error)) (T, error) {
	uncancelled, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	answered := slowly(uncancelled, notes, "waiting for the token endpoint")
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, endSignals()...)
	defer signal.Stop(signals)
	go func() {
		select {
		case <-signals:
		case <-uncancelled.Done():
			return
		}
		answered()
		_, _ = fmt.Fprintf(notes, "Interrupted. The token endpoint has the request: waiting for its response, at most %s, so that no token is lost. Interrupt again to stop at once.\n", exchange.Deadline)
		select {
		case <-signals:
			cancel()
		case <-uncancelled.Done():
		}
	}()
	result, err := run(uncancelled)
	answered()
	if uncancelled.Err() != nil {
		return result, errInterrupted
	}
	return result, err
}
