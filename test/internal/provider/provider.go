package provider

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/engine"
	"github.com/cognitokit/terraform-aws-cognito/internal/relay"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/router"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

// running contains the provider that all tests share, the relay between Terraform and the provider, and the router between
// the provider and the emulators. The first test that needs the provider starts them.
var running struct {
	routerOnce sync.Once
	router     *router.Router
	routerErr  error

	once     sync.Once
	relay    *relay.Relay     // nil if COGNITOKIT_RELAY=off
	provider *engine.Provider // nil if a relay runs
	err      error            // engine.ErrDevelopmentOverride if only Terraform can start the provider
}

// Parallelism returns the default of -parallel. It exceeds the number of processors, because a test spends most of its
// time in pauses and other processes.
func Parallelism() int { return 2 * runtime.GOMAXPROCS(0) }

// Close stops the shared provider, and returns the errors that do not belong to a test.
func Close() error {
	var failures []error
	if running.relay != nil {
		failures = append(failures, running.relay.Close())
	}
	if running.provider != nil {
		running.provider.Close()
	}
	if running.router != nil {
		for _, unrouted := range running.router.Unrouted() {
			failures = append(failures, fmt.Errorf("the shared provider sent a request that belongs to no test: %s", unrouted))
		}
		failures = append(failures, running.router.Close())
	}
	if installed.engine != nil {
		if err := installed.engine.Close(); err != nil {
			failures = append(failures, fmt.Errorf("the engine's temporary folder was not removed: %w", err))
		}
	}
	return errors.Join(failures...)
}

// sharedProvider returns the environment variables with which a command uses the shared provider. It returns nil if a
// development override is in use, because then only Terraform can start the provider. If folder is not empty, the relay
// reduces the schema to the types in it.
func sharedProvider(t testing.TB, env map[string]string, folder string) map[string]string {
	t.Helper()
	eng := Engine(t)
	running.once.Do(func() {
		ctx, cancel := runContext(t)
		defer cancel()
		running.err = startShared(ctx, eng, env)
	})
	if errors.Is(running.err, engine.ErrDevelopmentOverride) {
		return nil
	}
	require.NoError(t, running.err)
	if running.relay == nil {
		return running.provider.Env()
	}
	return openSession(t, running.relay, folder)
}

func startShared(ctx context.Context, eng *engine.Engine, env map[string]string) (err error) {
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
			return nil, err // avoid a typed nil in the interface
		}
		return provider, nil
	})
}

// dedicatedProvider starts a provider for one test, and returns the environment variables with which a command uses it. It
// returns nil if each command has to start its own provider.
func dedicatedProvider(t testing.TB, env map[string]string, folder string) map[string]string {
	t.Helper()
	if os.Getenv(relay.Variable) == relay.Off {
		return nil
	}
	r, err := startRelay(t.Context(), Engine(t), env)
	if errors.Is(err, engine.ErrDevelopmentOverride) {
		return nil
	}
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, r.Close()) })
	return openSession(t, r, folder)
}

// openSession opens a relay session for the commands of a test.
func openSession(t testing.TB, r *relay.Relay, folder string) map[string]string {
	t.Helper()
	session, err := r.Open(relay.SessionOptions{Folder: folder})
	require.NoError(t, err)
	t.Cleanup(func() {
		session.Close()
		timing.Add(t, timing.Provider, session.Spent())
	})
	return session.Env()
}

// Started reports whether the shared provider was started.
func Started() bool { return running.relay != nil || running.provider != nil }
