package check

import (
	"context"
	"errors"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// errStopped is the reason of a check that did not run before the context ended.
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
	left    []string
}

func newEnvironmentRun(e *environment.Environment, o *Options, notify func(Event)) *environmentRun {
	s := &environmentRun{environment: e, options: o, notify: notify, clients: make([]report.Client, len(e.Clients))}
	s.target = Memoize(func(ctx context.Context) (*Target, error) {
		connection, err := o.Connect(ctx, e)
		if err != nil {
			return nil, err
		}
		target := NewTarget(e, connection)
		if o.Live != nil {
			s.cleanup = o.Live.Open(target, connection.Users)
		}
		return target, nil
	})
	return s
}

// cleanUp removes what the live checks created.
func (s *environmentRun) cleanUp(ctx context.Context) {
	if s.cleanup != nil {
		s.left = s.cleanup(ctx)
	}
}

// tasks returns the tasks of the environment: the pool, then each client.
func (s *environmentRun) tasks() []func(context.Context) {
	tasks := []func(context.Context){s.checkPool}
	for i := range s.clients {
		tasks = append(tasks, func(ctx context.Context) { s.checkClient(ctx, i) })
	}
	return tasks
}

func (s *environmentRun) checkPool(ctx context.Context) {
	target, err := s.connect(ctx)
	s.results = s.run(ctx, OfPool, "", target, err)
}

func (s *environmentRun) checkClient(ctx context.Context, i int) {
	client := &s.environment.Clients[i]
	result := &s.clients[i]
	result.Key, result.ID = client.Key, client.ID
	target, err := s.connect(ctx)
	if err == nil {
		target = target.Clients[i]
		if target.Session != nil {
			defer target.Session.Close(ctx)
		}
	}
	result.Results = s.run(ctx, OfClient, client.Key, target, err)
	if err == nil {
		result.Lifetime = reportLifetime(ctx, target)
		if target.Session != nil && result.Lifetime != nil {
			result.Lifetime.Observed = target.Session.Events()
		}
	}
}

// connect returns the target of the pool. It connects at the first call.
func (s *environmentRun) connect(ctx context.Context) (*Target, error) {
	if ctx.Err() != nil {
		return nil, errStopped
	}
	return s.target(ctx)
}

// run runs the checks of a pool or a client. If the environment is unreachable, all of them
// are unchecked.
func (s *environmentRun) run(ctx context.Context, of Subject, client string, t *Target, unreachable error) []report.Result {
	var results []report.Result
	for _, c := range s.options.Checks {
		if c.Of != of {
			continue
		}
		event := Event{Environment: s.environment.Name, Client: client, Check: c.Name}
		notify := s.notify
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
func (s *environmentRun) result() report.Environment {
	e := s.environment
	result := report.Environment{
		Name: e.Name, Region: e.Region, UserPoolID: e.UserPoolID, Production: e.Production, Source: e.Source,
		Results: s.results, Clients: s.clients,
	}
	if len(s.clients) == 0 {
		result.Clients = nil
	}
	result.Left = s.left
	return result
}

// noClock is the reason of a check that requires a clock that can be moved.
const noClock = NotApplicable("the check requires a clock that can be moved: use cognitokit prove")
