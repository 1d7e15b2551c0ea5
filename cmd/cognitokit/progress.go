package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// progress prints the steps of a run, with their times.
type progress struct {
	w     io.Writer
	also  string        // text after the time of the step
	steps []report.Step // the completed steps

	mu   sync.Mutex // note also runs during a step, after an interrupt
	open bool       // the line of a step has no time yet
}

// stepWidth aligns the times of all steps in one column.
const stepWidth = 40

// step runs a step, and prints its name, then its time. The error names the step. It wraps
// errInterrupted if the context was cancelled.
func (p *progress) step(ctx context.Context, name string, run func(context.Context) error) error {
	if ctx.Err() != nil {
		return interrupted(name)
	}
	p.begin(name)
	start := time.Now()
	if err := run(ctx); err != nil {
		if ctx.Err() != nil && !errors.Is(ctx.Err(), context.DeadlineExceeded) {
			p.end("interrupted")
			return interrupted(name)
		}
		p.end("failed")
		return fmt.Errorf("%s failed: %w", name, err)
	}
	p.steps = append(p.steps, report.Step{Name: name, Seconds: time.Since(start).Seconds()})
	p.end(fmt.Sprintf("%6.2f s  %s", time.Since(start).Seconds(), p.also))
	return nil
}

func interrupted(name string) error { return fmt.Errorf("%w: %s", errInterrupted, name) }

// begin opens the line of a step.
func (p *progress) begin(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.printf("%-*s", stepWidth, name)
	p.open, p.also = true, ""
}

// end completes the line of a step. If a note came between, end writes a new line.
func (p *progress) end(result string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.open {
		p.printf("%*s", stepWidth, "")
	}
	p.printf("%s\n", strings.TrimRight(result, " "))
	p.open = false
}

// note prints a line at once, even during a step.
func (p *progress) note(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open {
		p.printf("\n")
		p.open = false
	}
	p.printf("  "+format+"\n", args...)
}

// title writes a heading for the next document on standard output.
func (p *progress) title(text string) { p.printf("\n%s\n", text) }

// printf ignores write errors: the work continues and cleans up.
func (p *progress) printf(format string, args ...any) { _, _ = fmt.Fprintf(p.w, format, args...) }
