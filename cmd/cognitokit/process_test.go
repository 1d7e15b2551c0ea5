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

// patience bounds every wait of these tests.
const patience = 30 * time.Second

// process is the built command in a process group of its own, as under a shell,
// with an environment of its own and the fake Terraform on the PATH. When the test
// ends, no process and no temporary file may be left of it.
type process struct {
	t         *testing.T
	env       map[string]string
	root      string
	temporary string
	stdin     string
	input     *os.File // in place of stdin, such as a terminal
	cmd       *exec.Cmd
	stdout    output
	stderr    output
	ended     chan struct{}
}

// output is what a process has written so far.
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

// marker is in the environment of every process that a test starts, and of what
// these start in turn.
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

// again is another process in the same place.
func (p *process) again() *process {
	return &process{t: p.t, env: p.env, root: p.root, temporary: p.temporary, ended: make(chan struct{})}
}

// start runs the command. Its standard output is kept.
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
	cmd.WaitDelay = time.Second // a process left behind may hold the output open
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	go func() {
		_ = cmd.Wait() // its state tells
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

// exits waits for the end, and sees that nothing is left.
func (p *process) exits(code int) {
	p.t.Helper()
	p.exitsWithin(patience, code)
}

func (p *process) exitsWithin(limit time.Duration, code int) {
	p.t.Helper()
	select {
	case <-p.ended:
	case <-time.After(limit):
		p.t.Fatalf("it has not ended after %s; stderr:\n%s", limit, p.stderr.String())
	}
	if got := p.cmd.ProcessState.ExitCode(); got != code {
		p.t.Errorf("got exit code %d, want %d; stderr:\n%s", got, code, p.stderr.String())
	}
	left, err := os.ReadDir(p.temporary)
	if err != nil || len(left) > 0 {
		p.t.Errorf("the folder for temporary files still holds %v (%v)", left, err)
	}
	if left := p.processes(); len(left) > 0 {
		p.t.Errorf("processes are left: %q", left)
	}
}

// blind is done once processes has said that it sees nothing.
var blind sync.Once

// processes returns the command lines of all processes that the run has started and
// that have not ended, in whatever group. Where there is no /proc it knows of none,
// and says so once.
func (p *process) processes() []string {
	p.t.Helper()
	environments, err := filepath.Glob("/proc/[0-9]*/environ")
	if err != nil {
		p.t.Fatal(err)
	}
	if len(environments) == 0 {
		blind.Do(func() { p.t.Log("there is no /proc here: that no process is left is NOT CHECKED") })
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

// signal sends one to the command alone, as kill does.
func (p *process) signal(s syscall.Signal) {
	p.t.Helper()
	if err := syscall.Kill(p.cmd.Process.Pid, s); err != nil {
		p.t.Fatal(err)
	}
}

// controlC interrupts the whole group, as a terminal does.
func (p *process) controlC() {
	p.t.Helper()
	if err := syscall.Kill(-p.cmd.Process.Pid, syscall.SIGINT); err != nil {
		p.t.Fatal(err)
	}
}

// await polls until a condition holds.
func (p *process) await(what string, holds func() bool) {
	p.t.Helper()
	for deadline := time.Now().Add(patience); !holds(); time.Sleep(5 * time.Millisecond) {
		select {
		case <-p.ended:
			p.t.Fatalf("it ended before %s; stderr:\n%s", what, p.stderr.String())
		default:
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("no %s after %s; stderr:\n%s", what, patience, p.stderr.String())
		}
	}
}

// recorded returns what the fake Terraform did.
func (p *process) recorded() []string {
	p.t.Helper()
	text, err := os.ReadFile(p.env[fakeRecord])
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		p.t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

// did tells how often the fake Terraform recorded something.
func (p *process) did(what string) int {
	n := 0
	for _, line := range p.recorded() {
		if line == what {
			n++
		}
	}
	return n
}

// lastLine is the sentence at the end of standard error.
func (p *process) lastLine() string {
	lines := strings.Split(strings.TrimSpace(p.stderr.String()), "\n")
	return lines[len(lines)-1]
}
