package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	cognitokit "github.com/cognitokit/terraform-aws-cognito"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/internal/engine"
	"github.com/cognitokit/terraform-aws-cognito/internal/login"
)

// example is what the demo applies.
const example = "minimal"

// cleanUpTime bounds the destroy, which no interrupt cuts short.
const cleanUpTime = 5 * time.Minute

type demoOptions struct {
	full   bool
	keep   bool
	listen string
}

func newDemoCommand() *cobra.Command {
	var o demoOptions
	command := &cobra.Command{
		Use:   "demo",
		Short: "Apply an example against the stand-in, sign in, refresh, show both token responses, destroy",
		Long: `Apply examples/minimal against the stand-in for Amazon Cognito, create a user, sign in through
the hosted pages, exchange the code, refresh the tokens and destroy everything.

Standard output holds the two token responses as two JSON documents, one after the other; the steps go to
standard error.

  cognitokit demo
  cognitokit demo --keep --listen 127.0.0.1:9229`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d := &demo{options: o, progress: progress{w: cmd.ErrOrStderr()}, out: cmd.OutOrStdout()}
			return d.run(cmd.Context())
		},
	}
	flags := command.Flags()
	flags.BoolVar(&o.full, "full", false, "show the tokens whole")
	flags.BoolVar(&o.keep, "keep", false, "leave it up for a browser until Ctrl-C")
	flags.StringVar(&o.listen, "listen", "127.0.0.1:0", "loopback address of the plain endpoint, for a browser")
	return command
}

// demo is one run. Its fields are filled by the steps in turn.
type demo struct {
	options  demoOptions
	progress progress
	out      io.Writer

	server    *cognitotest.Server
	engine    *engine.Engine
	folder    string
	workspace *workspace
	outputs   outputs
	person    login.Credentials
	client    *login.Client
	callback  *login.Callback
	code      *login.Response
	refreshed *login.Response
}

func (d *demo) run(ctx context.Context) (err error) {
	defer func() { err = errors.Join(err, d.cleanUp()) }()
	// At once, since what runs may take a while to end.
	quiet := context.AfterFunc(ctx, func() { d.progress.note("stopping: what was made is removed first") })
	defer quiet()
	steps := []struct {
		name string
		run  func(context.Context) error
	}{
		{"start the stand-in", d.startStandIn},
		{"find Terraform and the AWS provider", d.prepareEngine},
		{"init examples/" + example, d.initExample},
		{"apply examples/" + example, d.applyExample},
		{"create a user", d.createUser},
		{"sign in through the hosted pages", d.signIn},
		{"exchange the code for tokens", d.exchange},
		{"refresh the tokens", d.refresh},
	}
	for _, s := range steps {
		if err := d.progress.step(ctx, s.name, s.run); err != nil {
			return err
		}
	}
	if err := d.show(); err != nil {
		return fmt.Errorf("demo: the token responses could not be printed: %w", err)
	}
	if d.options.keep {
		d.explainKeep()
		<-ctx.Done()
	}
	return nil
}

func (d *demo) startStandIn(context.Context) (err error) {
	d.server, err = startStandIn(cognitotest.Config{Listen: d.options.listen})
	return err
}

func (d *demo) prepareEngine(ctx context.Context) (err error) {
	d.engine, err = engine.Prepare(ctx, engine.Options{Log: d.progress.note})
	if err == nil {
		name := "Terraform"
		if d.engine.OpenTofu {
			name = "OpenTofu"
		}
		d.progress.also = fmt.Sprintf("%s %s, provider from %s", name, d.engine.Version, d.engine.ProviderSource)
	}
	return err
}

func (d *demo) initExample(ctx context.Context) (err error) {
	if d.folder, err = os.MkdirTemp("", "cognitokit-demo-"); err != nil {
		return fmt.Errorf("cannot make a temporary folder: %w", err)
	}
	if err := os.CopyFS(d.folder, cognitokit.Terraform); err != nil {
		return fmt.Errorf("cannot copy the example: %w", err)
	}
	d.workspace, err = newWorkspace(filepath.Join(d.folder, "examples", example), d.engine, d.server)
	if err != nil {
		return err
	}
	return d.workspace.init(ctx)
}

func (d *demo) applyExample(ctx context.Context) (err error) {
	d.outputs, err = d.workspace.apply(ctx)
	return err
}

// cleanUp undoes whatever the steps did, in reverse, on a context of its own: an
// interrupt is what it often has to clean up after.
func (d *demo) cleanUp() error {
	ctx, cancel := context.WithTimeout(context.Background(), cleanUpTime)
	defer cancel()
	var failures []error
	if d.workspace != nil && d.workspace.applied {
		failures = append(failures, d.progress.step(ctx, "destroy", d.workspace.destroy))
	}
	if d.folder != "" {
		failures = append(failures, os.RemoveAll(d.folder))
	}
	if d.engine != nil {
		failures = append(failures, d.engine.Close())
	}
	if d.server != nil {
		d.server.Close()
	}
	return errors.Join(failures...)
}
