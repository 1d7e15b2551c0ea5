package awsconfig

import (
	"bytes"
	"io"
	"net/http"
)

// WholeRequests returns a client that sends the body of each request from memory.
//
// smithy-go closes the body of a request as soon as the response begins, and net/http closes a
// connection if it has not finished writing the request. On a busy machine an emulator responds
// before that. The client then loses a part of the response, and the SDK retries a request that
// the emulator has already handled. WholeRequests reads the whole body before it sends the request.
func WholeRequests(client *http.Client) *http.Client {
	copied := *client
	next := client.Transport
	if next == nil {
		next = http.DefaultTransport
	}
	copied.Transport = wholeRequests{next}
	return &copied
}

type wholeRequests struct{ next http.RoundTripper }

func (w wholeRequests) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body == nil || r.Body == http.NoBody {
		return w.next.RoundTrip(r)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	sent := r.Clone(r.Context())
	sent.Body = io.NopCloser(bytes.NewReader(body))
	return w.next.RoundTrip(sent)
}
