package trigger

import (
	"context"
	"sync"
	"time"
)

// MaxDuration is the longest time that a function for whose response the service does not wait may
// take (AWS Lambda quotas, "Function timeout").
const MaxDuration = 15 * time.Minute

// background runs the functions for whose response the service does not wait.
type background struct {
	mu      sync.Mutex
	ctx     context.Context // of the functions; nil before the first
	cancel  context.CancelFunc
	closed  bool
	running sync.WaitGroup
}

// run calls f in a goroutine, unless b is closed. The context of f ends when b is closed.
func (b *background) run(f func(ctx context.Context)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return
	}
	if b.ctx == nil {
		b.ctx, b.cancel = context.WithCancel(context.Background())
	}
	ctx := b.ctx
	b.running.Go(func() { f(ctx) })
}

func (b *background) close() {
	b.mu.Lock()
	b.closed = true
	if b.cancel != nil {
		b.cancel()
	}
	b.mu.Unlock()
	b.running.Wait()
}

// start invokes a function and does not wait for it. Its response is ignored, and its error is
// logged, unless it ended because i was closed. The service may invoke a function again after an error; the emulator does not.
func (i *Invoker) start(v invocation) {
	i.background.run(func(ctx context.Context) {
		if _, err := i.call(ctx, MaxDuration, v); err != nil && i.Log != nil && ctx.Err() == nil {
			i.Log.Warn("a Lambda function failed", "trigger", v.trigger, "error", err)
		}
	})
}

// Close ends the functions that still run without a caller, and waits for them.
func (i *Invoker) Close() { i.background.close() }
