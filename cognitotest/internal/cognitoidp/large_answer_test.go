package cognitoidp_test

import (
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// lateBody is the body of a client that still sends its request when the response arrives. As with
// smithy-go, net/http cannot read it once it is closed.
type lateBody struct {
	text   *strings.Reader
	closed atomic.Bool
}

func (b *lateBody) Read(p []byte) (int, error) { return b.text.Read(p) }

func (b *lateBody) Close() error {
	b.closed.Store(true)
	return nil
}

func (b *lateBody) WriteTo(w io.Writer) (int64, error) {
	time.Sleep(5 * time.Millisecond) // as if the scheduler had delayed it
	if b.closed.Load() {
		return 0, io.EOF
	}
	return b.text.WriteTo(w)
}

// TestLargeAnswerReachesALateClient: without the delay hardly any response arrives complete. With it
// a few may be lost on a busy machine, on which the client's five milliseconds take longer.
func TestLargeAnswerReachesALateClient(t *testing.T) {
	const attempts, request = 10, `{"PoolName":"p"}`
	whole := 0
	for range attempts {
		s := start(t) // each on a connection of its own
		body := &lateBody{text: strings.NewReader(request)}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://"+host+"/", body)
		if !assert.NoError(t, err) {
			return
		}
		r.ContentLength = int64(len(request))
		r.Header.Set("Content-Type", "application/x-amz-json-1.1")
		r.Header.Set("X-Amz-Target", prefix+"CreateUserPool")
		r.Header.Set("Authorization", credential)
		response, err := s.Client().Do(r)
		_ = body.Close() // as smithy-go does when the response begins
		if err != nil {
			continue
		}
		time.Sleep(15 * time.Millisecond) // the time in which net/http would close the connection
		if _, err := io.ReadAll(response.Body); err == nil {
			whole++
		}
	}
	assert.Greater(t, whole, attempts/2)
}
