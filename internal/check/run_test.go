package check_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// environments returns environments named 0, 1, 2 and so on, each with the clients a, b, c and so on.
func environments(count, clients int) []environment.Environment {
	var all []environment.Environment
	for i := range count {
		e := environment.Environment{Name: fmt.Sprint(i)}
		for k := range clients {
			e.Clients = append(e.Clients, environment.Client{Key: string(rune('a' + k))})
		}
		all = append(all, e)
	}
	return all
}

// optionsOf returns the options of a run with one check of the pool and one of the client, which both call run.
func optionsOf(run func(context.Context, *check.Target) ([]report.Finding, error)) check.Options {
	return check.Options{
		Checks: []check.Check{
			{Name: "of-pool", Doc: "The pool is.", Of: check.OfPool, Run: run},
			{Name: "of-client", Doc: "The client is.", Of: check.OfClient, Run: run},
		},
		Connect: func(context.Context, *environment.Environment) (check.Connection, error) {
			return check.Connection{API: &checktest.API{AppClient: &types.UserPoolClientType{}}}, nil
		},
		Now: time.Now,
	}
}

// nameOf returns the names of the environment and the client of a target.
func nameOf(t *check.Target) string {
	if t.Client == nil {
		return t.Environment.Name
	}
	return t.Environment.Name + t.Client.Key
}

func TestReportKeepsTheOrderOfTheEnvironments(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		// The last environment finishes first.
		o := optionsOf(func(_ context.Context, target *check.Target) ([]report.Finding, error) {
			time.Sleep(time.Duration('9'-target.Environment.Name[0]) * time.Second)
			return check.Finding("Fix it.", "It is %s.", nameOf(target)), nil
		})
		o.Concurrency = 100
		r := check.Run(t.Context(), environments(5, 3), o)

		var got []string
		for _, e := range r.Environments {
			got = append(got, e.Name, e.Results[0].Findings[0].Message)
			for _, c := range e.Clients {
				got = append(got, c.Key, c.Results[0].Findings[0].Message)
			}
		}
		assert.Equal(t, []string{
			"0", "It is 0.", "a", "It is 0a.", "b", "It is 0b.", "c", "It is 0c.",
			"1", "It is 1.", "a", "It is 1a.", "b", "It is 1b.", "c", "It is 1c.",
			"2", "It is 2.", "a", "It is 2a.", "b", "It is 2b.", "c", "It is 2c.",
			"3", "It is 3.", "a", "It is 3a.", "b", "It is 3b.", "c", "It is 3c.",
			"4", "It is 4.", "a", "It is 4a.", "b", "It is 4b.", "c", "It is 4c.",
		}, got)
		assert.Equal(t, 9*time.Second, r.Finished.Sub(r.Started), "all checks run at the same time")
	})
}

func TestConcurrencyLimitsPoolsAndClients(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name        string
		concurrency int
		live        bool
		most        int64
		took        time.Duration // for 20 checks of one second each
	}{
		{"one at a time", 1, false, 1, 20 * time.Second},
		{"three at a time", 3, false, 3, 7 * time.Second},
		{"the default", 0, false, check.DefaultConcurrency, 3 * time.Second},
		{"more than the tasks", 50, false, 20, time.Second},
		{"a live run checks the clients of an environment in sequence", 50, true, 5, 4 * time.Second},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var now, most atomic.Int64
				o := optionsOf(func(context.Context, *check.Target) ([]report.Finding, error) {
					for n := now.Add(1); n > most.Load(); {
						most.Store(n)
					}
					time.Sleep(time.Second)
					now.Add(-1)
					return nil, nil
				})
				o.Concurrency, o.Checks[1].Live = tt.concurrency, tt.live
				r := check.Run(t.Context(), environments(5, 3), o)
				assert.Equal(t, tt.most, most.Load())
				assert.Equal(t, tt.took, r.Finished.Sub(r.Started))
			})
		})
	}
}

func TestRunConnectsOnceToEachEnvironment(t *testing.T) {
	t.Parallel()
	var (
		mu   sync.Mutex
		seen []string
	)
	o := optionsOf(func(context.Context, *check.Target) ([]report.Finding, error) { return nil, nil })
	o.Connect = func(_ context.Context, e *environment.Environment) (check.Connection, error) {
		mu.Lock()
		defer mu.Unlock()
		seen = append(seen, e.Name)
		if e.Name == "1" {
			return check.Connection{}, errors.New("no credentials")
		}
		return check.Connection{API: &checktest.API{AppClient: &types.UserPoolClientType{}}}, nil
	}
	r := check.Run(t.Context(), environments(3, 4), o)
	assert.ElementsMatch(t, []string{"0", "1", "2"}, seen)

	for i, outcome := range []report.Outcome{report.Passed, report.Unchecked, report.Passed} {
		assert.Equal(t, outcome, r.Environments[i].Results[0].Outcome)
		for _, c := range r.Environments[i].Clients {
			assert.Equal(t, outcome, c.Results[0].Outcome)
		}
	}
	assert.Equal(t, "no credentials", r.Environments[1].Results[0].Reason)
}

func TestStoppedRunReportsTheMissingChecks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer cancel()
		o := optionsOf(func(ctx context.Context, _ *check.Target) ([]report.Finding, error) {
			select {
			case <-time.After(time.Second):
				return nil, nil
			case <-ctx.Done():
				return nil, fmt.Errorf("POST: %w", ctx.Err())
			}
		})
		o.Concurrency = 2
		var began, ended int
		o.Progress = func(e check.Event) {
			if e.Outcome == "" {
				began++
			} else {
				ended++
			}
		}
		connect := o.Connect
		o.Connect = func(ctx context.Context, e *environment.Environment) (check.Connection, error) {
			assert.NoError(t, ctx.Err(), "a stopped run does not connect to %s", e.Name)
			return connect(ctx, e)
		}
		r := check.Run(ctx, environments(100, 3), o)
		assert.Equal(t, 1500*time.Millisecond, r.Finished.Sub(r.Started))

		first := r.Environments[0]
		assert.Equal(t, report.Passed, first.Results[0].Outcome)
		assert.Equal(t, report.Passed, first.Clients[0].Results[0].Outcome)
		stopped := report.Result{Check: "of-client", Outcome: report.Unchecked, Reason: "the run was stopped before this check"}
		assert.Equal(t, stopped, first.Clients[1].Results[0], "the check was running")
		assert.Equal(t, stopped, r.Environments[99].Clients[2].Results[0], "the check had not begun")
		assert.Equal(t, "c", r.Environments[99].Clients[2].Key)
		assert.Equal(t, []int{4, 2}, []int{began, ended}, "a stopped run reports no further events")
	})
}

func TestProgressReceivesOneEventAtATime(t *testing.T) {
	t.Parallel()
	o := optionsOf(func(_ context.Context, target *check.Target) ([]report.Finding, error) {
		if target.Client != nil && target.Client.Key == "b" {
			return check.Finding("Fix it.", "It is wrong."), nil
		}
		return nil, nil
	})
	o.Concurrency = 10
	var events []check.Event // without a lock, so that the race detector reports concurrent calls
	o.Progress = func(e check.Event) { events = append(events, e) }
	check.Run(t.Context(), environments(5, 3), o)

	began := map[string]bool{}
	done := 0
	for _, e := range events {
		assert.Equal(t, 20, e.Total)
		at := e.Environment + e.Client
		if e.Outcome == "" {
			assert.False(t, began[at], "a check begins once")
			began[at] = true
			assert.Equal(t, done, e.Done)
			continue
		}
		done++
		assert.Equal(t, done, e.Done)
		assert.True(t, began[at], "a check begins before it ends")
		want := report.Passed
		if e.Client == "b" {
			want = report.Failed
		}
		assert.Equal(t, want, e.Outcome)
	}
	assert.Equal(t, 20, done)
	assert.Len(t, events, 40)
}

// TestRunsWithAClockCheckEnvironmentsInSequence checks that environments that share a clock do not run at
// the same time.
func TestRunsWithAClockCheckEnvironmentsInSequence(t *testing.T) {
	t.Parallel()
	for _, clock := range []bool{true, false} {
		var at, most atomic.Int32
		c := check.Check{Name: "clock", Of: check.OfClient, Live: true, Clock: clock, Run: func(context.Context, *check.Target) ([]report.Finding, error) {
			most.Store(max(most.Load(), at.Add(1)))
			time.Sleep(20 * time.Millisecond)
			at.Add(-1)
			return nil, nil
		}}
		environments := make([]environment.Environment, 4)
		for i := range environments {
			environments[i] = checktest.Environment(environment.AppClient{})
		}
		check.Run(t.Context(), environments, check.Options{
			Checks: []check.Check{c}, Now: time.Now, Concurrency: 8,
			Connect: func(context.Context, *environment.Environment) (check.Connection, error) {
				return check.Connection{API: &checktest.API{AppClient: &types.UserPoolClientType{}}}, nil
			},
			Live: &session.Options{Advance: func(context.Context, time.Duration) error { return nil }},
		})
		assert.Equal(t, clock, most.Load() == 1, "%d environments at the same time", most.Load())
	}
}
