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

// lateBody is the body of a client that is still at work on its request when the
// answer comes. Like smithy-go's it cannot be written once it is closed.
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
	time.Sleep(5 * time.Millisecond) // as if the scheduler had left it waiting
	if b.closed.Load() {
		return 0, io.EOF
	}
	return b.text.WriteTo(w)
}

// TestLargeAnswerReachesALateClient: without the wait hardly an answer arrives whole. Some may
// be lost with it, on a machine that is too busy to keep the client's five milliseconds.
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
		_ = body.Close() // as smithy-go does when the answer begins
		if err != nil {
			continue
		}
		time.Sleep(15 * time.Millisecond) // for the connection to be cut, if it is
		if _, err := io.ReadAll(response.Body); err == nil {
			whole++
		}
	}
	assert.Greater(t, whole, attempts/2)
}
