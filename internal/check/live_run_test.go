package check_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/checktest"
	"github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// recordedSessions opens sessions that record their calls.
type recordedSessions struct {
	movesClock bool
	calls      []string
	onWait     func(time.Duration)
}

func (s *recordedSessions) Open(pool *check.Target, _ check.UserAPI) func(context.Context) []string {
	s.calls = append(s.calls, "open")
	for _, client := range pool.Clients {
		client.Session = s
	}
	return func(context.Context) []string {
		s.calls = append(s.calls, "cleanup")
		return []string{"a user is left"}
	}
}

func (s *recordedSessions) OnWait(f func(time.Duration)) { s.onWait = f }
func (s *recordedSessions) MovesClock() bool             { return s.movesClock }
func (s *recordedSessions) Events() []report.Event {
	return []report.Event{{Kind: report.Issued, Session: 1}}
}
func (s *recordedSessions) Close(context.Context) { s.calls = append(s.calls, "close") }

// runLive runs checks on an environment with one client.
func runLive(t *testing.T, client *types.UserPoolClientType, o check.Options) *report.Report {
	t.Helper()
	o.Now = func() time.Time { return time.Unix(1_800_000_000, 0) }
	o.Connect = func(context.Context, *environment.Environment) (check.Connection, error) {
		api := &checktest.API{AppClient: client}
		if client == nil {
			api.Err = errNoAnswer
		}
		return check.Connection{API: api}, nil
	}
	e := environment.Environment{Name: "dev", Region: "eu-west-1", UserPoolID: "eu-west-1_A", Production: true, Source: "dev.json", Clients: []environment.Client{{Key: "web", ID: "1"}}}
	return check.Run(t.Context(), []environment.Environment{e}, o)
}

func passes(context.Context, *check.Target) ([]report.Finding, error) { return nil, nil }

func TestReportOfALiveRun(t *testing.T) {
	t.Parallel()
	sessions := &recordedSessions{}
	var waits []check.Event
	got := runLive(t, &types.UserPoolClientType{AccessTokenValidity: aws.Int32(2), RefreshTokenRotation: &types.RefreshTokenRotationType{Feature: "ENABLED", RetryGracePeriodSeconds: aws.Int32(10)}}, check.Options{
		Checks: []check.Check{
			{Name: "of-pool", Doc: "The pool is.", Of: check.OfPool, Run: passes},
			{Name: "waits", Doc: "It waits.", Of: check.OfClient, Live: true, Run: func(context.Context, *check.Target) ([]report.Finding, error) {
				sessions.onWait(time.Minute)
				return nil, nil
			}},
		},
		Live: sessions,
		Progress: func(e check.Event) {
			if e.Wait != 0 {
				waits = append(waits, e)
			}
		},
	})
	started := time.Unix(1_800_000_000, 0)
	assert.Equal(t, &report.Report{
		Version: report.Version, Started: started, Finished: started, Live: true,
		Checks: []report.Check{{Name: "of-pool", Doc: "The pool is."}, {Name: "waits", Doc: "It waits.", Live: true}},
		Environments: []report.Environment{{
			Name: "dev", Region: "eu-west-1", UserPoolID: "eu-west-1_A", Production: true, Source: "dev.json", Left: []string{"a user is left"},
			Results: []report.Result{{Check: "of-pool", Outcome: report.Passed}},
			Clients: []report.Client{{
				Key: "web", ID: "1", Results: []report.Result{{Check: "waits", Outcome: report.Passed}},
				Lifetime: &report.Lifetime{
					AccessTokenSeconds: 7200, IDTokenSeconds: 3600, RefreshTokenSeconds: 2592000, Rotation: true, RetryGracePeriodSeconds: 10, Observed: sessions.Events(),
				},
			}},
		}},
	}, got)
	assert.Equal(t, []string{"open", "close", "cleanup"}, sessions.calls)
	assert.Equal(t, []check.Event{{Environment: "dev", Client: "web", Check: "waits", Wait: time.Minute, Done: 1, Total: 2}}, waits)
}

func TestReportOfARunWithoutLiveChecks(t *testing.T) {
	t.Parallel()
	got := runLive(t, &types.UserPoolClientType{}, check.Options{Checks: []check.Check{{Name: "of-client", Of: check.OfClient, Run: passes}}})
	assert.False(t, got.Live)
	assert.NotNil(t, got.Environments[0].Clients[0].Lifetime)
	assert.Empty(t, got.Environments[0].Clients[0].Lifetime.Observed)
	assert.Empty(t, got.Environments[0].Left)

	empty := check.Run(t.Context(), []environment.Environment{{Name: "dev"}}, check.Options{Now: time.Now, Connect: func(context.Context, *environment.Environment) (check.Connection, error) {
		return check.Connection{}, nil
	}})
	assert.Nil(t, empty.Environments[0].Clients)
}

func TestClientWithoutLifetimes(t *testing.T) {
	t.Parallel()
	for name, client := range map[string]*types.UserPoolClientType{
		"a machine client": {AllowedOAuthFlows: []types.OAuthFlowType{"client_credentials"}}, "no description": nil,
	} {
		got := runLive(t, client, check.Options{Checks: []check.Check{{Name: "of-client", Of: check.OfClient, Live: true, Run: passes}}, Live: &recordedSessions{}})
		assert.Nil(t, got.Environments[0].Clients[0].Lifetime, name)
	}
}

func TestCheckWithAClockNeedsAMovableClock(t *testing.T) {
	t.Parallel()
	missing := report.Result{Check: "clock", Outcome: report.NotApplicable, Reason: "the check requires a clock that can be moved: use cognitokit prove"}
	for _, tt := range []struct {
		name string
		live check.Sessions
		want report.Result
	}{
		{"movable", &recordedSessions{movesClock: true}, report.Result{Check: "clock", Outcome: report.Passed}},
		{"fixed", &recordedSessions{}, missing},
		{"no session", nil, missing},
	} {
		got := runLive(t, &types.UserPoolClientType{}, check.Options{Checks: []check.Check{{Name: "clock", Of: check.OfClient, Clock: true, Run: passes}}, Live: tt.live})
		assert.Equal(t, []report.Result{tt.want}, got.Environments[0].Clients[0].Results, tt.name)
	}
}

func TestOutcomesOfACheck(t *testing.T) {
	t.Parallel()
	finding := check.Finding("Fix it.", "It is %s.", "wrong")
	assert.Equal(t, []report.Finding{{Message: "It is wrong.", Fix: "Fix it."}}, finding)
	for _, tt := range []struct {
		name     string
		findings []report.Finding
		err      error
		want     report.Result
	}{
		{"passed", nil, nil, report.Result{Outcome: report.Passed}},
		{"failed", finding, nil, report.Result{Outcome: report.Failed, Findings: finding}},
		{"not applicable", nil, check.NotApplicable("no domain"), report.Result{Outcome: report.NotApplicable, Reason: "no domain"}},
		{"unchecked", nil, errNoAnswer, report.Result{Outcome: report.Unchecked, Reason: "no answer"}},
	} {
		got := runLive(t, &types.UserPoolClientType{}, check.Options{Checks: []check.Check{{Name: "of-pool", Of: check.OfPool, Run: func(context.Context, *check.Target) ([]report.Finding, error) {
			return tt.findings, tt.err
		}}}})
		tt.want.Check = "of-pool"
		assert.Equal(t, []report.Result{tt.want}, got.Environments[0].Results, tt.name)
	}
}

// TestStoppedCheckKeepsItsReason requires the reason of a check that does not apply, also after the run was stopped, and
// the end of the run as the reason of every other error.
func TestStoppedCheckKeepsItsReason(t *testing.T) {
	t.Parallel()
	for err, want := range map[error]string{check.NotApplicable("no domain"): "no domain", errors.New("canceled"): "the run was stopped before this check"} {
		ctx, stop := context.WithCancel(t.Context())
		got := check.Run(ctx, []environment.Environment{{}}, check.Options{
			Now: time.Now, Connect: func(context.Context, *environment.Environment) (check.Connection, error) {
				return check.Connection{}, nil
			},
			Checks: []check.Check{{Name: "stops", Of: check.OfPool, Run: func(context.Context, *check.Target) ([]report.Finding, error) {
				stop()
				return nil, err
			}}, {Name: "next", Of: check.OfPool, Run: passes}},
		})
		assert.Equal(t, want, got.Environments[0].Results[0].Reason)
		assert.Equal(t, report.Result{Check: "next", Outcome: report.Unchecked, Reason: "the run was stopped before this check"}, got.Environments[0].Results[1])
	}
}

// TestPanicStopsTheRun requires the cleanup of the environment, and the panic of the check with its stack.
func TestPanicStopsTheRun(t *testing.T) {
	t.Parallel()
	sessions := &recordedSessions{}
	defer func() {
		fault, ok := recover().(string)
		require.True(t, ok)
		assert.Contains(t, fault, "a fault of the check")
		assert.Contains(t, fault, "live_run_test.go", "the stack")
		assert.Equal(t, []string{"open", "close", "cleanup"}, sessions.calls)
	}()
	runLive(t, &types.UserPoolClientType{}, check.Options{Live: sessions, Checks: []check.Check{{Name: "broken", Of: check.OfClient, Live: true, Run: func(context.Context, *check.Target) ([]report.Finding, error) {
		panic("a fault of the check")
	}}}})
	t.Error("Run returns")
}

func TestPanicStopsTheOtherEnvironments(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		o := optionsOf(func(ctx context.Context, target *check.Target) ([]report.Finding, error) {
			if target.Environment.Name == "0" {
				panic("a fault of the check")
			}
			select {
			case <-ctx.Done():
			case <-time.After(time.Minute):
			}
			return nil, nil
		})
		assert.Panics(t, func() { check.Run(t.Context(), environments(2, 0), o) })
		assert.Zero(t, time.Since(start))
	})
}

func TestProgressCountsTheChecksOfPools(t *testing.T) {
	t.Parallel()
	o := optionsOf(passes)
	o.Checks = o.Checks[:1]
	o.Progress = func(e check.Event) { assert.Equal(t, 2, e.Total) }
	check.Run(t.Context(), environments(2, 3), o)
}
