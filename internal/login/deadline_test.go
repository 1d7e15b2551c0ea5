package login

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/exchange"
)

// TestEachRequestHasADeadline: each endpoint begins its response and then sends nothing more. The error names the
// request and the deadline.
func TestEachRequestHasADeadline(t *testing.T) {
	for _, tt := range []struct {
		name string
		path string
		call func(context.Context, *Client) error
	}{
		{"the sign-in page", "/oauth2/authorize", func(ctx context.Context, c *Client) error {
			_, err := c.NewBrowser().SignIn(ctx, ada)
			return err
		}},
		{"the token endpoint", "/oauth2/token", func(ctx context.Context, c *Client) error {
			_, err := c.Refresh(ctx, "r")
			return err
		}},
		{"userInfo", "/oauth2/userInfo", func(ctx context.Context, c *Client) error {
			_, err := c.UserInfo(ctx, "a")
			return err
		}},
		{"the revocation endpoint", "/oauth2/revoke", func(ctx context.Context, c *Client) error {
			_, err := c.Revoke(ctx, "r")
			return err
		}},
		{"logout", "/logout", func(ctx context.Context, c *Client) error {
			_, err := c.NewBrowser().SignOut(ctx, "https://app.example")
			return err
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h := stalled(t, tt.path)
			app := h.client()
			app.HTTP = &http.Client{Transport: &exchange.Transport{Next: h.Server.Client().Transport, Deadline: 500 * time.Millisecond}}
			err := tt.call(t.Context(), app)
			if !errors.As(err, new(*exchange.TimeoutError)) || !strings.Contains(err.Error(), tt.path+" ended its response early: no complete response within 500ms") {
				t.Errorf("error %v", err)
			}
		})
	}
}

// stalled serves a response that stops after half of its body.
func stalled(t *testing.T, path string) *hosted {
	t.Helper()
	end := make(chan struct{})
	h := &hosted{Server: httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != path {
			t.Errorf("unexpected request %s", r.URL.Path)
		}
		_, _ = io.WriteString(w, `{"access_token":`)
		w.(http.Flusher).Flush()
		select {
		case <-end:
		case <-r.Context().Done():
		}
	}))}
	t.Cleanup(h.Close)
	t.Cleanup(func() { close(end) })
	return h
}

// TestLargeResponseIsAnError: the client must not cut a body at the limit, because the rest could parse as a complete
// response.
func TestLargeResponseIsAnError(t *testing.T) {
	h := serveHosted(t, map[string]http.HandlerFunc{"POST /oauth2/token": func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, strings.Repeat(" ", maxBody+1))
	}})
	_, err := h.client().Refresh(t.Context(), "r")
	if !errors.As(err, new(*exchange.TooLargeError)) {
		t.Errorf("error %v, want a TooLargeError", err)
	}
}

// TestTokenRequestIsRetriedAfterStatus429: the authorization code is still valid after a response 429.
func TestTokenRequestIsRetriedAfterStatus429(t *testing.T) {
	asked := 0
	h := serveHosted(t, map[string]http.HandlerFunc{"POST /oauth2/token": func(w http.ResponseWriter, _ *http.Request) {
		if asked++; asked == 1 {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		_, _ = io.WriteString(w, `{"access_token":"a"}`)
	}})
	response, err := h.client().Exchange(t.Context(), "c0de", "verifier")
	if err != nil || response.Status != http.StatusOK || asked != 2 {
		t.Errorf("response %v, error %v, after %d requests", response, err, asked)
	}
}
