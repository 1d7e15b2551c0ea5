package check

import (
	"context"
	"errors"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// errStopped is the reason why a check did not run before the context ended.
var errStopped = errors.New("the run was stopped before this check")

// environmentRun runs the checks of one environment. Its tasks may run at the same time; each
// writes only its own results.
type environmentRun struct {
	environment *environment.Environment
	options     *Options
	notify      func(Event)

	target  func(context.Context) (*Target, error) // the target of the pool
	results []report.Result
	clients []report.Client

	cleanup func(context.Context) []string // nil without live checks
	left    []string                       // messages about users that could not be deleted
}

func newEnvironmentRun(e *environment.Environment, o *Options, notify func(Event)) *environmentRun {
	r := &environmentRun{environment: e, options: o, notify: notify, clients: make([]report.Client, len(e.Clients))}
	r.target = Memoize(func(ctx context.Context) (*Target, error) {
		connection, err := o.Connect(ctx, e)
		if err != nil {
			return nil, err
		}
		target := NewTarget(e, connection, o.Now)
		if o.Live != nil {
			r.cleanup = o.Live.Open(target, connection.Users)
		}
		return target, nil
	})
	return r
}

// cleanUp removes what the live checks created.
func (r *environmentRun) cleanUp(ctx context.Context) {
	if r.cleanup != nil {
		r.left = r.cleanup(ctx)
	}
}

// tasks returns the tasks of the environment: the pool, then each client.
func (r *environmentRun) tasks() []func(context.Context) {
	tasks := []func(context.Context){r.checkPool}
	for i := range r.clients {
		tasks = append(tasks, func(ctx context.Context) { r.checkClient(ctx, i) })
	}
	return tasks
}

func (r *environmentRun) checkPool(ctx context.Context) {
	target, err := r.connect(ctx)
	r.results = r.run(ctx, OfPool, "", target, err)
}

func (r *environmentRun) checkClient(ctx context.Context, i int) {
	client := &r.environment.Clients[i]
	result := &r.clients[i]
	result.Key, result.ID = client.Key, client.ID
	target, err := r.connect(ctx)
	if err == nil {
		target = target.Clients[i]
		if target.Session != nil {
			defer target.Session.Close(ctx)
		}
	}
	result.Results = r.run(ctx, OfClient, client.Key, target, err)
	if err == nil {
		result.Lifetime = reportLifetime(ctx, target)
		if target.Session != nil && result.Lifetime != nil {
			result.Lifetime.Observed = target.Session.Events()
		}
	}
}

// connect returns the target of the pool. It connects at the first call.
func (r *environmentRun) connect(ctx context.Context) (*Target, error) {
	if ctx.Err() != nil {
		return nil, errStopped
	}
	return r.target(ctx)
}

// run runs the checks of a pool or a client. If the environment is unreachable, all of them
// are unchecked.
func (r *environmentRun) run(ctx context.Context, of Subject, client string, t *Target, unreachable error) []report.Result {
	var results []report.Result
	for _, c := range r.options.Checks {
		if c.Of != of {
			continue
		}
		event := Event{Environment: r.environment.Name, Client: client, Check: c.Name}
		notify := r.notify
		if ctx.Err() != nil { // a stopped run reports no further events
			notify = func(Event) {}
		}
		notify(event)
		result := newResult(c.Name, nil, unreachable)
		if unreachable == nil {
			if t.Session != nil {
				t.Session.OnWait(func(d time.Duration) {
					waiting := event
					waiting.Wait = d
					notify(waiting)
				})
			}
			result = runCheck(ctx, c, t)
		}
		results = append(results, result)
		event.Outcome = result.Outcome
		if ctx.Err() == nil {
			notify(event)
		}
	}
	return results
}

// runCheck runs one check. It reports errStopped for errors that the end of the context
// caused.
func runCheck(ctx context.Context, c Check, t *Target) report.Result {
	if ctx.Err() != nil {
		return newResult(c.Name, nil, errStopped)
	}
	if c.Clock && (t.Session == nil || !t.Session.MovesClock()) {
		return newResult(c.Name, nil, noClock)
	}
	findings, err := c.Run(ctx, t)
	if err != nil && ctx.Err() != nil && !errors.As(err, new(NotApplicable)) {
		err = errStopped
	}
	return newResult(c.Name, findings, err)
}

// result returns the environment's part of the report.
func (r *environmentRun) result() report.Environment {
	e := r.environment
	result := report.Environment{
		Name: e.Name, Region: e.Region, UserPoolID: e.UserPoolID, Production: e.Production, Source: e.Source,
		Results: r.results, Clients: r.clients, Left: r.left,
	}
	if len(r.clients) == 0 {
		result.Clients = nil
	}
	return result
}

// noClock is the reason why a check of expiries does not run on AWS.
const noClock = NotApplicable("the check requires a clock that can be moved: use cognitokit prove")
