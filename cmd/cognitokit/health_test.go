//go:build unix

package main

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Another server at the address is not a healthy emulator.
func TestHealthOfAnotherServer(t *testing.T) {
	t.Parallel()
	const other = "the server at %s is not an emulator"
	for _, tt := range []struct {
		name, contentType, body string
		status                  int
		want                    string
	}{
		{"a page", "text/html", "<html>", 200, other + " of this version of cognitokit: it responds with HTTP 200. Name the plain endpoint of cognitokit serve with --endpoint"},
		{"other JSON", "application/json", `{"up":true}`, 200, other + ". Name the plain endpoint of cognitokit serve with --endpoint"},
		{"another status", "application/json", `{"status":"starting"}`, 200, other + ". Name the plain endpoint of cognitokit serve with --endpoint"},
		{"a proxy's error", "text/plain", "", 502, other + " of this version of cognitokit: it responds with HTTP 502. Name the plain endpoint of cognitokit serve with --endpoint"},
		{"a failed disk", "application/problem+json", `{"detail":"no space left"}`, 503, "no space left"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			server := serverOf(t, tt.status, tt.contentType, tt.body)
			p := newProcess(t).start("health", "--endpoint", server)
			p.exits(1)
			p.printed("cognitokit: health: " + strings.Replace(tt.want, "%s", server, 1) + "\n")
		})
	}
}

func TestHealthWaitsAtMostTheTimeout(t *testing.T) {
	t.Parallel()
	server := silentServer(t)
	p := newProcess(t).start("health", "--timeout", "200ms", "--endpoint", server)
	p.exits(1)
	p.printed("cognitokit: health: " + server + " does not respond within 200ms\n")
}

// serverOf starts a server that has one response.
func serverOf(t *testing.T, status int, contentType, body string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// silentServer starts a server that accepts connections and does not respond.
func silentServer(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return "http://" + l.Addr().String()
}
