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

// installed has the engine of all tests. The first test that applies a configuration installs it and the provider.
var installed struct {
	once   sync.Once
	engine *engine.Engine
	err    error
}

// Engine returns Terraform or OpenTofu with a source of the AWS provider.
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

// runContext is the context of what outlives the test that happens to be first. It ends shortly before the timeout of
// go test, which would print the stacks of all goroutines and no cause.
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

// prepareEngine reports slow steps on standard error, and returns an error that names the remedy if the deadline
// passes.
func prepareEngine(ctx context.Context, options engine.Options) (*engine.Engine, error) {
	doing := "looking for Terraform or OpenTofu and the AWS provider"
	options.Log = func(format string, args ...any) {
		doing = fmt.Sprintf(format, args...)
		fmt.Fprintln(os.Stderr, doing)
	}
	eng, err := engine.Prepare(ctx, options)
	if errors.Is(err, context.DeadlineExceeded) {
		return nil, fmt.Errorf("go test's timeout is too short for what the suite needs first (%s): run `go test -timeout 60m ./test`, or name a filesystem mirror of the AWS provider in %s", doing, engine.MirrorVariable)
	}
	return eng, err
}
