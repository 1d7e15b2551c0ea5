package exchange

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"time"
)

// waits counts the waits of one request after responses 429 (RFC 6585 section 4). The service
// has not processed the request, so a code or a refresh token in it is still valid.
type waits struct {
	left  time.Duration
	count int
	sleep func(context.Context, time.Duration) error
}

// next waits and returns the request to send. It returns nil if the request cannot be sent
// again, or if the service requires a longer wait than is left: the caller then gets the
// response 429.
func (w *waits) next(r *http.Request, response *http.Response) (*http.Request, error) {
	wait := max(time.Second<<w.count, RetryAfter(response.Header, time.Now()))
	if wait > w.left || r.Body != nil && r.Body != http.NoBody && r.GetBody == nil {
		return nil, nil
	}
	again := r.Clone(r.Context())
	if r.GetBody != nil {
		body, err := r.GetBody()
		if err != nil {
			return nil, nil //nolint:nilerr // the request cannot be sent again
		}
		again.Body = body
	}
	const small = 64 << 10 // bytes; net/http reuses a connection only after the body was read
	_, _ = io.CopyN(io.Discard, response.Body, small)
	_ = response.Body.Close() // the body is not used
	w.left -= wait
	w.count++
	sleep := w.sleep
	if sleep == nil {
		sleep = pause
	}
	return again, sleep(r.Context(), wait)
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// RetryAfter returns the wait in the Retry-After header, which has seconds or a date (RFC 9110
// section 10.2.3). It returns 0 if the header is absent or invalid.
func RetryAfter(header http.Header, now time.Time) time.Duration {
	text := header.Get("Retry-After")
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if date, err := http.ParseTime(text); err == nil {
		return max(date.Sub(now), 0)
	}
	return 0
}
