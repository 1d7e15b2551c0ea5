package clients

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// app is a web app with its own origin, http://localhost:PORT. Every address returns the same page, which runs one script
// of this folder, bundled for browsers. The script calls its test at /test/.
type app struct {
	origin      string
	bundle      []byte
	worker      bool // the script runs in a web worker
	environment *environment
	lines       chan string
	questions   chan question
}

// question is a request from a script to its test.
type question struct {
	text   string
	answer chan any
}

// newApp starts the app with a script.
func newApp(t *testing.T, script string) *app {
	t.Helper()
	a := &app{bundle: bundled(t, script), lines: make(chan string, 100), questions: make(chan question)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", a.page)
	mux.HandleFunc("GET /script.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		_, _ = w.Write(a.bundle) // the browser closed the connection
	})
	mux.HandleFunc("GET /test/environment", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, a.environment) })
	mux.HandleFunc("POST /test/say", func(_ http.ResponseWriter, r *http.Request) { a.lines <- bodyOf(r) })
	mux.HandleFunc("POST /test/ask", func(w http.ResponseWriter, r *http.Request) {
		q := question{bodyOf(r), make(chan any, 1)}
		select {
		case a.questions <- q:
			writeJSON(w, <-q.answer)
		case <-r.Context().Done():
		}
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	a.origin = strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	return a
}

// page returns the page for every address.
func (a *app) page(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/favicon.ico" {
		http.NotFound(w, r)
		return
	}
	script := `<script type="module" src="/script.js"></script>`
	if a.worker {
		script = `<script>new Worker("/script.js", { type: "module" })</script>`
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(w, "<!doctype html><title>App</title>"+script) // the browser closed the connection
}

func writeJSON(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value) // the browser closed the connection
}

func bodyOf(r *http.Request) string {
	body, _ := io.ReadAll(r.Body) // the test ignores a truncated line
	return string(body)
}

// bundled returns a script with all its imports, as the build tool of an app does. It defines two names of Node.js that
// libraries expect, as build tools do.
func bundled(t *testing.T, script string) []byte {
	t.Helper()
	node(t)
	command := exec.CommandContext(t.Context(), filepath.Join("node_modules", ".bin", "esbuild"), script, "--bundle", "--format=esm", "--platform=browser",
		"--log-level=warning", "--alias:node:assert/strict=./assert.browser.mjs", "--define:global=globalThis", `--define:process={"env":{}}`)
	var bundle, stderr bytes.Buffer
	command.Stdout, command.Stderr = &bundle, &stderr
	require.NoError(t, command.Run(), stderr.String())
	return bundle.Bytes()
}
