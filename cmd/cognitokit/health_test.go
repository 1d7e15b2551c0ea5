//go:build unix

package main

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
)

// Another server at the address is not a healthy emulator.
func TestHealthOfAnotherServer(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, body string
		status     int
		want       string
	}{
		{"a page", "<html>", 200, "the response is 200 OK and not a response of the emulator. Check the URL"},
		{"other JSON", `{"up":true}`, 200, "the response is 200 OK and not a response of the emulator. Check the URL"},
		{"a proxy's error", "", 502, "the response is 502 Bad Gateway and not a response of the emulator. Check the URL"},
		{"a failed disk", `{"error":"no space left","status":"failed"}`, 503, "no space left"},
		{"an error status", `{"status":"ok"}`, 503, `the response is 503 Service Unavailable with the status "ok"`},
		{"another status", `{"status":"starting"}`, 200, `the response is 200 OK with the status "starting"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			server := serverOf(t, tt.status, tt.body)
			p := newProcess(t).start("health", server)
			p.exits(1)
			p.printed("cognitokit: " + server + " is not healthy: " + tt.want + "\n")
		})
	}
}

func TestHealthWaitsAtMostTheTimeout(t *testing.T) {
	t.Parallel()
	server := silentServer(t)
	p := newProcess(t).start("health", "--timeout", "200ms", server)
	p.exits(1)
	p.printed("cognitokit: " + server + " is not healthy: no response within 200ms\n")
}

// serverOf starts a server that has one response.
func serverOf(t *testing.T, status int, body string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
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
