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

// openTerminal is a pseudo-terminal of 100 columns: what programs write to the second file
// is read from the first (pty(7)).
func openTerminal(t *testing.T) (person, program *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	t.Cleanup(func() { _ = person.Close() })
	fd := int(person.Fd())
	require.NoError(t, unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0))
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	require.NoError(t, err)
	program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	t.Cleanup(func() { _ = program.Close() })
	require.NoError(t, unix.IoctlSetWinsize(int(program.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 100}))
	return person, program
}

// onTerminal runs the command with standard output and standard error at a terminal, each
// if it is asked for, and returns all that was written to both.
func (p *process) onTerminal(stdout, stderr bool, args ...string) (out, errors string) {
	p.t.Helper()
	command := exec.Command(built, args...)
	for name, value := range p.env {
		command.Env = append(command.Env, name+"="+value)
	}
	person, program := openTerminal(p.t)
	var outText, errText strings.Builder
	command.Stdout, command.Stderr = &outText, &errText
	if stdout {
		command.Stdout = program
	}
	if stderr {
		command.Stderr = program
	}
	reading := make(chan string, 1)
	go func() {
		shown, _ := io.ReadAll(person) // it ends with EIO once nobody has the terminal open
		reading <- string(shown)
	}()
	if err := command.Run(); err != nil && command.ProcessState == nil {
		p.t.Fatal(err)
	}
	require.NoError(p.t, program.Close())
	if shown := <-reading; stdout {
		outText.WriteString(shown)
	} else {
		errText.WriteString(shown)
	}
	return outText.String(), errText.String()
}

func TestCheckOnATerminal(t *testing.T) {
	t.Parallel()
	p := watched(t)
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
		{name: "a person who wants no colour", stdout: true, env: map[string]string{"NO_COLOR": "1"}},
		{name: "an empty NO_COLOR", stdout: true, env: map[string]string{"NO_COLOR": ""}, colour: true},
		{name: "a terminal without colour", stdout: true, env: map[string]string{"TERM": "dumb"}},
		{name: "a table for a file", stdout: true, args: []string{"--output", filepath.Join(p.root, "report.txt")}},
		{name: "JSON", stdout: true, args: []string{"--format", "json"}},
		{name: "progress", stderr: true, progress: true},
		{name: "no progress where standard error is no terminal", stdout: true, colour: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			run := p.again()
			run.t, run.env = t, map[string]string{"TERM": "xterm"}
			maps.Copy(run.env, p.env)
			maps.Copy(run.env, tt.env)
			out, errors := run.onTerminal(tt.stdout, tt.stderr, append([]string{"check", p.outputs}, tt.args...)...)
			assert.Equal(t, tt.colour, strings.Contains(out, escape), "colour in %q, %q", out, errors)
			assert.Equal(t, tt.progress, strings.Contains(errors, clearLine), "progress in %q", errors)
			if tt.progress {
				assert.Contains(t, errors, ": orders web: token-validity")
				assert.Contains(t, errors, clearLine+"cognitokit: check: ", "what is said in the end has a line of its own")
			}
			if text, err := os.ReadFile(filepath.Join(p.root, "report.txt")); err == nil {
				assert.NotContains(t, string(text), escape)
			}
		})
	}
}

// An interrupt at the question for the password leaves a terminal that shows what is typed.
func TestInterruptAtThePassword(t *testing.T) {
	t.Parallel()
	p := watched(t)
	delete(p.env, "COGNITOKIT_PASSWORD")
	_, program := openTerminal(t)
	shows := func() bool {
		state, err := unix.IoctlGetTermios(int(program.Fd()), unix.TCGETS)
		require.NoError(t, err)
		return state.Lflag&unix.ECHO != 0
	}
	require.True(t, shows())
	p.input = program
	p.start("login", "--outputs", p.outputs, "--client", "web", "--callback", "https://app.example.com/callback", "--username", "ada@example.com")
	p.await("question", func() bool { return strings.Contains(p.stderr.String(), "password of ada@example.com: ") && !shows() })
	p.signal(unix.SIGINT)
	p.exits(exitInterrupted)
	assert.True(t, shows())
	assert.Equal(t, "cognitokit: login: interrupted", p.lastLine())
}

// An interrupt of the wait for the browser leaves no file.
func TestInterruptAtTheBrowser(t *testing.T) {
	t.Parallel()
	port, err := portOfNobody()
	require.NoError(t, err)
	p := watchedWith(t, strings.ReplaceAll(watchedSeed, "https://app.example.com/callback", "http://localhost:"+port+"/callback"))
	saved := filepath.Join(p.root, "saved.json")
	p.start("login", "--outputs", p.outputs, "--client", "web", "--no-browser", "--save", saved)
	p.await("address", func() bool {
		return strings.Contains(p.stderr.String(), "https://orders.auth.us-east-1.amazoncognito.com/oauth2/authorize?")
	})
	p.signal(unix.SIGINT)
	p.exits(exitInterrupted)
	assert.Equal(t, "cognitokit: login: interrupted", p.lastLine())
	left, err := filepath.Glob(filepath.Join(p.root, ".cognitokit-*"))
	require.NoError(t, err)
	assert.Empty(t, left)
	assert.NoFileExists(t, saved)
}
