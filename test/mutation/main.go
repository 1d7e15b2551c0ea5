package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

type options struct {
	sample  int
	seed    string
	workers int
	changed string
	own     bool
	limit   time.Duration
	list    string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutation:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdout io.Writer) error {
	var o options
	flags := flag.NewFlagSet("mutation", flag.ContinueOnError)
	flags.IntVar(&o.sample, "sample", 0, "number of mutants of each package (default all)")
	flags.StringVar(&o.seed, "seed", "1", "selects the sample")
	flags.IntVar(&o.workers, "workers", runtime.NumCPU(), "number of test processes at a time")
	flags.StringVar(&o.changed, "changed", "", "only packages that differ from this commit")
	flags.BoolVar(&o.own, "own", false, "run only the tests of the package, not the wider ones: the score is a lower limit")
	flags.DurationVar(&o.limit, "limit", 0, "start no mutant after this time, and ignore the others; wider tests still run for those that have started (default no limit)")
	flags.StringVar(&o.list, "survivors", "test/mutation/survivors.yaml", "the mutants that may survive")
	if err := flags.Parse(args); err != nil {
		return err
	}
	selected, err := selectTargets(ctx, flags.Args(), o.changed)
	if err != nil {
		return err
	}
	if len(selected) == 0 {
		fmt.Fprintln(stdout, "no package of test/mutation/targets.go has changed")
		return nil
	}
	listed, err := readSurvivors(o.list)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "mutation")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	folders := make([]string, len(selected))
	for i, t := range selected {
		folders[i] = t.folder
	}
	source, err := rewrite(ctx, folders, work)
	if err != nil {
		return err
	}
	r := runner{options: o, source: source, work: work, binaries: map[string]*binary{}, log: stdout, start: time.Now()}
	var failed bool
	var table strings.Builder
	for _, t := range selected {
		result, err := r.measure(ctx, t, listed[t.folder])
		if err != nil {
			return err
		}
		failed = report(stdout, result) || failed
		fmt.Fprintf(&table, "| `%s` | %d | %d | %d | %d | %d | %d | %d | %.1f %% |\n", result.folder, result.mutants, result.run,
			result.killed, result.killedByWider, result.equivalent, len(result.survived), len(result.notReached), result.percent())
	}
	fmt.Fprintf(stdout, "\n| package | mutants | run | killed by its tests | by wider tests | equivalent | survived | not reached | score |\n"+
		"|---|---|---|---|---|---|---|---|---|\n%s", table.String())
	if failed {
		return fmt.Errorf("kill the survivors that %s does not list, or list them with the reason", o.list)
	}
	return nil
}

// report prints the survivors, and reports whether the package fails.
func report(stdout io.Writer, s *score) (failed bool) {
	list := func(title string, mutants []mutant) {
		for _, m := range mutants {
			fmt.Fprintf(stdout, "%s: %s:%d: %s\n", title, m.file, m.line, m.key)
		}
	}
	list("survived", s.survived)
	list("not reached", s.notReached)
	list("not listed", s.unlisted)
	list("listed, but killed: remove it", s.killedListed)
	if s.late > 0 {
		fmt.Fprintf(stdout, "%s: no time for %d mutants\n", s.folder, s.late)
	}
	fmt.Fprintf(stdout, "%s: %.1f %%\n", s.folder, s.percent())
	return len(s.unlisted) > 0 || s.percent() < threshold
}

// selectTargets returns the targets in the named folders, or all. With a base, only those whose folder differs from it.
func selectTargets(ctx context.Context, folders []string, base string) ([]target, error) {
	selected := targets
	if len(folders) > 0 {
		selected = nil
		for _, folder := range folders {
			at := slices.IndexFunc(targets, func(t target) bool { return t.folder == path.Clean(filepath.ToSlash(folder)) })
			if at < 0 {
				return nil, fmt.Errorf("%s: add the folder to test/mutation/targets.go", folder)
			}
			selected = append(selected, targets[at])
		}
	}
	if base == "" {
		return selected, nil
	}
	names, err := exec.CommandContext(ctx, "git", "diff", "--name-only", base+"...", "--", "*.go").Output()
	if err != nil {
		return nil, fmt.Errorf("git diff %s: %w", base, err)
	}
	changed := map[string]bool{}
	for name := range strings.Lines(string(names)) {
		changed[path.Dir(strings.TrimSpace(name))] = true
	}
	return slices.DeleteFunc(slices.Clone(selected), func(t target) bool { return !changed[t.folder] }), nil
}
