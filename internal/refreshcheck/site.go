package refreshcheck

import (
	"context"
	"errors"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// errStopped is why a check did not look after the end of the run's context.
var errStopped = errors.New("the run was stopped before this was looked at")

// site is one environment while a run looks at it. Each task writes what is its own.
type site struct {
	environment *environment.Environment
	options     *Options
	tell        func(Event)

	target  func(context.Context) (*Target, error) // of the pool; it connects
	results []report.Result
	clients []report.Client

	visit *visit // nil without live checks
}

func newSite(e *environment.Environment, o *Options, tell func(Event)) *site {
	s := &site{environment: e, options: o, tell: tell, clients: make([]report.Client, len(e.Clients))}
	s.target = once(func(ctx context.Context) (*Target, error) {
		connection, err := o.Connect(ctx, e)
		if err != nil {
			return nil, err
		}
		target := newTarget(e, connection)
		if o.Live != nil {
			s.visit = newVisit(o.Live, target, connection.People)
		}
		return target, nil
	})
	return s
}

// leave ends what the live checks have begun.
func (s *site) leave(ctx context.Context) {
	if s.visit != nil {
		s.visit.end(ctx)
	}
}

// tasks are what there is to do: the pool, then each client.
func (s *site) tasks() []func(context.Context) {
	tasks := []func(context.Context){s.pool}
	for i := range s.clients {
		tasks = append(tasks, func(ctx context.Context) { s.client(ctx, i) })
	}
	return tasks
}

func (s *site) pool(ctx context.Context) {
	target, err := s.reach(ctx)
	s.results = s.run(ctx, OfPool, "", target, err)
}

func (s *site) client(ctx context.Context, i int) {
	client := &s.environment.Clients[i]
	result := &s.clients[i]
	result.Key, result.ID = client.Key, client.ID
	target, err := s.reach(ctx)
	if err == nil {
		target = target.Clients[i]
		if target.Session != nil {
			defer target.Session.close(ctx)
		}
	}
	result.Results = s.run(ctx, OfClient, client.Key, target, err)
	if err == nil {
		result.Lifetime = lifetime(ctx, target)
		if target.Session != nil && result.Lifetime != nil {
			result.Lifetime.Observed = target.Session.events
		}
	}
}

// reach is the target of the pool.
func (s *site) reach(ctx context.Context) (*Target, error) {
	if ctx.Err() != nil {
		return nil, errStopped
	}
	return s.target(ctx)
}

// run runs the checks of a pool or a client, unless it could not be reached.
func (s *site) run(ctx context.Context, of Subject, client string, t *Target, unreachable error) []report.Result {
	var results []report.Result
	for _, c := range s.options.Checks {
		if c.Of != of {
			continue
		}
		event := Event{Environment: s.environment.Name, Client: client, Check: c.Name}
		tell := s.tell
		if ctx.Err() != nil { // what was not looked at any more is no news
			tell = func(Event) {}
		}
		tell(event)
		result := outcome(c.Name, nil, unreachable)
		if unreachable == nil {
			if t.Session != nil {
				t.Session.waits = func(d time.Duration) {
					waiting := event
					waiting.Wait = d
					tell(waiting)
				}
			}
			result = look(ctx, c, t)
		}
		results = append(results, result)
		event.Outcome = result.Outcome
		if ctx.Err() == nil {
			tell(event)
		}
	}
	return results
}

// look runs one check.
func look(ctx context.Context, c Check, t *Target) report.Result {
	if ctx.Err() != nil {
		return outcome(c.Name, nil, errStopped)
	}
	if c.Clock && (t.Session == nil || t.Session.live.Advance == nil) {
		return outcome(c.Name, nil, noClock)
	}
	findings, err := c.Run(ctx, t)
	if err != nil && ctx.Err() != nil && !errors.As(err, new(NotApplicable)) {
		err = errStopped // and not what the end of the context looks like from below
	}
	return outcome(c.Name, findings, err)
}

// result is the environment's part of the report.
func (s *site) result() report.Environment {
	e := s.environment
	result := report.Environment{
		Name: e.Name, Region: e.Region, UserPoolID: e.UserPoolID, Production: e.Production, Source: e.Source,
		Results: s.results, Clients: s.clients,
	}
	if len(s.clients) == 0 {
		result.Clients = nil
	}
	if s.visit != nil {
		result.Left = s.visit.left
	}
	return result
}
