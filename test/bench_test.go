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

// benchExamples are examples with a pool, a domain and clients. They require only the inputs that every deployment
// sets.
var benchExamples = []string{"minimal", "refresh-token-rotation", "single-page-app", "native-app"}

// maxRatio is the largest accepted ratio of the time with the shared provider to the time with a provider per command.
const maxRatio = 0.15

// BenchmarkSuite runs the same commands for the same examples twice: first in sequence with a provider per command, then
// concurrently with the shared provider, as go test runs the tests. The time of the second run includes the start of the
// shared provider. The benchmark fails if the ratio exceeds maxRatio.
//
//	go test ./test -run '^$' -bench '^BenchmarkSuite$' -benchtime 1x -count 1
func BenchmarkSuite(b *testing.B) {
	if target.New(b).URL == nil {
		b.Skip("on AWS the requests take longer than the difference")
	}
	if provider.Started() {
		b.Fatal("the shared provider runs already: use -benchtime 1x and run no test before")
	}
	warm := deploy.CopyExample(b, benchExamples[0]) // fills the disk cache for both runs
	require.NoError(b, runCommands(b, warm, provider.PerCommand, "init", "validate"))

	perCommand, shared := allBenched(b), allBenched(b)
	commands := []string{"init", "apply", "plan", "destroy"}
	start := time.Now()
	for _, example := range perCommand {
		require.NoError(b, runCommands(b, example, provider.PerCommand, commands...))
	}
	before := time.Since(start)

	start = time.Now()
	failures := make([]error, len(shared))
	var workers sync.WaitGroup
	turns := make(chan struct{}, provider.Parallelism())
	for i, example := range shared {
		workers.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			failures[i] = runCommands(b, example, provider.Shared, commands...)
		})
	}
	workers.Wait()
	after := time.Since(start)
	require.NoError(b, errors.Join(failures...))

	ratio := after.Seconds() / before.Seconds()
	b.ReportMetric(before.Seconds(), "s/ordinary")
	b.ReportMetric(after.Seconds(), "s/suite")
	b.ReportMetric(ratio, "ratio")
	b.ReportMetric(maxRatio, "ratio-max")
	if ratio > maxRatio {
		b.Errorf("the shared provider takes %.2f of the time of a provider per command, more than %.2f", ratio, maxRatio)
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

// runCommands runs commands of Terraform up to the first that fails.
func runCommands(b *testing.B, e *deploy.Files, mode provider.Mode, commands ...string) error {
	variables := "-var-file=" + e.VarFile
	arguments := map[string][]string{
		"init":     {"init", "-input=false"},
		"validate": {"validate"},
		"apply":    {"apply", "-input=false", "-auto-approve", variables},
		"plan":     {"plan", "-input=false", "-detailed-exitcode", variables},
		"destroy":  {"destroy", "-input=false", "-auto-approve", variables},
	}
	env := os.Environ()
	for name, value := range provider.Variables(b, e.Target, mode, e.Folder) {
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
