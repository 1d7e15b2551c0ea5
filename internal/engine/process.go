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

// process is a running provider and what it says.
type process struct {
	command   *exec.Cmd
	announced chan string   // gets the announcement, once
	ended     chan struct{} // closed when it has ended

	ending sync.Once

	mu    sync.Mutex
	first string
}

// startProcess starts a provider in a group of its own and reads what it says.
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
		// What ends the provider with its parent waits for the end of the thread that
		// started it (prctl(2), PR_SET_PDEATHSIG), so this one stays.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := command.Start()
		_ = writer.Close() // the provider has its own
		started <- err
		if err == nil {
			read := make(chan struct{})
			go func() { p.read(reader); close(read) }()
			_ = command.Wait() // how it ended is in what it said
			// A process that it started may hold the other end: nobody waits for that one.
			_ = reader.SetReadDeadline(time.Now().Add(time.Second))
			<-read
			close(p.ended)
		}
	}()
	if err := <-started; err != nil {
		_ = reader.Close() // nobody writes to it
		return nil, err
	}
	return p, nil
}

// read takes what the provider says until its end: with nobody to read it, it would
// stop when the pipe is full.
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

// end interrupts the provider, kills it and its group if that does not end it in
// time, and waits.
func (p *process) end(patience time.Duration) {
	p.ending.Do(func() {
		if runtime.GOOS != "windows" { // which cannot interrupt a process
			_ = p.command.Process.Signal(os.Interrupt) // it may have ended
			select {
			case <-p.ended:
			case <-time.After(patience):
			}
		}
		killGroup(p.command)
	})
	<-p.ended
}
