package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// slowAfter is the time after which a command reports what it waits for.
const slowAfter = 2 * time.Second

// slowly shows what a command waits for, with the time, if it takes longer than slowAfter. It writes to a terminal only. The
// caller must call done, which erases the line; more calls do nothing.
func slowly(ctx context.Context, w io.Writer, what string) (done func()) {
	if file, ok := w.(*os.File); !ok || !isTerminal(file) {
		return func() {}
	}
	return showSlowly(ctx, w, what)
}

// showSlowly is slowly for a terminal.
func showSlowly(ctx context.Context, terminal io.Writer, what string) (done func()) {
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	running.Go(func() {
		start := time.Now()
		for wait, shown := slowAfter, false; ; wait, shown = time.Second, true {
			select {
			case <-ctx.Done():
				if shown {
					_, _ = io.WriteString(terminal, clearLine)
				}
				return
			case <-time.After(wait):
				_, _ = fmt.Fprintf(terminal, "%s%s: %d s", clearLine, what, int(time.Since(start).Seconds()))
			}
		}
	})
	return func() {
		cancel()
		running.Wait()
	}
}
