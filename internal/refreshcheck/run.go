package refreshcheck

import (
	"context"
	"errors"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// Options say how to run.
type Options struct {
	Checks []Check
	// Connect says how an environment is reached. Its error is the reason why none of
	// that environment's checks could look.
	Connect func(context.Context, *environment.Environment) (Connection, error)
	// Now is the time of the report.
	Now func() time.Time
}

// Run runs the checks on each environment. What could not be looked at is in the report.
func Run(ctx context.Context, environments []environment.Environment, o Options) *report.Report {
	r := &report.Report{Version: report.Version, Started: o.Now()}
	for _, c := range o.Checks {
		r.Checks = append(r.Checks, report.Check{Name: c.Name, Doc: c.Doc, Live: c.Live})
		r.Live = r.Live || c.Live
	}
	for i := range environments {
		r.Environments = append(r.Environments, o.environment(ctx, &environments[i]))
	}
	r.Finished = o.Now()
	return r
}

func (o *Options) environment(ctx context.Context, e *environment.Environment) report.Environment {
	result := report.Environment{Name: e.Name, Region: e.Region, UserPoolID: e.UserPoolID, Production: e.Production, Source: e.Source}
	connection, err := o.Connect(ctx, e)
	if err != nil {
		for _, c := range o.Checks {
			if c.Of == OfPool {
				result.Results = append(result.Results, outcome(c.Name, nil, err))
			}
		}
		return result
	}
	pool := newTarget(e, connection)
	result.Results = o.results(ctx, OfPool, pool)
	for i := range e.Clients {
		client := &e.Clients[i]
		target := pool.ofClient(client, connection)
		result.Clients = append(result.Clients, report.Client{
			Key: client.Key, ID: client.ID, Results: o.results(ctx, OfClient, target), Lifetime: lifetime(ctx, target),
		})
	}
	return result
}

func (o *Options) results(ctx context.Context, of Subject, t *Target) []report.Result {
	var results []report.Result
	for _, c := range o.Checks {
		if c.Of == of {
			findings, err := c.Run(ctx, t)
			results = append(results, outcome(c.Name, findings, err))
		}
	}
	return results
}

// outcome is how a check ended that answered so.
func outcome(check string, findings []report.Finding, err error) report.Result {
	result := report.Result{Check: check, Findings: findings}
	switch notApplicable := NotApplicable(""); {
	case errors.As(err, &notApplicable):
		result.Outcome, result.Reason = report.NotApplicable, string(notApplicable)
	case err != nil:
		result.Outcome, result.Reason = report.Unchecked, reason(err)
	case len(findings) > 0:
		result.Outcome = report.Failed
	default:
		result.Outcome = report.Passed
	}
	return result
}
