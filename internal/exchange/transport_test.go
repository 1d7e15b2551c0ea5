package exchange

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// stalling sends what begin writes, and then nothing more until the test ends.
func stalling(t *testing.T, begin func(http.ResponseWriter)) *httptest.Server {
	t.Helper()
	end := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin(w)
		select {
		case <-end:
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(end) })
	return server
}

func get(t *testing.T, client *http.Client, address string) (*http.Response, []byte, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	require.NoError(t, err)
	response, err := client.Do(request)
	if err != nil {
		return nil, nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return response, body, err
}

func TestStalledResponseEndsAtTheDeadline(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		begin func(http.ResponseWriter)
	}{
		{"no headers", func(http.ResponseWriter) {}},
		{"only headers", func(w http.ResponseWriter) { w.(http.Flusher).Flush() }},
		{"half a body", func(w http.ResponseWriter) { _, _ = io.WriteString(w, `{"access`); w.(http.Flusher).Flush() }},
		{"half a body of a known length", func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, `{"access`)
			w.(http.Flusher).Flush()
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			began := time.Now()
			_, _, err := get(t, &http.Client{Transport: &Transport{Deadline: 100 * time.Millisecond}}, stalling(t, tt.begin).URL)
			timeout, ok := errors.AsType[*TimeoutError](err)
			require.True(t, ok, "%v", err)
			assert.EqualError(t, timeout, "no complete response within 100ms")
			assert.Less(t, time.Since(began), 10*time.Second)
		})
	}
}

// A body that arrives byte by byte does not extend the deadline.
func TestSlowBodyEndsAtTheDeadline(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			_, _ = io.WriteString(w, " ")
			w.(http.Flusher).Flush()
			time.Sleep(10 * time.Millisecond)
		}
	}))
	defer server.Close()
	_, _, err := get(t, &http.Client{Transport: &Transport{Deadline: 200 * time.Millisecond}}, server.URL)
	assert.ErrorAs(t, err, new(*TimeoutError))
}

// The end of the caller's context is not reported as a timeout.
func TestCancelledContextIsNotATimeoutError(t *testing.T) {
	t.Parallel()
	server := stalling(t, func(w http.ResponseWriter) { w.(http.Flusher).Flush() })
	ctx, cancel := context.WithCancel(t.Context())
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL, nil)
	require.NoError(t, err)
	response, err := Client(nil).Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	cancel()
	_, err = io.ReadAll(response.Body)
	assert.ErrorIs(t, err, context.Canceled)
	assert.NotErrorAs(t, err, new(*TimeoutError))
}

func TestLargeResponseIsATooLargeError(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		size int
		want string
	}{{99, ""}, {100, ""}, {101, "the response has more than 100 bytes"}, {1 << 20, "the response has more than 100 bytes"}} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, strings.Repeat("a", tt.size)) }))
		defer server.Close()
		_, body, err := get(t, &http.Client{Transport: &Transport{MaxBody: 100}}, server.URL)
		if tt.want == "" {
			require.NoError(t, err)
			assert.Len(t, body, tt.size)
			continue
		}
		assert.EqualError(t, err, tt.want)
	}
}

// throttled rejects the first requests with status 429, and echoes the body of the next.
func throttled(t *testing.T, rejections int, retryAfter string) (server *httptest.Server, bodies *[]string) {
	t.Helper()
	bodies = &[]string{}
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		*bodies = append(*bodies, string(body))
		if len(*bodies) <= rejections {
			if retryAfter != "" {
				w.Header().Set("Retry-After", retryAfter)
			}
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		_, _ = w.Write(body)
	}))
	t.Cleanup(server.Close)
	return server, bodies
}

func TestStatus429IsRetriedAfterAWait(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name       string
		rejections int
		retryAfter string
		want       []time.Duration
		status     int
	}{
		{"no status 429", 0, "", nil, 200},
		{"without Retry-After", 2, "", []time.Duration{time.Second, 2 * time.Second}, 200},
		{"with Retry-After", 1, "7", []time.Duration{7 * time.Second}, 200},
		{"Retry-After 0 does not shorten the wait", 2, "0", []time.Duration{time.Second, 2 * time.Second}, 200},
		{"the longest wait", 1, "30", []time.Duration{30 * time.Second}, 200},
		{"a wait beyond the limit", 1, "31", nil, 429},
		{"a wait of an hour", 1, "3600", nil, 429},
		{"a number beyond an integer", 1, "99999999999999999999", []time.Duration{time.Second}, 200},
		{"a negative number", 1, "-5", []time.Duration{time.Second}, 200},
		{"a word", 1, "soon", []time.Duration{time.Second}, 200},
		{"a date in the past", 1, "Wed, 21 Oct 2015 07:28:00 GMT", []time.Duration{time.Second}, 200},
		{"a date in the far future", 1, "Wed, 21 Oct 2215 07:28:00 GMT", nil, 429},
		{"429 to each request", 100, "", []time.Duration{1e9, 2e9, 4e9, 8e9}, 429},
		{"429 with Retry-After to each request", 100, "10", []time.Duration{10e9, 10e9, 10e9}, 429},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			server, bodies := throttled(t, tt.rejections, tt.retryAfter)
			var waited []time.Duration
			transport := &Transport{sleep: func(_ context.Context, d time.Duration) error { waited = append(waited, d); return nil }}
			request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, strings.NewReader("code=c0de"))
			require.NoError(t, err)
			response, err := (&http.Client{Transport: transport}).Do(request)
			require.NoError(t, err)
			defer response.Body.Close()
			assert.Equal(t, tt.status, response.StatusCode)
			assert.Equal(t, tt.want, waited)
			for _, body := range *bodies {
				assert.Equal(t, "code=c0de", body, "each request has the complete body")
			}
		})
	}
}

// A request whose body cannot be read a second time is not sent again without it.
func TestRequestWithoutGetBodyIsSentOnce(t *testing.T) {
	t.Parallel()
	server, bodies := throttled(t, 1, "")
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, io.NopCloser(strings.NewReader("code=c0de")))
	require.NoError(t, err)
	response, err := Client(nil).Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	assert.Equal(t, http.StatusTooManyRequests, response.StatusCode)
	assert.Equal(t, []string{"code=c0de"}, *bodies)
}

func TestCancelledContextEndsTheWait(t *testing.T) {
	t.Parallel()
	server, _ := throttled(t, 1, "20")
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL, nil)
	require.NoError(t, err)
	began := time.Now()
	_, err = Client(nil).Do(request)
	assert.ErrorIs(t, err, context.DeadlineExceeded)
	assert.Less(t, time.Since(began), 10*time.Second)
}

func TestStalledDownloadFails(t *testing.T) {
	t.Parallel()
	client := &http.Client{Transport: &Download{Stall: 100 * time.Millisecond}}
	for _, tt := range []struct {
		name  string
		begin func(http.ResponseWriter)
	}{
		{"no headers", func(http.ResponseWriter) {}},
		{"half a file", func(w http.ResponseWriter) { _, _ = io.WriteString(w, "half"); w.(http.Flusher).Flush() }},
	} {
		_, _, err := get(t, client, stalling(t, tt.begin).URL)
		stall, ok := errors.AsType[*StallError](err)
		require.True(t, ok, "%s: %v", tt.name, err)
		assert.EqualError(t, stall, "nothing arrived for 100ms", tt.name)
	}
}

// slowBody delivers a byte each second.
type slowBody struct{ left int }

func (b *slowBody) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, io.EOF
	}
	time.Sleep(time.Second)
	b.left--
	return copy(p, "a"), nil
}

func (b *slowBody) Close() error { return nil }

type roundTripperFunc func(*http.Request) (*http.Response, error)

func (f roundTripperFunc) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// A slow download succeeds, although it takes longer in total than the limit for a stall.
func TestSlowDownloadSucceeds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		next := roundTripperFunc(func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: http.StatusOK, Body: &slowBody{left: 20}}, nil
		})
		_, body, err := get(t, &http.Client{Transport: &Download{Next: next, Stall: 1500 * time.Millisecond}}, "http://files.example/")
		require.NoError(t, err)
		assert.Len(t, body, 20)
	})
}
