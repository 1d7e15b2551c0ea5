package awsconfig

import (
	"bytes"
	"io"
	"net/http"
)

// WholeRequests returns a client that sends the body of each request from memory.
//
// smithy-go closes the body of a request as soon as the answer begins, and net/http cuts a
// connection whose request it has not finished writing. On a busy machine an emulator answers
// before that, so a part of the answer is lost, and the SDK repeats a request that was carried
// out. What it closes here was read already.
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
