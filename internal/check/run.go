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

// DefaultConcurrency is the default of [Options].Concurrency.
const DefaultConcurrency = 8

// Options configures a run.
type Options struct {
	Checks []Check
	// Connect connects to an environment. Run calls it once per environment, from several
	// goroutines. Its error is the reason why the checks of that environment could not run.
	Connect func(context.Context, *environment.Environment) (Connection, error)
	// Now returns the time for the report.
	Now func() time.Time
	// Concurrency is the number of pools and clients that are checked at the same time.
	// Default: [DefaultConcurrency].
	Concurrency int
	// Live opens the sessions of live checks. It is nil if Checks contains none.
	Live Sessions
	// Progress receives an event when a check begins, waits or ends, in this order, one event
	// at a time. Nil ignores the events.
	Progress func(Event)
}

// Run runs the checks on each environment. The report lists the environments in their given
// order. It also contains the checks that could not run, with the reason.
//
// If the context ends, Run stops, and the checks that have not run are unchecked.
//
// Pools and clients run concurrently. A live run checks the clients of one environment one
// after another, because their sign-ins use the same user. A run with a check that moves the
// clock also checks the environments one after another and ignores Concurrency: they share the
// clock, and no other check may move it before the response to a request near an expiry. Each
// client then has its own sign-ins, because the sign-ins of another client have other times.
//
// If a check panics, Run removes the temporary users of all environments and then panics.
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
		fault  atomic.Pointer[string] // the first panic, with its stack
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
					if value := recover(); value != nil {
						fault.CompareAndSwap(nil, new(fmt.Sprintf("%v\n\n%s", value, debug.Stack())))
						stop()
					}
				}()
				task(ctx)
				return nil
			})
		}
	}
	_ = group.Wait() // the report contains the errors
	if first := fault.Load(); first != nil {
		panic(*first)
	}
	for _, e := range runs {
		r.Environments = append(r.Environments, e.result())
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

// inSequence returns a task that runs several tasks one after another, and then last, even if
// a task panics.
func inSequence(tasks []func(context.Context), last func(context.Context)) func(context.Context) {
	return func(ctx context.Context) {
		defer last(ctx)
		for _, task := range tasks {
			task(ctx)
		}
	}
}

// newResult returns the result of a check that returned these findings and this error.
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
