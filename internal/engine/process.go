package engine

import (
	"bufio"
	"cmp"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"time"
)

// process is a running provider and its output.
type process struct {
	command   *exec.Cmd
	announced chan string   // receives the announcement once
	ended     chan struct{} // closed after the exit

	ending sync.Once

	mu    sync.Mutex
	first string
}

// startProcess starts a provider in its own process group, and reads its output.
func startProcess(command *exec.Cmd) (*process, error) {
	p := &process{command: command, announced: make(chan string, 1), ended: make(chan struct{})}
	reader, writer, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	command.Stdout, command.Stderr = writer, writer
	setOwnGroup(command)
	endWithCaller(command)
	started := make(chan error)
	go func() {
		// The kernel sends the signal of PR_SET_PDEATHSIG when the thread that started the provider exits
		// (prctl(2)), so this thread must run as long as the provider.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := command.Start()
		_ = writer.Close() // the provider has its own copy
		started <- err
		if err == nil {
			read := make(chan struct{})
			go func() { p.read(reader); close(read) }()
			_ = command.Wait() // on an error, the output has the reason
			// A child process of the provider may keep the pipe open. Do not wait for it.
			_ = reader.SetReadDeadline(time.Now().Add(time.Second))
			<-read
			close(p.ended)
		}
	}()
	if err := <-started; err != nil {
		_ = reader.Close() // there is no writer
		return nil, err
	}
	return p, nil
}

// read reads the output of the provider to its end. A full pipe would block the provider.
func (p *process) read(from io.ReadCloser) {
	defer from.Close() // it was only read
	lines := bufio.NewReader(from)
	for announced := false; ; {
		line, err := lines.ReadString('\n')
		p.keep(line)
		if value, found := announcement(line); found && !announced {
			p.announced <- value
			announced = true
		}
		if err != nil {
			return
		}
	}
}

// keep stores the first line that is not empty.
func (p *process) keep(line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.first == "" {
		p.first = strings.TrimSpace(line)
	}
}

func (p *process) firstLine() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return cmp.Or(p.first, "nothing")
}

// end interrupts the provider, kills its process group after a timeout, and waits.
func (p *process) end(timeout time.Duration) {
	p.ending.Do(func() {
		if runtime.GOOS != "windows" { // Windows cannot interrupt a process
			_ = p.command.Process.Signal(os.Interrupt) // it may have ended
			select {
			case <-p.ended:
			case <-time.After(timeout):
			}
		}
		killGroup(p.command)
	})
	<-p.ended
}
