package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/internal/engine"
	declared "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
	"github.com/cognitokit/terraform-aws-cognito/internal/relay"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
	"github.com/cognitokit/terraform-aws-cognito/internal/simulation"
)

// cleanUpTimeout is the timeout of the destroy, which an interrupt does not cancel.
const cleanUpTimeout = 5 * time.Minute

// proof is one run of prove or demo. The steps fill its fields in order.
type proof struct {
	options  proveOptions
	title    string // name of the root in steps and in the report; default the folder
	progress progress

	started  time.Time
	values   []simulation.Values
	lambdas  lambdas
	folder   string   // temporary; the run writes all its files there
	root     string   // the copy of the root, in folder
	replaced []string // differences between the copy and the root, for the report

	server  *cognitotest.Server
	engine  *engine.Engine
	relay   *relay.Relay
	session *relay.Session // nil with COGNITOKIT_RELAY=off
	applied bool           // an apply started, so resources may exist

	plan         *declared.Plan
	simulated    []string
	environments []declared.Environment
	report       *report.Report
	moved        time.Duration                // how far the checks advanced the clock
	users        map[string]login.Credentials // by pool: the users that demo and --keep print
}

// proofHooks are the functions that a command adds to a run.
type proofHooks struct {
	// applied are steps after the apply and before the checks.
	applied []proofStep
	// proven runs after the checks, while everything is still deployed.
	proven func(context.Context, *report.Report) error
}

type proofStep struct {
	name string
	run  func(context.Context) error
}

// run proves a root. The report is nil if the root could not be proven. run always removes
// everything that it created.
func (p *proof) run(ctx context.Context, hooks proofHooks) (r *report.Report, err error) {
	defer func() {
		if err = errors.Join(err, p.cleanUp()); err != nil {
			r = nil
		}
	}()
	// Print this at once: a Terraform command may take a while to end.
	quiet := context.AfterFunc(ctx, func() { p.progress.note("stopping: removing first what was created") })
	defer quiet()
	p.started, p.users = time.Now(), map[string]login.Credentials{}
	if p.title == "" {
		p.title = p.options.dir
	}
	steps := slices.Concat([]proofStep{
		{"read " + p.title, p.readRoot},
		{"start the emulator", p.startServer},
		{"find Terraform and the AWS provider", p.prepareEngine},
		{"init", p.init},
		{"plan", p.makePlan},
		{"apply", p.apply},
	}, hooks.applied, []proofStep{
		{"sign in, refresh and let tokens expire", p.runChecks},
		{"plan again", p.planAgain},
	})
	for _, s := range steps {
		if err := p.progress.step(ctx, s.name, s.run); err != nil {
			return nil, err
		}
	}
	p.finish()
	if hooks.proven != nil {
		if err := hooks.proven(ctx, p.report); err != nil {
			return nil, err
		}
	}
	if p.options.keep {
		if err := p.keepRunning(ctx); err != nil {
			return nil, err
		}
	}
	return p.report, nil
}

func (p *proof) startServer(context.Context) (err error) {
	p.server, err = startEmulator(cognitotest.Config{
		Listen: p.options.listen, Region: callersRegion(os.Getenv), Seed: p.options.seed, AuthenticationLevels: p.options.levels, FindLambda: p.lambdas.find,
	})
	return err
}

// callersRegion returns the region of an AWS provider whose configuration has none.
func callersRegion(getenv func(string) string) string {
	for _, name := range []string{"AWS_REGION", "AWS_DEFAULT_REGION"} {
		if region := getenv(name); region != "" {
			return region
		}
	}
	return "us-east-1"
}

// prepareEngine finds Terraform, and starts the AWS provider and the relay in front of it.
func (p *proof) prepareEngine(ctx context.Context) (err error) {
	p.engine, err = engine.Prepare(ctx, engine.Options{Log: p.progress.note})
	if err != nil {
		return err
	}
	p.progress.also = fmt.Sprintf("%s, provider from %s", p.engineName(), p.engine.ProviderSource)
	if err := p.checkConstraints(); err != nil {
		return err
	}
	if strings.EqualFold(os.Getenv(relay.Variable), relay.Off) {
		return nil
	}
	p.relay, err = relay.Start(ctx, func(ctx context.Context) (relay.Process, error) {
		return p.engine.StartProvider(ctx, p.providerEnvironment())
	})
	if errors.Is(err, engine.ErrDevelopmentOverride) {
		p.progress.note("the AWS provider is a development override, so other services cannot be simulated")
		return nil
	}
	if err != nil {
		return err
	}
	sim := simulation.New(simulation.Options{AccountID: accountID, Region: p.server.Env()["AWS_REGION"], Values: p.values})
	p.session, err = p.relay.Open(relay.SessionOptions{Folder: p.root, Answer: sim.Answer, Configure: sim.Configure})
	return err
}

// accountID is the AWS account of the emulator, as in its ARNs.
const accountID = "123456789012"

func (p *proof) engineName() string {
	if p.engine.OpenTofu {
		return "OpenTofu " + p.engine.Version
	}
	return "Terraform " + p.engine.Version
}

// providerEnvironment returns the environment of the AWS provider: the emulator is every
// endpoint, and a proxy rejects requests to other hosts.
func (p *proof) providerEnvironment() map[string]string {
	env := p.server.Env()
	return map[string]string{
		"AWS_ENDPOINT_URL":            p.server.URL,
		"AWS_REGION":                  env["AWS_REGION"],
		"AWS_ACCESS_KEY_ID":           env["AWS_ACCESS_KEY_ID"],
		"AWS_SECRET_ACCESS_KEY":       env["AWS_SECRET_ACCESS_KEY"],
		"AWS_CONFIG_FILE":             os.DevNull,
		"AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
		"AWS_EC2_METADATA_DISABLED":   "true",
		"AWS_MAX_ATTEMPTS":            "2", // the emulator is never overloaded, so more retries would not help
		"HTTPS_PROXY":                 p.server.ProxyURL,
		"HTTP_PROXY":                  p.server.ProxyURL,
		"NO_PROXY":                    "127.0.0.1",
		"GOGC":                        "400", // a short-lived process: less garbage collection saves CPU time
	}
}

// finish completes the report.
func (p *proof) finish() {
	r := p.report
	r.Started, r.Finished = p.started, time.Now()
	r.Proofs = []report.Proof{{
		Root: p.title, Engine: p.engineName(), Provider: "hashicorp/aws " + p.engine.ProviderVersion(),
		Steps: p.progress.steps, Simulated: p.simulated, Unchanged: p.lambdas.list(), Refused: p.server.RefusedHosts(), Replaced: p.replaced,
	}}
}

// cleanUp undoes the steps in reverse order. It has its own context, because it also runs after an
// interrupt.
func (p *proof) cleanUp() error {
	ctx, cancel := context.WithTimeout(context.Background(), cleanUpTimeout)
	defer cancel()
	var failures []error
	if p.applied {
		failures = append(failures, p.progress.step(ctx, "destroy", p.destroy))
	}
	if p.relay != nil {
		failures = append(failures, p.relay.Close())
	}
	if p.folder != "" {
		failures = append(failures, removeAll(p.folder))
	}
	if p.engine != nil {
		failures = append(failures, p.engine.Close())
	}
	if p.server != nil {
		p.server.Close()
	}
	return errors.Join(failures...)
}
