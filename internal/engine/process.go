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
	announced chan string   // gets the announcement, once
	ended     chan struct{} // closed when it has ended

	ending sync.Once

	mu    sync.Mutex
	first string
}

// startProcess starts a provider in a process group of its own, and reads its output.
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
		// The provider gets the signal of PR_SET_PDEATHSIG when the thread that started it ends
		// (prctl(2)), so this thread stays.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := command.Start()
		_ = writer.Close() // the provider has its own copy
		started <- err
		if err == nil {
			read := make(chan struct{})
			go func() { p.read(reader); close(read) }()
			_ = command.Wait() // its output has the reason
			// A child of the provider may have the other end open. It is not waited for.
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
	defer from.Close() // it is read to its end
	lines := bufio.NewReader(from)
	for said := false; ; {
		line, err := lines.ReadString('\n')
		p.keep(line)
		if value, found := announcement(line); found && !said {
			p.announced <- value
			said = true
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
		if runtime.GOOS != "windows" { // which cannot interrupt a process
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
