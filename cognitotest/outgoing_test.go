package cognitotest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/trigger"
)

// The event may have passwords and codes, so it must not reach another address.
func TestRemoteLambdaFollowsNoRedirect(t *testing.T) {
	t.Parallel()
	reached := make(chan string, 1)
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		reached <- string(body)
	}))
	defer elsewhere.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		runtime := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", elsewhere.URL)
			w.WriteHeader(status)
		}))
		f, err := RemoteLambda(runtime.URL)
		require.NoError(t, err)
		_, err = f(t.Context(), []byte(`{"password":"secret"}`))
		require.EqualError(t, err, fmt.Sprintf("%s answered %d %s", runtime.URL, status, http.StatusText(status)))
		runtime.Close()
	}
	assert.Empty(t, reached)
}

// The name localhost may resolve to another address, for example by a line in /etc/hosts.
func TestLocalClientConnectsOnlyToLoopback(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	for _, address := range []string{"http://192.0.2.1:9/", "http://[2001:db8::1]:9/", "http://0.0.0.0:9/"} {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		require.NoError(t, err)
		response, err := localClient().Do(request)
		if err == nil {
			_ = response.Body.Close()
		}
		require.ErrorContains(t, err, " is not on this machine")
	}
}

// The rejected responses are too large, too slow or incomplete.
func TestRemoteLambdaLimitsTheResponse(t *testing.T) {
	t.Parallel()
	ended := make(chan struct{})
	const within = time.Minute
	for _, tt := range []struct {
		name    string
		timeout time.Duration
		respond func(w http.ResponseWriter)
		want    string // "" means that the response is accepted
	}{
		{"maximum size", within, func(w http.ResponseWriter) { _, _ = io.WriteString(w, strings.Repeat("x", trigger.MaxResponse)) }, ""},
		{"one byte more", within, func(w http.ResponseWriter) { _, _ = io.WriteString(w, strings.Repeat("x", trigger.MaxResponse+1)) }, "answered more than 6291456 bytes, the most that a Lambda function can answer"},
		{"endless body", within, func(w http.ResponseWriter) {
			for {
				if _, err := io.WriteString(w, strings.Repeat("x", 1<<16)); err != nil {
					return
				}
			}
		}, "answered more than 6291456 bytes"},
		{"huge header", within, func(w http.ResponseWriter) { w.Header().Set("X", strings.Repeat("x", 1<<20)) }, "server response headers exceeded"},
		{"slow body", time.Second, func(w http.ResponseWriter) {
			_, _ = io.WriteString(w, "{")
			_ = http.NewResponseController(w).Flush()
			<-ended
		}, "context deadline exceeded"},
		{"incomplete body", within, func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, "{")
		}, "unexpected EOF"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			runtime := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { tt.respond(w) }))
			f, err := RemoteLambda(runtime.URL)
			require.NoError(t, err)
			ctx, cancel := context.WithTimeout(t.Context(), tt.timeout)
			defer cancel()
			_, err = f(ctx, []byte("{}"))
			if tt.want == "" {
				require.NoError(t, err)
			} else {
				require.ErrorContains(t, err, tt.want)
			}
			if tt.name == "slow body" {
				close(ended)
			}
			runtime.Close()
		})
	}
}

// The server does not follow a provider's redirect, unless the caller's client has its own
// CheckRedirect.
func TestProviderClientFollowsNoRedirect(t *testing.T) {
	t.Parallel()
	provider := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
		}
	}))
	defer provider.Close()
	for _, tt := range []struct {
		name   string
		client *http.Client
		want   int
	}{
		{"client without CheckRedirect", &http.Client{}, http.StatusTemporaryRedirect},
		{"client with CheckRedirect", &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return nil }}, http.StatusOK},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, err := Start(Config{ProviderClient: tt.client})
			require.NoError(t, err)
			defer s.Close()
			response, err := s.config.ProviderClient.Post(provider.URL, "", strings.NewReader("client_secret=x"))
			require.NoError(t, err)
			_ = response.Body.Close()
			assert.Equal(t, tt.want, response.StatusCode)
		})
	}
	t.Run("the default", func(t *testing.T) {
		s, err := Start(Config{})
		require.NoError(t, err)
		defer s.Close()
		assert.NotNil(t, s.config.ProviderClient.CheckRedirect)
		assert.Nil(t, s.Client().CheckRedirect, "the client of a test follows redirects")
	})
}
