//go:build unix

package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const rotated = `{"access_token":"a","id_token":"i","refresh_token":"the-new-one","expires_in":3600,"token_type":"Bearer"}`

// saveLogin writes a saved sign-in with a token endpoint.
func (p *process) saveLogin(endpoint string) (name, content string) {
	p.t.Helper()
	name = filepath.Join(p.root, "saved.json")
	content = `{"version":1,"client":"web","issuer":"https://issuer.example","token_endpoint":"` + endpoint + `","client_id":"1example","tokens":{"refresh_token":"the-old-one"}}`
	require.NoError(p.t, os.WriteFile(name, []byte(content), 0o600))
	return name, content
}

func (p *process) savedToken(name string) string {
	p.t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(p.t, err)
	var saved struct{ Tokens map[string]any }
	require.NoError(p.t, json.Unmarshal(text, &saved), string(text))
	return saved.Tokens["refresh_token"].(string)
}

// The token endpoint returns status 200 and a body without tokens.
func TestRefreshKeepsTheFileIfTheResponseHasNoTokens(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{"an empty object": "{}", "null": "null", "nothing": "", "a page": "<html>", "an empty refresh token": strings.Replace(rotated, "the-new-one", "", 1)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) }))
			t.Cleanup(server.Close)
			p := newProcess(t)
			saved, before := p.saveLogin(server.URL)
			p.start("refresh", saved)
			p.exits(exitFailed)
			after, err := os.ReadFile(saved)
			require.NoError(t, err)
			assert.Equal(t, before, string(after))
			assert.Contains(t, p.stderr.String(), "so nothing is changed")
			assert.Empty(t, p.stdout.String())
			p.hasNoTemporaryFile(saved)
		})
	}
}

// hasNoTemporaryFile checks that no temporary file of an unfinished write remains.
func (p *process) hasNoTemporaryFile(name string) {
	p.t.Helper()
	remaining, err := filepath.Glob(filepath.Join(filepath.Dir(name), ".cognitokit-*"))
	require.NoError(p.t, err)
	assert.Empty(p.t, remaining)
}

// The token endpoint has rotated the token when the signal arrives, and responds later.
func TestInterruptDuringARefreshKeepsTheNewToken(t *testing.T) {
	t.Parallel()
	for _, end := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(end.String(), func(t *testing.T) {
			t.Parallel()
			requested, respond := make(chan struct{}), make(chan struct{})
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				close(requested)
				<-respond
				_, _ = w.Write([]byte(rotated))
			}))
			t.Cleanup(server.Close)
			p := newProcess(t)
			saved, _ := p.saveLogin(server.URL)
			p.start("refresh", saved)
			<-requested
			p.signal(end)
			p.await("the note", func() bool { return strings.Contains(p.stderr.String(), "Interrupt again to stop at once.") })
			close(respond)
			p.exits(exitInterrupted)
			assert.Equal(t, "the-new-one", p.savedToken(saved))
			assert.Contains(t, p.stderr.String(), "cognitokit: refresh: interrupted, but "+saved+" contains the new tokens\n")
			assert.Contains(t, p.stdout.String(), `"refresh_token"`)
			p.hasNoTemporaryFile(saved)
		})
	}
}

// A second signal ends the wait for a token endpoint that does not respond.
func TestSecondInterruptDuringARefreshStops(t *testing.T) {
	t.Parallel()
	requested, end := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(requested)
		<-end
	}))
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(end) })
	p := newProcess(t)
	saved, _ := p.saveLogin(server.URL)
	p.start("refresh", saved)
	<-requested
	p.signal(syscall.SIGINT)
	p.await("the note", func() bool { return strings.Contains(p.stderr.String(), "Interrupt again to stop at once.") })
	p.signal(syscall.SIGINT)
	p.exits(exitInterrupted)
	assert.Equal(t, "the-old-one", p.savedToken(saved))
	assert.Empty(t, p.stdout.String())
	p.hasNoTemporaryFile(saved)
}
