package awsconfig

import (
	"bytes"
	"io"
	"net/http"
)

// WholeRequests returns a client that reads the body of each request into memory before it sends the request.
//
// smithy-go closes the body of a request as soon as the response begins, and net/http closes a
// connection if it has not finished writing the request. On a busy machine a service can respond
// before that. The client then loses a part of the response, and the SDK retries a request that
// the service has already processed.
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
	whole, err := wholeRequest(r)
	if err != nil {
		return nil, err
	}
	return w.next.RoundTrip(whole)
}

// wholeRequest returns the request with its body in memory.
func wholeRequest(r *http.Request) (*http.Request, error) {
	if r.Body == nil || r.Body == http.NoBody {
		return r, nil
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	whole := r.Clone(r.Context())
	whole.Body = io.NopCloser(bytes.NewReader(body))
	return whole, nil
}
