package test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/engine"
)

var update = flag.Bool("update", false, "rewrite the golden shapes in testdata")

// prepared holds the engine of all tests: the provider is fetched once, by the first test that applies something.
var prepared struct {
	once   sync.Once
	engine *engine.Engine
	err    error
}

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	if prepared.engine != nil {
		if err := prepared.engine.Close(); err != nil {
			fmt.Fprintln(os.Stderr, "the engine's temporary folder stays behind:", err)
			code = 1
		}
	}
	os.Exit(code)
}

// theEngine returns Terraform or OpenTofu with a provider source.
func theEngine(t *testing.T) *engine.Engine {
	t.Helper()
	prepared.once.Do(func() {
		// Not the context of the test that happens to be first: the engine outlives it.
		ctx := context.Background()
		if deadline, ok := t.Deadline(); ok {
			// Before go test ends the run with the stacks of all goroutines, which name no cause.
			var cancel context.CancelFunc
			ctx, cancel = context.WithDeadline(ctx, deadline.Add(-min(time.Minute, time.Until(deadline)/10)))
			defer cancel()
		}
		prepared.engine, prepared.err = prepareEngine(ctx, engine.Options{})
	})
	require.NoError(t, prepared.err)
	return prepared.engine
}

// prepareEngine says on standard error what takes time, and if the context's deadline came first says so in one sentence.
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

func TestASlowPreparationSaysWhatToDo(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithDeadline(t.Context(), time.Now())
	defer cancel()
	_, err := prepareEngine(ctx, engine.Options{})
	require.EqualError(t, err, "go test's timeout is too short for what the suite needs first (looking for Terraform or OpenTofu and the AWS provider): run `go test -timeout 60m ./test`, or name a filesystem mirror of the AWS provider in COGNITOKIT_PROVIDER_MIRROR")
}
