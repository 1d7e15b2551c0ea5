package exchange

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// The limits of a [Transport] that does not name others.
const (
	// Deadline is the time for one exchange. Token and sign-in endpoints answer within a
	// second or two.
	Deadline = 30 * time.Second
	// MaxBody is the size of a response, in bytes. Pages of managed login load scripts of
	// some megabytes.
	MaxBody = 16 << 20
	// MaxWait is the sum of the waits after responses 429.
	MaxWait = 30 * time.Second
)

// TimeoutError means that an exchange took longer than its deadline.
type TimeoutError struct {
	After time.Duration
}

func (e *TimeoutError) Error() string { return fmt.Sprintf("no whole answer within %s", e.After) }

// TooLargeError means that a response is larger than allowed.
type TooLargeError struct {
	Most int64 // in bytes
}

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("the answer has more than %d bytes", e.Most)
}

// Transport is an http.RoundTripper whose responses arrive whole within a deadline and a
// size, or end with a [TimeoutError] or a [TooLargeError], from RoundTrip or from the read
// of the body. After a response 429 it waits and sends the request again.
//
// The zero value is ready to use. The deadline is for each request that is sent and not for
// the waits, so the http.Client that has this transport needs no Timeout.
type Transport struct {
	Next     http.RoundTripper // default http.DefaultTransport
	Deadline time.Duration     // default [Deadline]
	MaxBody  int64             // default [MaxBody]
	MaxWait  time.Duration     // default [MaxWait]

	sleep func(context.Context, time.Duration) error // tests replace it
}

// Client returns a client with the limits of this package over a transport; nil is
// http.DefaultTransport.
func Client(next http.RoundTripper) *http.Client {
	return &http.Client{Transport: &Transport{Next: next}}
}

// RoundTrip implements http.RoundTripper.
func (t *Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	next := t.Next
	if next == nil {
		next = http.DefaultTransport
	}
	waits := waits{left: cmp.Or(t.MaxWait, MaxWait), sleep: t.sleep}
	for {
		response, err := Send(r, cmp.Or(t.Deadline, Deadline), cmp.Or(t.MaxBody, MaxBody), next.RoundTrip)
		if err != nil || response.StatusCode != http.StatusTooManyRequests {
			return response, err
		}
		again, err := waits.next(r, response)
		if err != nil {
			return nil, err
		}
		if again == nil {
			return response, nil
		}
		r = again
	}
}

// Send sends one request, with a deadline that lasts until the body of the response is read
// or closed.
func Send(r *http.Request, deadline time.Duration, maxBody int64, send func(*http.Request) (*http.Response, error)) (*http.Response, error) {
	ctx, cancel := context.WithTimeoutCause(r.Context(), deadline, &TimeoutError{deadline})
	response, err := send(r.WithContext(ctx))
	if err != nil {
		defer cancel()
		return nil, timeoutOr(ctx, err)
	}
	response.Body = &limitedBody{ReadCloser: response.Body, ctx: ctx, cancel: cancel, left: maxBody, most: maxBody}
	return response, nil
}

// timeoutOr returns the TimeoutError of a context that ended because of one. The error of
// net/http then only says that the context ended.
func timeoutOr(ctx context.Context, err error) error {
	if timeout, ok := errors.AsType[*TimeoutError](context.Cause(ctx)); ok {
		return timeout
	}
	return err
}

// limitedBody is the body of a response, up to a deadline and a size.
type limitedBody struct {
	io.ReadCloser
	ctx        context.Context //nolint:containedctx // the exchange goes on while the body is read
	cancel     context.CancelFunc
	left, most int64
}

func (b *limitedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return n, &TooLargeError{b.most}
	}
	if err != nil {
		// Also at the end: a server that sees the client leave may still end the body properly.
		err = timeoutOr(b.ctx, err)
	}
	return n, err
}

func (b *limitedBody) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}
