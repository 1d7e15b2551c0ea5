package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// StallError means that no byte of a response arrived for a time.
type StallError struct {
	For time.Duration
}

func (e *StallError) Error() string { return fmt.Sprintf("nothing arrived for %s", e.For) }

// Download is an http.RoundTripper for large files. It does not limit the total time of a
// download. A download fails with a [StallError] if no byte arrives for the time Stall.
type Download struct {
	Next  http.RoundTripper // default http.DefaultTransport
	Stall time.Duration
}

// RoundTrip implements http.RoundTripper.
func (d *Download) RoundTrip(r *http.Request) (*http.Response, error) {
	next := d.Next
	if next == nil {
		next = http.DefaultTransport
	}
	ctx, cancel := context.WithCancelCause(r.Context())
	timer := time.AfterFunc(d.Stall, func() { cancel(&StallError{d.Stall}) })
	response, err := next.RoundTrip(r.WithContext(ctx))
	if err != nil {
		timer.Stop()
		defer cancel(nil)
		return nil, stallOr(ctx, err)
	}
	response.Body = &watchedBody{ReadCloser: response.Body, ctx: ctx, cancel: cancel, timer: timer, stall: d.Stall}
	return response, nil
}

func stallOr(ctx context.Context, err error) error {
	if stall, ok := errors.AsType[*StallError](context.Cause(ctx)); ok {
		return stall
	}
	return err
}

// watchedBody is a body that fails if its next bytes do not arrive in time.
type watchedBody struct {
	io.ReadCloser
	ctx    context.Context //nolint:containedctx // the exchange goes on while the body is read
	cancel context.CancelCauseFunc
	timer  *time.Timer
	stall  time.Duration
}

func (b *watchedBody) Read(p []byte) (int, error) {
	b.timer.Reset(b.stall)
	n, err := b.ReadCloser.Read(p)
	if err != nil {
		err = stallOr(b.ctx, err) // also for io.EOF, as in limitedBody
	}
	return n, err
}

func (b *watchedBody) Close() error {
	b.timer.Stop()
	defer b.cancel(nil)
	return b.ReadCloser.Close()
}
