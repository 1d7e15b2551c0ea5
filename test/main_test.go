package test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"sync"
	"testing"

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
		prepared.engine, prepared.err = engine.Prepare(context.Background(), engine.Options{
			Log: func(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) },
		})
	})
	require.NoError(t, prepared.err)
	return prepared.engine
}
