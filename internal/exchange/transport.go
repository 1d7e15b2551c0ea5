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

// The default limits of a [Transport].
const (
	// Deadline is the time for one exchange. Token and sign-in endpoints respond within a
	// second or two.
	Deadline = 30 * time.Second
	// MaxBody is the maximum size of a response, in bytes. Pages of managed login load scripts
	// of some megabytes.
	MaxBody = 16 << 20
	// MaxWait is the maximum sum of the waits after responses 429.
	MaxWait = 30 * time.Second
)

// TimeoutError means that an exchange took longer than its deadline.
type TimeoutError struct {
	After time.Duration
}

func (e *TimeoutError) Error() string { return fmt.Sprintf("no complete response within %s", e.After) }

// TooLargeError means that a response is larger than allowed.
type TooLargeError struct {
	Most int64 // in bytes
}

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("the response has more than %d bytes", e.Most)
}

// Transport is an http.RoundTripper with a deadline and a maximum size for each response.
// RoundTrip or the read of the body returns a [TimeoutError] or a [TooLargeError] if a response
// exceeds a limit. After a response 429 the transport waits and sends the request again.
//
// The zero value is ready to use. The deadline applies to each sent request and not to the
// waits. An http.Client with this transport therefore needs no Timeout.
type Transport struct {
	Next     http.RoundTripper // default http.DefaultTransport
	Deadline time.Duration     // default [Deadline]
	MaxBody  int64             // default [MaxBody]
	MaxWait  time.Duration     // default [MaxWait]

	sleep func(context.Context, time.Duration) error // tests replace it
}

// Client returns a client that applies the default limits to a transport. Nil means
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

// Send sends one request with the send function. The deadline applies until the body of the
// response is read or closed.
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

// timeoutOr returns the TimeoutError that ended a context, or else err. The error of net/http
// reports only that the context ended.
func timeoutOr(ctx context.Context, err error) error {
	if timeout, ok := errors.AsType[*TimeoutError](context.Cause(ctx)); ok {
		return timeout
	}
	return err
}

// limitedBody is the body of a response, limited by a deadline and a size.
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
		// Also for io.EOF: a server may end the body regularly when the client cancels the request.
		err = timeoutOr(b.ctx, err)
	}
	return n, err
}

func (b *limitedBody) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}
