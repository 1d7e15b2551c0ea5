//go:build linux

package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// openTerminal opens a pseudo-terminal of 100 columns (pty(7)). Programs use the terminal; the test reads their
// output from the controller.
func openTerminal(t *testing.T) (controller, terminal *os.File) {
	t.Helper()
	controller, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	t.Cleanup(func() { _ = controller.Close() })
	fd := int(controller.Fd())
	require.NoError(t, unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0))
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	require.NoError(t, err)
	terminal, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	t.Cleanup(func() { _ = terminal.Close() })
	require.NoError(t, unix.IoctlSetWinsize(int(terminal.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 100}))
	return controller, terminal
}

// onTerminal runs the command with standard output, standard error or both at a terminal, and returns the
// text of each.
func (p *process) onTerminal(stdout, stderr bool, args ...string) (out, errors string) {
	p.t.Helper()
	command := exec.Command(built, args...)
	for name, value := range p.env {
		command.Env = append(command.Env, name+"="+value)
	}
	controller, terminal := openTerminal(p.t)
	var outText, errText strings.Builder
	command.Stdout, command.Stderr = &outText, &errText
	if stdout {
		command.Stdout = terminal
	}
	if stderr {
		command.Stderr = terminal
	}
	reading := make(chan string, 1)
	go func() {
		shown, _ := io.ReadAll(controller) // it ends with EIO when no process has the terminal open
		reading <- string(shown)
	}()
	if err := command.Run(); err != nil && command.ProcessState == nil {
		p.t.Fatal(err)
	}
	require.NoError(p.t, terminal.Close())
	if shown := <-reading; stdout {
		outText.WriteString(shown)
	} else {
		errText.WriteString(shown)
	}
	return outText.String(), errText.String()
}

func TestCheckOnATerminal(t *testing.T) {
	t.Parallel()
	p := newRecordedProcess(t)
	const escape = "\x1b["
	for _, tt := range []struct {
		name           string
		stdout, stderr bool
		env            map[string]string
		args           []string
		colour         bool
		progress       bool
	}{
		{name: "a table", stdout: true, colour: true},
		{name: "NO_COLOR", stdout: true, env: map[string]string{"NO_COLOR": "1"}},
		{name: "an empty NO_COLOR", stdout: true, env: map[string]string{"NO_COLOR": ""}, colour: true},
		{name: "a terminal without colour", stdout: true, env: map[string]string{"TERM": "dumb"}},
		{name: "a table in a file", stdout: true, args: []string{"--output", filepath.Join(p.root, "report.txt")}},
		{name: "JSON", stdout: true, args: []string{"--format", "json"}},
		{name: "progress", stderr: true, progress: true},
		{name: "no progress if standard error is not a terminal", stdout: true, colour: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			run := p.sibling()
			run.t, run.env = t, map[string]string{"TERM": "xterm"}
			maps.Copy(run.env, p.env)
			maps.Copy(run.env, tt.env)
			out, errors := run.onTerminal(tt.stdout, tt.stderr, append([]string{"check", p.outputs}, tt.args...)...)
			assert.Equal(t, tt.colour, strings.Contains(out, escape), "colour in %q, %q", out, errors)
			assert.Equal(t, tt.progress, strings.Contains(errors, clearLine), "progress in %q", errors)
			if tt.progress {
				assert.Contains(t, errors, ": orders web: token-validity")
				assert.Contains(t, errors, clearLine+"cognitokit: check: ", "the error starts on a cleared line")
			}
			if text, err := os.ReadFile(filepath.Join(p.root, "report.txt")); err == nil {
				assert.NotContains(t, string(text), escape)
			}
		})
	}
}

// An interrupt at the password prompt turns the echo of the terminal on again.
func TestInterruptAtThePasswordPromptRestoresTheTerminal(t *testing.T) {
	t.Parallel()
	p := newRecordedProcess(t)
	delete(p.env, "COGNITOKIT_PASSWORD")
	_, terminal := openTerminal(t)
	echoes := func() bool {
		state, err := unix.IoctlGetTermios(int(terminal.Fd()), unix.TCGETS)
		require.NoError(t, err)
		return state.Lflag&unix.ECHO != 0
	}
	require.True(t, echoes())
	p.input = terminal
	p.start("login", "--outputs", p.outputs, "--client", "web", "--callback", "https://app.example.com/callback", "--username", "ada@example.com")
	p.await("prompt", func() bool { return strings.Contains(p.stderr.String(), "password of ada@example.com: ") && !echoes() })
	p.signal(unix.SIGINT)
	p.exits(exitInterrupted)
	assert.True(t, echoes())
	assert.Equal(t, "cognitokit: login: interrupted", p.lastLine())
}

// An interrupt while login waits for the browser leaves no file.
func TestInterruptWhileWaitingForTheBrowser(t *testing.T) {
	t.Parallel()
	port, err := unusedPort()
	require.NoError(t, err)
	p := newRecordedProcessWith(t, strings.ReplaceAll(recordedSeed, "https://app.example.com/callback", "http://localhost:"+port+"/callback"))
	saved := filepath.Join(p.root, "saved.json")
	p.start("login", "--outputs", p.outputs, "--client", "web", "--no-browser", "--save", saved)
	p.await("address", func() bool {
		return strings.Contains(p.stderr.String(), "https://orders.auth.us-east-1.amazoncognito.com/oauth2/authorize?")
	})
	p.signal(unix.SIGINT)
	p.exits(exitInterrupted)
	assert.Equal(t, "cognitokit: login: interrupted", p.lastLine())
	remaining, err := filepath.Glob(filepath.Join(p.root, ".cognitokit-*"))
	require.NoError(t, err)
	assert.Empty(t, remaining)
	assert.NoFileExists(t, saved)
}
