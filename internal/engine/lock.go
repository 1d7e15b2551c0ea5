package engine

import (
	"context"
	"fmt"
	"time"

	"github.com/gofrs/flock"
)

// lockRetry is the interval at which a waiting process tries to acquire the lock.
const lockRetry = 100 * time.Millisecond

// lock waits until no other process has the lock of a file, and acquires it. The operating system releases the
// lock when the process exits, even if the process is killed. If ctx ends first, the error is ctx.Err().
func lock(ctx context.Context, path string) (unlock func(), err error) {
	file := flock.New(path, flock.SetPermissions(0o600))
	locked, err := file.TryLockContext(ctx, lockRetry)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("cannot lock the provider cache: %w", err)
	case !locked: // flock documents false without an error only for ctx
		return nil, fmt.Errorf("cannot lock the provider cache %s", path)
	}
	return func() { _ = file.Unlock() }, nil // after an error, the lock ends with the process
}
