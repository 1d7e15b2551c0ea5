package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	cognitokit "github.com/cognitokit/terraform-aws-cognito"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// example is the root module that the demo proves, a folder of examples.
const example = "minimal"

type demoOptions struct {
	full   bool
	keep   bool
	listen string
}

func newDemoCommand() *cobra.Command {
	var o demoOptions
	command := &cobra.Command{
		Use:   "demo",
		Short: "Apply and check an example on the emulator, and show the tokens of a sign-in and a refresh",
		Long: `Apply examples/minimal on the emulator of Amazon Cognito, and check it as prove checks your own root module: sign a user
in through the hosted pages, exchange the code for tokens, refresh the tokens, let them expire, and destroy everything.
The demo requires no AWS account. It installs Terraform if neither Terraform nor OpenTofu is on the PATH.

Standard output has the two token responses as two JSON documents, one after the other. The steps and the report
go to standard error.

  cognitokit demo
  cognitokit demo --keep --listen 127.0.0.1:9229`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d := &demo{options: o, out: cmd.OutOrStdout(), notes: cmd.ErrOrStderr()}
			return named("demo", d.run(cmd.Context()))
		},
	}
	flags := command.Flags()
	flags.BoolVar(&o.full, "full", false, "show the complete tokens (default shortened)")
	flags.BoolVar(&o.keep, "keep", false, "keep the emulator running for a browser until Ctrl-C")
	flags.StringVar(&o.listen, "listen", "127.0.0.1:0", "loopback address of the plain endpoint, for a browser")
	return command
}

// demo is one run of the command: a proof of the example, which also shows the token responses.
type demo struct {
	options demoOptions
	out     io.Writer
	notes   io.Writer

	proof *proof
	shown tokenResponses
}

func (d *demo) run(ctx context.Context) (err error) {
	folder, err := os.MkdirTemp("", "cognitokit-demo-")
	if err != nil {
		return fmt.Errorf("cannot create a temporary folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	if err := os.CopyFS(folder, cognitokit.Terraform); err != nil {
		return fmt.Errorf("cannot copy the example: %w", err)
	}
	unique := strings.ToLower(rand.Text()[:10])
	d.proof = &proof{
		progress: progress{w: d.notes},
		title:    "examples/" + example,
		options: proveOptions{
			dir: filepath.Join(folder, "examples", example), keep: d.options.keep, listen: d.options.listen,
			vars: []string{"name=cognitokit-demo-" + unique, "domain_prefix=demo-" + unique},
		},
	}
	r, err := d.proof.run(ctx, proofHooks{
		applied: []proofStep{
			{"sign in through the hosted pages", d.signIn},
			{"exchange the code for tokens", d.exchange},
			{"refresh the tokens", d.refresh},
		},
		proven: func(_ context.Context, r *report.Report) error { return d.show(r) },
	})
	if err != nil {
		return err
	}
	if !d.options.keep {
		d.proof.progress.title("Next: cognitokit prove DIR proves your own Terraform root module, serve runs the emulator for an app,")
		d.proof.progress.note("and check compares deployed environments with the declared settings.")
	}
	return statusErrorOf(r)
}

// show prints both token responses to standard output, and the report to standard error.
func (d *demo) show(r *report.Report) error {
	if err := d.shown.print(d.out, d.proof.progress.title, d.options.full); err != nil {
		return fmt.Errorf("the token responses could not be printed: %w", err)
	}
	d.proof.progress.title("proof")
	return report.Write(d.notes, "table", r, report.WriteOptions{})
}
