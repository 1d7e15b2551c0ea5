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

// lateBody is the request body of a client that still sends its request when the response arrives. As
// with smithy-go, net/http cannot read the body after it is closed.
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
	time.Sleep(5 * time.Millisecond) // simulates a delay of the scheduler
	if b.closed.Load() {
		return 0, io.EOF
	}
	return b.text.WriteTo(w)
}

// TestLargeResponseReachesSlowClient: the emulator delays large responses to the AWS SDK for Go, so that they arrive completely.
// Without the delay almost no response does. With it a few may still be lost on a busy machine, where the
// delay of the client takes longer. Therefore the test requires only more than half of them.
func TestLargeResponseReachesSlowClient(t *testing.T) {
	const attempts, request = 10, `{"PoolName":"p"}`
	complete := 0
	for range attempts {
		s := start(t) // each attempt uses a new connection
		body := &lateBody{text: strings.NewReader(request)}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://"+host+"/", body)
		if !assert.NoError(t, err) {
			return
		}
		r.ContentLength = int64(len(request))
		r.Header.Set("Content-Type", "application/x-amz-json-1.1")
		r.Header.Set("X-Amz-Target", prefix+"CreateUserPool")
		r.Header.Set("Authorization", credential)
		r.Header.Set("User-Agent", "aws-sdk-go-v2/1.47.7 ua/2.1 os/linux lang/go#1.26.8 md/GOOS#linux md/GOARCH#amd64 api/cognitoidentityprovider#1.74.1")
		response, err := s.Client().Do(r)
		_ = body.Close() // smithy-go does this when the response starts
		if err != nil {
			continue
		}
		time.Sleep(15 * time.Millisecond) // net/http would close the connection in this time
		if _, err := io.ReadAll(response.Body); err == nil {
			complete++
		}
	}
	assert.Greater(t, complete, attempts/2)
}
