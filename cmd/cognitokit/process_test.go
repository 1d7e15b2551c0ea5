//go:build unix

package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// processTimeout limits each wait of these tests.
const processTimeout = 30 * time.Second

// process runs the built command in its own process group, as a shell does, with its own environment
// and the fake Terraform on the PATH. When the command exits, none of its child processes and temporary
// files may remain.
type process struct {
	t         *testing.T
	env       map[string]string
	root      string
	temporary string
	stdin     string
	input     *os.File // replaces stdin, for example with a terminal
	cmd       *exec.Cmd
	stdout    output
	stderr    output
	ended     chan struct{}
}

// output collects what a process writes. It is safe for concurrent use.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// marker is a variable in the environment of each process that a test starts, and of their child processes.
const marker = "COGNITOKIT_TEST_ROOT"

func newProcess(t *testing.T) *process {
	t.Helper()
	p := &process{t: t, root: t.TempDir(), ended: make(chan struct{})}
	folder := func(parts ...string) string {
		path := filepath.Join(append([]string{p.root}, parts...)...)
		if err := os.MkdirAll(path, 0o700); err != nil {
			t.Fatal(err)
		}
		return path
	}
	p.temporary = folder("tmp")
	executable, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(executable, filepath.Join(folder("bin"), fakeName)); err != nil {
		t.Fatal(err)
	}
	folder("mirror", "registry.terraform.io", "hashicorp", "aws", "5.100.0", runtime.GOOS+"_"+runtime.GOARCH)
	p.env = map[string]string{
		marker:                       p.root,
		"PATH":                       filepath.Join(p.root, "bin"),
		"HOME":                       folder("home"),
		"TMPDIR":                     p.temporary,
		"XDG_CACHE_HOME":             filepath.Join(p.root, "cache"),
		"COGNITOKIT_PROVIDER_MIRROR": filepath.Join(p.root, "mirror"),
		"COGNITOKIT_RELAY":           "off", // the fake Terraform has no provider
		fakeRecord:                   filepath.Join(p.root, "record"),
		fakeRelease:                  filepath.Join(p.root, "release"),
	}
	return p
}

// sibling returns another process with the same folders and environment.
func (p *process) sibling() *process {
	return &process{t: p.t, env: p.env, root: p.root, temporary: p.temporary, ended: make(chan struct{})}
}

// start runs the command, and collects its standard output.
func (p *process) start(args ...string) *process {
	p.t.Helper()
	return p.run(exec.Command(built, args...), &p.stdout)
}

// startIn runs the command in a folder.
func (p *process) startIn(folder string, args ...string) *process {
	p.t.Helper()
	cmd := exec.Command(built, args...)
	cmd.Dir = folder
	return p.run(cmd, &p.stdout)
}

func (p *process) run(cmd *exec.Cmd, stdout io.Writer) *process {
	p.t.Helper()
	p.cmd = cmd
	for name, value := range p.env {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(p.stdin), stdout, &p.stderr
	if p.input != nil {
		cmd.Stdin = p.input
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.WaitDelay = time.Second // a remaining child process may keep the output open
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	go func() {
		_ = cmd.Wait() // exitsWithin reads the exit code
		close(p.ended)
	}()
	p.t.Cleanup(func() {
		select {
		case <-p.ended:
		default:
			_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
			<-p.ended
		}
	})
	return p
}

// exits waits until the command exits, and checks that no process and no temporary file remains.
func (p *process) exits(code int) {
	p.t.Helper()
	p.exitsWithin(processTimeout, code)
}

func (p *process) exitsWithin(limit time.Duration, code int) {
	p.t.Helper()
	select {
	case <-p.ended:
	case <-time.After(limit):
		p.t.Fatalf("the command has not exited after %s; stderr:\n%s", limit, p.stderr.String())
	}
	if got := p.cmd.ProcessState.ExitCode(); got != code {
		p.t.Errorf("got exit code %d, want %d; stderr:\n%s", got, code, p.stderr.String())
	}
	remaining, err := os.ReadDir(p.temporary)
	if err != nil || len(remaining) > 0 {
		p.t.Errorf("temporary files remain: %v (%v)", remaining, err)
	}
	if remaining := p.processes(); len(remaining) > 0 {
		p.t.Errorf("processes remain: %q", remaining)
	}
}

// logNoProc logs once that processes cannot list any.
var logNoProc sync.Once

// processes returns the command lines of all running processes that the command started, in any process
// group. On a system without /proc it returns none, and logs that once.
func (p *process) processes() []string {
	p.t.Helper()
	environments, err := filepath.Glob("/proc/[0-9]*/environ")
	if err != nil {
		p.t.Fatal(err)
	}
	if len(environments) == 0 {
		logNoProc.Do(func() { p.t.Log("the system has no /proc: NOT CHECKED whether processes remain") })
	}
	var found []string
	for _, path := range environments {
		text, err := os.ReadFile(path)
		if err != nil || !bytes.Contains(text, []byte(marker+"="+p.root+"\x00")) {
			continue
		}
		line, _ := os.ReadFile(filepath.Join(filepath.Dir(path), "cmdline"))
		found = append(found, strings.ReplaceAll(string(line), "\x00", " "))
	}
	return found
}

// signal sends a signal to the command only, as kill does.
func (p *process) signal(s syscall.Signal) {
	p.t.Helper()
	if err := syscall.Kill(p.cmd.Process.Pid, s); err != nil {
		p.t.Fatal(err)
	}
}

// controlC interrupts the whole process group, as a terminal does.
func (p *process) controlC() {
	p.t.Helper()
	if err := syscall.Kill(-p.cmd.Process.Pid, syscall.SIGINT); err != nil {
		p.t.Fatal(err)
	}
}

// await polls until a condition is true.
func (p *process) await(what string, condition func() bool) {
	p.t.Helper()
	for deadline := time.Now().Add(processTimeout); !condition(); time.Sleep(5 * time.Millisecond) {
		select {
		case <-p.ended:
			p.t.Fatalf("the command exited before %s; stderr:\n%s", what, p.stderr.String())
		default:
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("no %s after %s; stderr:\n%s", what, processTimeout, p.stderr.String())
		}
	}
}

// recorded returns the lines that the fake Terraform recorded.
func (p *process) recorded() []string {
	p.t.Helper()
	text, err := os.ReadFile(p.env[fakeRecord])
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		p.t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

// count returns how often the fake Terraform recorded a line.
func (p *process) count(what string) int {
	n := 0
	for _, line := range p.recorded() {
		if line == what {
			n++
		}
	}
	return n
}

// lastLine returns the last line of standard error.
func (p *process) lastLine() string {
	lines := strings.Split(strings.TrimSpace(p.stderr.String()), "\n")
	return lines[len(lines)-1]
}
