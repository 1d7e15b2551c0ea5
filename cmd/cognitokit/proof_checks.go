package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	tfjson "github.com/hashicorp/terraform-json"

	"github.com/cognitokit/terraform-aws-cognito/internal/awsconfig"
	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/session"
	declared "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// noChanges is the check of the whole root. planAgain runs it.
var noChanges = report.Check{Name: "no-changes", Doc: "A plan after the apply and the sign-ins is empty.", Live: true}

// api returns an API client of the emulator for a region.
func (p *proof) api(region string) *cognitoidentityprovider.Client {
	env := p.server.Env()
	return cognitoidentityprovider.NewFromConfig(aws.Config{
		Region:      region,
		Credentials: credentials.NewStaticCredentialsProvider(env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"], ""),
		HTTPClient:  awsconfig.WholeRequests(p.server.Client()),
	})
}

// rejectPartialProof rejects a root that could be proven only in part. A report without findings would
// suggest that all of it was proven.
func (p *proof) rejectPartialProof(ctx context.Context) error {
	if len(p.environments) == 0 {
		return fmt.Errorf("%s: the root has no user pool. Name a root with an aws_cognito_user_pool and an app client", p.title)
	}
	for i := range p.environments {
		e := &p.environments[i]
		if len(e.Clients) == 0 {
			return fmt.Errorf("%s: the user pool has no app client. Add an aws_cognito_user_pool_client", e.Name)
		}
		described, err := p.api(e.Region).DescribeUserPool(ctx, &cognitoidentityprovider.DescribeUserPoolInput{UserPoolId: &e.UserPoolID})
		if err != nil {
			return err
		}
		if aws.ToString(described.UserPool.Domain) != "" || aws.ToString(described.UserPool.CustomDomain) != "" {
			continue
		}
		for _, c := range e.Clients {
			if len(c.Declared.AllowedOAuthFlows) > 0 {
				return fmt.Errorf("%s: the user pool has no domain, and its client %s has OAuth flows, which require one. Add an aws_cognito_user_pool_domain, or remove allowed_oauth_flows", e.Name, c.Key)
			}
		}
	}
	return nil
}

// runChecks runs every check on every client. All environments share one clock, so it checks one
// environment after the other.
func (p *proof) runChecks(ctx context.Context) error {
	checks, err := p.options.selection.checks(proofChecks(), true)
	if err != nil {
		return err
	}
	progress := newCheckProgress(p.progress.w, false)
	defer progress.end()
	p.report = check.Run(ctx, p.environments, check.Options{
		Checks: checks,
		Connect: func(_ context.Context, e *declared.Environment) (check.Connection, error) {
			api := p.api(e.Region)
			return check.Connection{API: check.NewAPI(api), Users: api, Prove: check.NewProveAPI(api), HTTP: p.server.Client()}, nil
		},
		Now:         time.Now,
		Concurrency: 1,
		Live: &session.Options{
			Now:     p.server.Now,
			Sleep:   p.advance,
			Advance: p.advance,
			Codes:   p.lastCode,
			// The emulator's managed login consists of forms, so it does not require Chromium.
			OpenBrowser: session.OpenForms,
		},
		Progress: progress.show,
	})
	if err := ctx.Err(); err != nil {
		return err
	}
	for i := range p.report.Environments {
		if left := p.report.Environments[i].Left; len(left) > 0 {
			return fmt.Errorf("%s", strings.Join(left, "; "))
		}
	}
	return nil
}

// maxClockAdvance is the sum of all advances of the emulator's clock in a run. A time.Duration counts
// nanoseconds in an int64, which ends after 292 years.
const maxClockAdvance = 250 * 365 * 24 * time.Hour

// advance moves the clock of the emulator forward instead of waiting.
func (p *proof) advance(_ context.Context, d time.Duration) error {
	if p.moved > maxClockAdvance-d {
		return errors.New("the clock cannot advance further in one run. Run fewer checks with --only or --skip")
	}
	p.moved += d
	p.server.Advance(d)
	return nil
}

// lastCode returns the code of the last message to a user.
func (p *proof) lastCode(_ context.Context, username string) (string, error) {
	for _, m := range slices.Backward(p.server.Outbox()) {
		if m.Code != "" && (m.Username == username || m.To == username) {
			return m.Code, nil
		}
	}
	return "", fmt.Errorf("no code was sent to %s", username)
}

// planAgain plans once more. A difference is a finding: Terraform would change the root at each apply.
func (p *proof) planAgain(ctx context.Context) error {
	inputs, err := p.arguments()
	if err != nil {
		return err
	}
	again := p.planFile() + "-again"
	_, err = p.terraform(ctx, append([]string{"plan", "-input=false", "-no-color", "-detailed-exitcode", "-out=" + again}, inputs...)...)
	result := report.Result{Check: noChanges.Name, Outcome: report.Passed}
	switch {
	case err == nil:
	case exitStatus(err) == 2: // changes
		text, err := p.terraform(ctx, "show", "-json", "-no-color", again)
		if err != nil {
			return err
		}
		if result.Findings, err = changes(text); err != nil {
			return err
		}
		result.Outcome = report.Failed
	default:
		return err
	}
	p.report.Checks = append(p.report.Checks, noChanges)
	for i := range p.report.Environments { // the plan covers all pools
		e := &p.report.Environments[i]
		e.Results = append(e.Results, result)
	}
	return nil
}

// changes returns a finding for each resource that a plan changes.
func changes(text []byte) ([]report.Finding, error) {
	var plan tfjson.Plan
	if err := json.Unmarshal(text, &plan); err != nil {
		return nil, fmt.Errorf("the second plan cannot be read: %w", err)
	}
	const fix = "Write the arguments as the service returns them, or ignore the difference with ignore_changes."
	var findings []report.Finding
	for _, change := range plan.ResourceChanges {
		if change.Change.Actions.NoOp() || change.Change.Actions.Read() {
			continue
		}
		findings = append(findings, report.Finding{
			Message: fmt.Sprintf("A plan after the apply would %s %s (%s).", verb(change.Change.Actions), change.Address, strings.Join(differing(change.Change), ", ")),
			Fix:     fix,
		})
	}
	for name, change := range plan.OutputChanges {
		if !change.Actions.NoOp() {
			findings = append(findings, report.Finding{Message: fmt.Sprintf("A plan after the apply would change the output %s.", name), Fix: "Remove from its value what changes at each plan, such as timestamp()."})
		}
	}
	slices.SortFunc(findings, func(a, b report.Finding) int { return strings.Compare(a.Message, b.Message) })
	return findings, nil
}

func verb(actions tfjson.Actions) string {
	switch {
	case actions.Replace():
		return "replace"
	case actions.Create():
		return "create"
	case actions.Delete():
		return "destroy"
	}
	return "update"
}

// differing returns the names of the changed attributes, sorted, including those that are known only
// after the apply.
func differing(change *tfjson.Change) []string {
	before, _ := change.Before.(map[string]any)
	after, _ := change.After.(map[string]any)
	var names []string
	for name, value := range after {
		if fmt.Sprint(before[name]) != fmt.Sprint(value) {
			names = append(names, name)
		}
	}
	if unknown, ok := change.AfterUnknown.(map[string]any); ok {
		for name := range unknown {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
