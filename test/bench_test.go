package test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// benchExamples are examples with a pool, a domain and clients of their own, and no inputs but those of deploy.
var benchExamples = []string{"minimal", "refresh-token-rotation", "single-page-app", "native-app"}

// suitesShare is the part of the ordinary time that the suite's way may take.
const suitesShare = 0.15

// BenchmarkSuite runs the same commands for the same examples twice: in the ordinary way, in which each command starts
// a provider, one after the other; and in the suite's, with one provider and as many examples at once as go test runs
// tests. It fails if the second is not much faster. The start of the one provider counts.
//
//	go test ./test -run '^$' -bench '^BenchmarkSuite$' -benchtime 1x -count 1
func BenchmarkSuite(b *testing.B) {
	if newEnvironment(b).url == nil {
		b.Skip("AWS is slower than the difference")
	}
	if running.relay != nil || running.provider != nil {
		b.Fatal("the provider of the suite runs already: -benchtime must be 1x, and no test may run before")
	}
	warm := newBenched(b, benchExamples[0]) // what the disk reads for the first time counts for neither
	require.NoError(b, warm.run(b, ordinary, "init", "validate"))

	alone, together := allBenched(b), allBenched(b)
	commands := []string{"init", "apply", "plan", "destroy"}
	start := time.Now()
	for _, example := range alone {
		require.NoError(b, example.run(b, ordinary, commands...))
	}
	ordinarily := time.Since(start)

	start = time.Now()
	failures := make([]error, len(together))
	var workers sync.WaitGroup
	turns := make(chan struct{}, besideEachOther())
	for i, example := range together {
		workers.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			failures[i] = example.run(b, shared, commands...)
		})
	}
	workers.Wait()
	suite := time.Since(start)
	require.NoError(b, errors.Join(failures...))

	ratio := suite.Seconds() / ordinarily.Seconds()
	b.ReportMetric(ordinarily.Seconds(), "s/ordinary")
	b.ReportMetric(suite.Seconds(), "s/suite")
	b.ReportMetric(ratio, "suite/ordinary")
	if ratio > suitesShare {
		b.Errorf("the suite's way takes %.2f of the ordinary time, more than %.2f", ratio, suitesShare)
	}
}

// benched is an example in a copy, with a stand-in of its own.
type benched struct {
	deployment *deployment
	folder     string
	vars       string
}

func allBenched(b *testing.B) []*benched {
	b.Helper()
	var all []*benched
	for _, example := range benchExamples {
		all = append(all, newBenched(b, example))
	}
	return all
}

func newBenched(b *testing.B, example string) *benched {
	b.Helper()
	unique, root := lowerCaseName(b), b.TempDir()
	d := &deployment{env: newEnvironment(b), name: "cognitokit-" + unique, prefix: "signin-" + unique, vars: map[string]any{}}
	folder := copyOf(b, "examples/"+example, root)
	d.complete(b, declared(b, folder))
	theFront(b).belongs(unique, d.env.url)
	return &benched{deployment: d, folder: folder, vars: writeVars(b, filepath.Join(root, "suite.tfvars.json"), d.vars)}
}

// run runs commands of Terraform on one of the ways, up to the first that fails.
func (e *benched) run(b *testing.B, w way, commands ...string) error {
	variables := "-var-file=" + e.vars
	arguments := map[string][]string{
		"init":     {"init", "-input=false"},
		"validate": {"validate"},
		"apply":    {"apply", "-input=false", "-auto-approve", variables},
		"plan":     {"plan", "-input=false", "-detailed-exitcode", variables},
		"destroy":  {"destroy", "-input=false", "-auto-approve", variables},
	}
	env := os.Environ()
	for name, value := range e.deployment.env.commands(b, w, e.folder) {
		env = append(env, name+"="+value)
	}
	for _, name := range commands {
		command := exec.CommandContext(b.Context(), theEngine(b).Path, arguments[name]...)
		command.Dir, command.Env = e.folder, env
		if output, err := command.CombinedOutput(); err != nil {
			return fmt.Errorf("%s of %s: %w\n%s", name, filepath.Base(e.folder), err, output)
		}
	}
	return nil
}
