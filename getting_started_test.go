//go:build unix

package cognitokit_test

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var updateGettingStarted = flag.Bool("update-getting-started", false, "write the outputs of docs/getting-started.md and docs/own-root.md")

// TestGettingStarted follows docs/getting-started.md in a new folder.
func TestGettingStarted(t *testing.T) {
	t.Parallel()
	followed := follow(t, "docs/getting-started.md")
	followed.assertSent()
	followed.assertSubstituted()
}

// TestOwnRoot follows docs/own-root.md.
func TestOwnRoot(t *testing.T) {
	t.Parallel()
	follow(t, "docs/own-root.md")
}

// follow follows a page: it writes the files, runs the commands in order, and
// compares the output of each with the page. Tokens, ids and times differ from run to run, but equal values stay equal.
//
// A block of the page has the language and a second word: the name of its file, or the terminal of its commands. A block of
// text or JSON after commands is their output.
func follow(t *testing.T, name string) *pageRun {
	t.Helper()
	source, err := os.ReadFile(name)
	require.NoError(t, err)
	page := string(source)
	run := newPageRun(t)
	run.page = page

	wanted, printed, updated, written := identities{}, identities{}, "", 0
	differs := false
	blocks := pageBlocks(page)
	for i, b := range blocks {
		switch b.language {
		case "hcl":
			require.NoError(t, os.WriteFile(filepath.Join(run.folder, b.word), []byte(run.substitute(b.text)), 0o600))
		case "sh":
			hasOutput := i+1 < len(blocks) && blocks[i+1].isOutput() && strings.TrimSpace(page[b.end:blocks[i+1].start]) == ""
			output := run.run(b, hasOutput)
			if !hasOutput {
				break
			}
			want, got := blocks[i+1].text, shortenTokens(output)
			if w, g := wanted.replace(want), printed.replace(got); w != g {
				differs = true
				if !*updateGettingStarted {
					t.Errorf("%s: the commands\n%s\nprint\n%s\nand the page has\n%s\nWrite the page with make docs", name, b.text, got, want)
				}
			}
			updated += page[written:blocks[i+1].textStart] + got
			written = blocks[i+1].textEnd
		}
	}
	if differs && *updateGettingStarted {
		require.NoError(t, os.WriteFile(name, []byte(updated+page[written:]), 0o644))
	}
	return run
}

// block is a fenced block of a page.
type block struct {
	language, word, text string
	start, end           int // of the block with its fences
	textStart, textEnd   int
}

func (b block) isOutput() bool { return b.language == "json" || b.language == "text" }

var fenced = regexp.MustCompile("(?ms)^```(\\w+)(?: (\\S+))?\n(.*?)^```$")

func pageBlocks(page string) []block {
	var blocks []block
	for _, m := range fenced.FindAllStringSubmatchIndex(page, -1) {
		b := block{language: page[m[2]:m[3]], text: page[m[6]:m[7]], start: m[0], end: m[1], textStart: m[6], textEnd: m[7]}
		if m[4] >= 0 {
			b.word = page[m[4]:m[5]]
		}
		blocks = append(blocks, b)
	}
	return blocks
}

// pageRun is the folder and the terminals of a reader.
type pageRun struct {
	t         *testing.T
	page      string
	folder    string
	env       []string
	replaced  [][2]string // what the test replaces in the page, and why it cannot run it as it is
	terminals map[string]*terminal
	sent      bool
}

func newPageRun(t *testing.T) *pageRun {
	t.Helper()
	for _, name := range []string{"bash", "curl", "jq"} {
		if _, err := exec.LookPath(name); err != nil {
			// As in test/clients: CI requires all programs, and .ci/clients installs them.
			if os.Getenv("COGNITOKIT_CLIENTS") == "required" {
				t.Fatalf("%s is not on the PATH: install it", name)
			}
			t.Skipf("%s is not on the PATH: install it", name)
		}
	}
	eng := prepare(t)
	// Not t.TempDir: its long path would be part of outputs.
	folder, err := os.MkdirTemp("", "orders-") //nolint:usetesting // see above
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, os.RemoveAll(folder)) })
	folder, err = filepath.EvalSymlinks(folder)
	require.NoError(t, err)
	bin := t.TempDir()
	require.NoError(t, os.Symlink(eng.Path, filepath.Join(bin, "terraform")))
	repository, err := os.Getwd()
	require.NoError(t, err)
	relative, err := filepath.Rel(folder, repository)
	require.NoError(t, err)

	env := slices.DeleteFunc(os.Environ(), func(entry string) bool { return strings.HasPrefix(entry, "COGNITOKIT_PASSWORD=") })
	for name, value := range eng.Env() {
		env = append(env, name+"="+value)
	}
	env = append(env, "GOGC=400") // less garbage collection while Terraform reads the schema
	return &pageRun{
		t: t, folder: folder, terminals: map[string]*terminal{},
		env: append(env, "GOBIN="+bin, "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH")),
		replaced: [][2]string{
			{"github.com/cognitokit/terraform-aws-cognito/cmd/cognitokit@latest", "-C " + repository + " ./cmd/cognitokit"}, // this version
			{"github.com/cognitokit/terraform-aws-cognito?ref=v0.1.0", relative},                                            // this version
			{"cognitokit serve ", "cognitokit serve --listen 127.0.0.1:0 "},                                                 // tests run at the same time
		},
	}
}

func (r *pageRun) substitute(text string) string {
	for _, pair := range r.replaced {
		text = strings.ReplaceAll(text, pair[0], pair[1])
	}
	return text
}

func (r *pageRun) assertSubstituted() {
	r.t.Helper()
	for _, pair := range r.replaced {
		assert.Contains(r.t, r.page, pair[0])
	}
}

// run runs the commands of a block in its terminal. Without an output to compare, every command must succeed.
func (r *pageRun) run(b block, hasOutput bool) string {
	r.t.Helper()
	if b.word == "emulator" {
		r.startEmulator(r.substitute(b.text))
		return ""
	}
	if r.terminals[b.word] == nil {
		r.terminals[b.word] = openTerminal(r.t, r.folder, r.env)
	}
	output, failed := r.terminals[b.word].run(r.substitute(b.text))
	if failed && !hasOutput {
		r.t.Fatalf("a command failed in\n%s\nand printed\n%s", b.text, output)
	}
	r.sendHTTPFile()
	return output
}

// startEmulator runs commands that do not end, and waits for the variables of the emulator.
func (r *pageRun) startEmulator(commands string) {
	r.t.Helper()
	command := exec.CommandContext(r.t.Context(), "bash", "-c", commands)
	command.Dir, command.Env = r.folder, r.env
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { return syscall.Kill(-command.Process.Pid, syscall.SIGINT) }
	var stderr bytes.Buffer
	command.Stderr = &stderr
	require.NoError(r.t, command.Start())
	r.t.Cleanup(func() { _ = command.Wait() }) // the context of the test has ended: the error is its interrupt
	require.Eventually(r.t, func() bool {
		info, err := os.Stat(filepath.Join(r.folder, "emulator.env"))
		return err == nil && info.Size() > 0
	}, time.Minute, 20*time.Millisecond, "the emulator has not started: %s", &stderr)
}

// sendHTTPFile sends the request in refresh.http once it exists, as an editor does.
func (r *pageRun) sendHTTPFile() {
	r.t.Helper()
	text, err := os.ReadFile(filepath.Join(r.folder, "refresh.http"))
	if os.IsNotExist(err) || r.sent {
		return
	}
	require.NoError(r.t, err)
	r.sent = true
	reader := bufio.NewReader(bytes.NewReader(text))
	parsed, err := http.ReadRequest(reader)
	require.NoError(r.t, err)
	body, err := io.ReadAll(reader)
	require.NoError(r.t, err)
	request, err := http.NewRequestWithContext(r.t.Context(), parsed.Method, parsed.RequestURI, bytes.NewReader(bytes.TrimSpace(body)))
	require.NoError(r.t, err)
	request.Header = parsed.Header
	response, err := r.client().Do(request)
	require.NoError(r.t, err)
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(response.Body)
	require.NoError(r.t, err)
	require.Equal(r.t, http.StatusOK, response.StatusCode, string(answer))
	var fields map[string]any
	require.NoError(r.t, json.Unmarshal(answer, &fields))
	assert.Equal(r.t, []string{"access_token", "expires_in", "id_token", "token_type"}, slices.Sorted(maps.Keys(fields)), "the response to refresh.http")
}

func (r *pageRun) assertSent() { assert.True(r.t, r.sent, "the page writes no refresh.http") }

// client returns an HTTP client with the variables of emulator.env.
func (r *pageRun) client() *http.Client {
	r.t.Helper()
	text, err := os.ReadFile(filepath.Join(r.folder, "emulator.env"))
	require.NoError(r.t, err)
	variables := map[string]string{}
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		variables[name] = value
	}
	proxy, err := url.Parse(variables["HTTPS_PROXY"])
	require.NoError(r.t, err)
	authority, err := os.ReadFile(variables["SSL_CERT_FILE"])
	require.NoError(r.t, err)
	pool := x509.NewCertPool()
	require.True(r.t, pool.AppendCertsFromPEM(authority))
	return &http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(proxy), TLSClientConfig: &tls.Config{RootCAs: pool}}}
}

// terminal is a shell that keeps its variables from block to block.
type terminal struct {
	t     *testing.T
	stdin io.Writer
	lines *bufio.Reader
}

// end ends the output of a block. The status of a failed command follows it.
const end = "=== end of the block "

func openTerminal(t *testing.T, folder string, env []string) *terminal {
	t.Helper()
	command := exec.CommandContext(t.Context(), "bash", "--noprofile", "--norc")
	command.Dir, command.Env = folder, env
	stdin, err := command.StdinPipe()
	require.NoError(t, err)
	stdout, err := command.StdoutPipe()
	require.NoError(t, err)
	command.Stderr = command.Stdout
	require.NoError(t, command.Start())
	t.Cleanup(func() { _ = command.Wait() }) // the context of the test has ended
	return &terminal{t: t, stdin: stdin, lines: bufio.NewReader(stdout)}
}

// run returns the output of commands, and whether one of them failed.
func (s *terminal) run(commands string) (output string, failed bool) {
	s.t.Helper()
	_, err := fmt.Fprintf(s.stdin, "failed=0\ntrap 'failed=1' ERR\n%s\ntrap - ERR\nprintf '%s%%s\\n' \"$failed\"\n", commands, end)
	require.NoError(s.t, err)
	for {
		line, err := s.lines.ReadString('\n')
		require.NoError(s.t, err, "the terminal closed after\n%s", output)
		if text, status, found := strings.Cut(line, end); found {
			return output + text, strings.TrimSpace(status) != "0"
		}
		output += line
	}
}

var longToken = regexp.MustCompile(`eyJ[\w-]{17,}\.[\w.-]+`)

// shortenTokens shortens whole tokens as the command does.
func shortenTokens(output string) string {
	return longToken.ReplaceAllStringFunc(output, func(token string) string {
		return fmt.Sprintf("%s...%s (%d characters)", token[:10], token[len(token)-6:], len(token))
	})
}

// identities numbers the values that differ from run to run, in the order of their first appearance.
type identities map[string]string

var (
	changing = regexp.MustCompile(`eyJ\w+\.{3}[\w-]{6} \(\d+ characters\)` + // tokens
		`|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}` + // users, sessions and events
		`|(?:us-east|eu-central)-1_\w{9}|\b[0-9a-z]{26}\b` + // pools and clients
		`|"[\w+/]{43}="`) // keys
	times = regexp.MustCompile(`\b1\d{9}\b|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|\b(?:\d+h)?(?:\d+m)?\d+s (?:ago|left)|\b\d+\.\d+ s\b`)
)

func (seen identities) replace(text string) string {
	text = changing.ReplaceAllStringFunc(text, func(value string) string {
		if _, known := seen[value]; !known {
			seen[value] = fmt.Sprintf("<%d>", len(seen)+1)
		}
		return seen[value]
	})
	return times.ReplaceAllString(text, "<time>")
}
