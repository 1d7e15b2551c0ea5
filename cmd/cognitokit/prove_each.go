package main

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	declared "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// several reports whether the report names its environments by their folders, as in every shard of a run.
func (o proveOptions) several(dirs []string) bool { return len(dirs) > 1 || o.shard != "" }

// cleanPaths returns paths without differences in spelling, such as a slash at the end.
func cleanPaths(paths []string) []string {
	var clean []string
	for _, path := range paths {
		clean = append(clean, filepath.Clean(path))
	}
	return clean
}

// proveEach proves the roots of the shard, one after the other, and returns one report of all. A root that
// could not be proven is an environment with an unchecked result, and the other roots are still proven. An
// interrupt ends the run.
func (o proveOptions) proveEach(ctx context.Context, notes io.Writer, dirs []string) (*report.Report, error) {
	checks, err := o.selection.checks(proofChecks(), true)
	if err != nil {
		return nil, err
	}
	all := check.Run(ctx, nil, check.Options{Checks: checks, Now: time.Now})
	all.Checks = append(all.Checks, noChanges)
	var shard declared.Shard
	if o.shard != "" {
		if shard, err = declared.ParseShard(o.shard); err != nil {
			return nil, err
		}
		all.Shard = &report.Shard{Index: shard.Index, Count: shard.Count}
	}
	for _, dir := range dirs {
		if !shard.Has(dir) {
			continue
		}
		one := o
		one.dir = dir
		p := &proof{options: one, progress: progress{w: notes}}
		p.progress.title(dir)
		r, err := p.run(ctx, proofHooks{})
		if errors.Is(err, errInterrupted) {
			return nil, err
		}
		if err != nil {
			p.progress.note("%v", err)
			r = notProven(p, err)
		}
		nameByFolder(r, dir)
		all.Environments = append(all.Environments, r.Environments...)
		all.Proofs = append(all.Proofs, r.Proofs...)
	}
	all.Finished = time.Now()
	return all, nil
}

// notProven returns the report of a root that could not be proven. The result is unchecked, so that no format
// of the report shows the root as clean.
func notProven(p *proof, err error) *report.Report {
	return &report.Report{
		Environments: []report.Environment{{Results: []report.Result{{Check: noChanges.Name, Outcome: report.Unchecked, Reason: err.Error()}}}},
		Proofs:       []report.Proof{{Root: p.title, Steps: p.progress.steps}},
	}
}

// nameByFolder names the environments of a root by its folder, and adds the name of the pool if the root has
// several.
func nameByFolder(r *report.Report, dir string) {
	for i := range r.Environments {
		e := &r.Environments[i]
		e.Source = dir
		if len(r.Environments) == 1 {
			e.Name = filepath.ToSlash(dir)
			continue
		}
		e.Name = filepath.ToSlash(dir) + "/" + e.Name
	}
}
