package test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/engine"
	"github.com/cognitokit/terraform-aws-cognito/internal/relay"
)

var update = flag.Bool("update", false, "rewrite the golden shapes in testdata")

// prepared holds the engine of all tests: the provider is fetched once, by the first test that applies something.
var prepared struct {
	once   sync.Once
	engine *engine.Engine
	err    error
}

// running holds the provider that all tests share, the relay between Terraform and the provider, and the front between
// the provider and the stand-ins. The first test that needs the provider starts it.
var running struct {
	fronted  sync.Once
	front    *front
	frontErr error

	once     sync.Once
	relay    *relay.Relay     // nil if turned off
	provider *engine.Provider // without a relay
	err      error            // engine.ErrDevelopmentOverride if only the engine can start the provider
}

// besideEachOther returns the default of -parallel: more than the number of processors, because a test spends much of
// its time in pauses and other processes.
func besideEachOther() int { return 2 * runtime.GOMAXPROCS(0) }

func TestMain(m *testing.M) {
	flag.Parse()
	if !isSet("test.parallel") {
		if err := flag.Set("test.parallel", strconv.Itoa(besideEachOther())); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	code := m.Run()
	if testing.Verbose() && len(timed.tests) > 0 {
		timed.table(os.Stdout)
	}
	if err := cleanUp(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func isSet(name string) bool {
	set := false
	flag.Visit(func(f *flag.Flag) { set = set || f.Name == name })
	return set
}

// cleanUp ends what all tests shared, and tells of what went wrong with it that no test has seen.
func cleanUp() error {
	var failures []error
	if running.relay != nil {
		failures = append(failures, running.relay.Close())
	}
	if running.provider != nil {
		running.provider.Close()
	}
	if running.front != nil {
		for _, stray := range running.front.strayed() {
			failures = append(failures, fmt.Errorf("the provider sent a request that is for no test: %s", stray))
		}
		failures = append(failures, running.front.close())
	}
	if prepared.engine != nil {
		if err := prepared.engine.Close(); err != nil {
			failures = append(failures, fmt.Errorf("the engine's temporary folder stays behind: %w", err))
		}
	}
	return errors.Join(failures...)
}

// theEngine returns Terraform or OpenTofu with a provider source.
func theEngine(t testing.TB) *engine.Engine {
	t.Helper()
	prepared.once.Do(func() {
		ctx, cancel := untilTheRunEnds(t)
		defer cancel()
		prepared.engine, prepared.err = prepareEngine(ctx, engine.Options{})
	})
	require.NoError(t, prepared.err)
	return prepared.engine
}

// theFront returns what leads the running provider's requests to the stand-ins.
func theFront(t testing.TB) *front {
	t.Helper()
	running.fronted.Do(func() { running.front, running.frontErr = startFront() })
	require.NoError(t, running.frontErr)
	return running.front
}

// reattached returns the environment variables for a command to use the shared provider, or nil if only the engine can
// start it. The relay reduces the schema to the types in the folder, if folder is set.
func reattached(t testing.TB, env map[string]string, folder string) map[string]string {
	t.Helper()
	eng := theEngine(t)
	running.once.Do(func() {
		ctx, cancel := untilTheRunEnds(t)
		defer cancel()
		running.err = startRunning(ctx, eng, env)
	})
	if errors.Is(running.err, engine.ErrDevelopmentOverride) {
		return nil
	}
	require.NoError(t, running.err)
	if running.relay == nil {
		return running.provider.Env()
	}
	return attached(t, running.relay, folder)
}

func startRunning(ctx context.Context, eng *engine.Engine, env map[string]string) (err error) {
	if os.Getenv(relay.Variable) == relay.Off {
		running.provider, err = eng.StartProvider(ctx, env)
		return err
	}
	running.relay, err = startRelay(ctx, eng, env)
	return err
}

func startRelay(ctx context.Context, eng *engine.Engine, env map[string]string) (*relay.Relay, error) {
	return relay.Start(ctx, func(ctx context.Context) (relay.Process, error) {
		provider, err := eng.StartProvider(ctx, env)
		if err != nil {
			return nil, err // not a nil provider in an interface
		}
		return provider, nil
	})
}

// aloneOn returns the environment variables for a command to use a provider that only this test uses, or nil if each
// command starts its own.
func aloneOn(t testing.TB, env map[string]string, folder string) map[string]string {
	t.Helper()
	if os.Getenv(relay.Variable) == relay.Off {
		return nil
	}
	r, err := startRelay(t.Context(), theEngine(t), env)
	if errors.Is(err, engine.ErrDevelopmentOverride) {
		return nil
	}
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, r.Close()) })
	return attached(t, r, folder)
}

// attached opens a relay session for the commands of a test.
func attached(t testing.TB, r *relay.Relay, folder string) map[string]string {
	t.Helper()
	session, err := r.Open(relay.SessionOptions{Folder: folder})
	require.NoError(t, err)
	t.Cleanup(func() {
		session.Close()
		timed.add(t, providerTime, session.Spent())
	})
	return session.Env()
}

// untilTheRunEnds is for what outlives the test that happens to be first: it is not that test's context.
func untilTheRunEnds(t testing.TB) (context.Context, context.CancelFunc) {
	t.Helper()
	limited, ok := t.(interface{ Deadline() (time.Time, bool) }) // a benchmark has none
	if !ok {
		return context.WithCancel(context.Background())
	}
	deadline, ok := limited.Deadline()
	if !ok {
		return context.WithCancel(context.Background())
	}
	// Before go test ends the run with the stacks of all goroutines, which name no cause.
	return context.WithDeadline(context.Background(), deadline.Add(-min(time.Minute, time.Until(deadline)/10)))
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
