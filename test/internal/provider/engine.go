package provider

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/engine"
)

// installed contains the engine of all tests. The first test that applies a configuration installs it and the provider.
var installed struct {
	once   sync.Once
	engine *engine.Engine
	err    error
}

// Engine returns Terraform or OpenTofu, prepared with the AWS provider.
func Engine(t testing.TB) *engine.Engine {
	t.Helper()
	installed.once.Do(func() {
		ctx, cancel := runContext(t)
		defer cancel()
		installed.engine, installed.err = prepareEngine(ctx, engine.Options{})
	})
	require.NoError(t, installed.err)
	return installed.engine
}

// runContext returns a context for work that the first test starts for all tests. It ends shortly before the timeout of go
// test, because that timeout prints the stacks of all goroutines and not the cause.
func runContext(t testing.TB) (context.Context, context.CancelFunc) {
	t.Helper()
	limited, ok := t.(interface{ Deadline() (time.Time, bool) }) // a benchmark has no deadline
	if !ok {
		return context.WithCancel(context.Background())
	}
	deadline, ok := limited.Deadline()
	if !ok {
		return context.WithCancel(context.Background())
	}
	return context.WithDeadline(context.Background(), deadline.Add(-min(time.Minute, time.Until(deadline)/10)))
}

// prepareEngine prepares the engine and reports slow steps on standard error. If the deadline passes, the error contains the
// remedy.
func prepareEngine(ctx context.Context, options engine.Options) (*engine.Engine, error) {
	current := "looking for Terraform or OpenTofu and the AWS provider"
	options.Log = func(format string, args ...any) {
		current = fmt.Sprintf(format, args...)
		fmt.Fprintln(os.Stderr, current)
	}
	eng, err := engine.Prepare(ctx, options)
	if errors.Is(err, context.DeadlineExceeded) {
		return nil, fmt.Errorf("go test's timeout is too short for the preparation of the tests (%s): run `go test -timeout 60m ./test`, or name a filesystem mirror of the AWS provider in %s", current, engine.MirrorVariable)
	}
	return eng, err
}
