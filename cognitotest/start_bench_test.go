package cognitotest

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The longest wanted durations on a developer's machine that does nothing else.
const (
	wantedStart = 10 * time.Millisecond
	wantedPool  = 5 * time.Millisecond
)

// BenchmarkStart starts a server and sends the first request to it. The ratio is to the wanted duration.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		s := NewServer()
		response, err := http.Get(s.URL + "/_cognitotest/health")
		require.NoError(b, err)
		require.NoError(b, response.Body.Close())
		b.StopTimer()
		s.Close()
		b.StartTimer()
	}
	reportWanted(b, wantedStart)
}

// BenchmarkCreateUserPool creates user pools over loopback. The keys of a pool are made before or later.
func BenchmarkCreateUserPool(b *testing.B) {
	s := NewServer()
	defer s.Close()
	for b.Loop() {
		request, err := http.NewRequest(http.MethodPost, s.URL, strings.NewReader(`{"PoolName":"orders"}`))
		require.NoError(b, err)
		request.Header.Set("Content-Type", "application/x-amz-json-1.1")
		request.Header.Set("X-Amz-Target", "AWSCognitoIdentityProviderService.CreateUserPool")
		request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=id/20260101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00")
		response, err := http.DefaultClient.Do(request)
		require.NoError(b, err)
		_, err = io.Copy(io.Discard, response.Body)
		require.NoError(b, err)
		require.NoError(b, response.Body.Close())
		require.Equal(b, http.StatusOK, response.StatusCode)
		b.StopTimer()
		require.NoError(b, s.Reset()) // an account has a quota of user pools
		b.StartTimer()
	}
	reportWanted(b, wantedPool)
}

func reportWanted(b *testing.B, wanted time.Duration) {
	b.Helper()
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(wanted), "ratio")
	b.ReportMetric(1, "ratio-max")
}
