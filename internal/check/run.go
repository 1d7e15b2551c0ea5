package check

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// DefaultConcurrency is how many pools and clients are looked at at once where
// [Options] do not say.
const DefaultConcurrency = 8

// Options say how to run.
type Options struct {
	Checks []Check
	// Connect says how an environment is reached. It is asked once for each, and by
	// several goroutines for several environments at once. Its error is the reason why
	// none of that environment's checks could look.
	Connect func(context.Context, *environment.Environment) (Connection, error)
	// Now is the time of the report.
	Now func() time.Time
	// Concurrency is how many pools and clients are looked at at once. Default:
	// [DefaultConcurrency].
	Concurrency int
	// Live is how the live checks sign in. Nil unless one of Checks is live.
	Live Sessions
	// Progress is told when a check begins and when it ends, in the order in which that
	// happens and never twice at once. Default: nobody is told.
	Progress func(Event)
}

// Run runs the checks on each environment. What could not be looked at is in the report.
// The report has the order of the environments, whatever was done first.
//
// The end of the context ends the run: what was not looked at by then is unchecked.
//
// Pools and clients are looked at apart from each other, also those of one environment.
// A live run checks the clients of one environment one after another, because their
// sign-ins use one user. A run with a check that moves the clock also checks the
// environments one after another and ignores Concurrency: they share the clock, and no
// other check may move it before the response to a request near an expiry. Each client then
// has its own sign-ins, because the sign-ins of another client have other times.
//
// A panic of a check ends the run, and goes on once every environment's temporary user is
// removed.
func Run(ctx context.Context, environments []environment.Environment, o Options) *report.Report {
	r := &report.Report{Version: report.Version, Started: o.Now()}
	for _, c := range o.Checks {
		r.Checks = append(r.Checks, report.Check{Name: c.Name, Doc: c.Doc, Live: c.Live})
		r.Live = r.Live || c.Live
	}
	var (
		notify = o.notifier(environments)
		runs   = make([]*environmentRun, len(environments))
		group  errgroup.Group
		broke  atomic.Pointer[string] // the first panic, with its stack
	)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	group.SetLimit(o.concurrency())
	if slices.ContainsFunc(o.Checks, func(c Check) bool { return c.Clock }) {
		group.SetLimit(1)
	}
	for i := range environments {
		runs[i] = newEnvironmentRun(&environments[i], &o, notify)
		tasks := runs[i].tasks()
		if r.Live {
			tasks = []func(context.Context){inSequence(tasks, runs[i].cleanUp)}
		}
		for _, task := range tasks {
			group.Go(func() error {
				defer func() {
					if fault := recover(); fault != nil {
						broke.CompareAndSwap(nil, new(fmt.Sprintf("%v\n\n%s", fault, debug.Stack())))
						stop()
					}
				}()
				task(ctx)
				return nil
			})
		}
	}
	_ = group.Wait() // what fails is in the report
	if fault := broke.Load(); fault != nil {
		panic(*fault)
	}
	for _, s := range runs {
		r.Environments = append(r.Environments, s.result())
	}
	r.Finished = o.Now()
	return r
}

func (o *Options) concurrency() int {
	if o.Concurrency > 0 {
		return o.Concurrency
	}
	return DefaultConcurrency
}

// inSequence makes one task of several, and of one that is done whatever happens to them.
func inSequence(tasks []func(context.Context), last func(context.Context)) func(context.Context) {
	return func(ctx context.Context) {
		defer last(ctx)
		for _, task := range tasks {
			task(ctx)
		}
	}
}

// newResult is how a check ended that answered so.
func newResult(check string, findings []report.Finding, err error) report.Result {
	result := report.Result{Check: check, Findings: findings}
	switch notApplicable := NotApplicable(""); {
	case errors.As(err, &notApplicable):
		result.Outcome, result.Reason = report.NotApplicable, string(notApplicable)
	case err != nil:
		result.Outcome, result.Reason = report.Unchecked, Reason(err)
	case len(findings) > 0:
		result.Outcome = report.Failed
	default:
		result.Outcome = report.Passed
	}
	return result
}
