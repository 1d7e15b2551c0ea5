package awsconfig

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// closing is a request body that records Close.
type closing struct {
	*strings.Reader
	closed bool
}

func (b *closing) Close() error { b.closed = true; return nil }

func TestWholeRequests(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.ContentLength != 4 {
			t.Errorf("got length %d, %v", r.ContentLength, err)
		}
		_, _ = io.WriteString(w, "got "+string(body))
	}))
	t.Cleanup(server.Close)
	transport := &closer{next: server.Client().Transport}
	body := &closing{Reader: strings.NewReader("body")}
	transport.body = body
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, body)
	if err != nil {
		t.Fatal(err)
	}
	request.ContentLength = 4
	response, err := WholeRequests(&http.Client{Transport: transport}).Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if text, err := io.ReadAll(response.Body); err != nil || string(text) != "got body" {
		t.Errorf("got %q, %v", text, err)
	}
}

// closer closes the caller's body before it sends the request, which must use a copy.
type closer struct {
	next http.RoundTripper
	body *closing
}

func (c *closer) RoundTrip(r *http.Request) (*http.Response, error) {
	_ = c.body.Close()
	if _, err := c.body.Seek(0, io.SeekEnd); err != nil {
		return nil, err
	}
	return c.next.RoundTrip(r)
}
