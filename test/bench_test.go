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

	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/provider"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// benchExamples are examples with a pool, a domain and clients of their own, and no inputs but those of deploy.
var benchExamples = []string{"minimal", "refresh-token-rotation", "single-page-app", "native-app"}

// maxRatio is the part of the ordinary time that the suite's way may take.
const maxRatio = 0.15

// BenchmarkSuite runs the same commands for the same examples twice: in the ordinary way, in which each command starts
// a provider, one after the other; and in the suite's, with one provider and as many examples at once as go test runs
// tests. It fails if the second is not much faster. The start of the one provider counts.
//
//	go test ./test -run '^$' -bench '^BenchmarkSuite$' -benchtime 1x -count 1
func BenchmarkSuite(b *testing.B) {
	if target.New(b).URL == nil {
		b.Skip("AWS is slower than the difference")
	}
	if provider.Started() {
		b.Fatal("the provider of the suite runs already: -benchtime must be 1x, and no test may run before")
	}
	warm := deploy.CopyExample(b, benchExamples[0]) // what the disk reads for the first time counts for neither
	require.NoError(b, runCommands(b, warm, provider.PerCommand, "init", "validate"))

	alone, together := allBenched(b), allBenched(b)
	commands := []string{"init", "apply", "plan", "destroy"}
	start := time.Now()
	for _, example := range alone {
		require.NoError(b, runCommands(b, example, provider.PerCommand, commands...))
	}
	ordinarily := time.Since(start)

	start = time.Now()
	failures := make([]error, len(together))
	var workers sync.WaitGroup
	turns := make(chan struct{}, provider.Parallelism())
	for i, example := range together {
		workers.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			failures[i] = runCommands(b, example, provider.Shared, commands...)
		})
	}
	workers.Wait()
	suite := time.Since(start)
	require.NoError(b, errors.Join(failures...))

	ratio := suite.Seconds() / ordinarily.Seconds()
	b.ReportMetric(ordinarily.Seconds(), "s/ordinary")
	b.ReportMetric(suite.Seconds(), "s/suite")
	b.ReportMetric(ratio, "suite/ordinary")
	if ratio > maxRatio {
		b.Errorf("the suite's way takes %.2f of the ordinary time, more than %.2f", ratio, maxRatio)
	}
}

func allBenched(b *testing.B) []*deploy.Files {
	b.Helper()
	var all []*deploy.Files
	for _, example := range benchExamples {
		all = append(all, deploy.CopyExample(b, example))
	}
	return all
}

// run runs commands of Terraform on one of the ways, up to the first that fails.
func runCommands(b *testing.B, e *deploy.Files, w provider.Mode, commands ...string) error {
	variables := "-var-file=" + e.VarFile
	arguments := map[string][]string{
		"init":     {"init", "-input=false"},
		"validate": {"validate"},
		"apply":    {"apply", "-input=false", "-auto-approve", variables},
		"plan":     {"plan", "-input=false", "-detailed-exitcode", variables},
		"destroy":  {"destroy", "-input=false", "-auto-approve", variables},
	}
	env := os.Environ()
	for name, value := range provider.Variables(b, e.Target, w, e.Folder) {
		env = append(env, name+"="+value)
	}
	for _, name := range commands {
		command := exec.CommandContext(b.Context(), provider.Engine(b).Path, arguments[name]...)
		command.Dir, command.Env = e.Folder, env
		if output, err := command.CombinedOutput(); err != nil {
			return fmt.Errorf("%s of %s: %w\n%s", name, filepath.Base(e.Folder), err, output)
		}
	}
	return nil
}
