package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/catalog"
	declared "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
	"github.com/cognitokit/terraform-aws-cognito/internal/simulation"
)

// proveOptions are the folder of a root, and the flags of prove.
type proveOptions struct {
	dir       string // the root of one proof
	shard     string
	vars      []string
	varFiles  []string
	workspace string
	values    string
	seed      string
	levels    bool
	lambda    []string
	keep      bool
	listen    string
	selection selectionOptions
	output    outputOptions
}

func newProveCommand() *cobra.Command {
	var o proveOptions
	command := &cobra.Command{
		Use:   "prove DIR...",
		Short: "Apply a Terraform root on the emulator, and check that its clients sign users in and refresh as declared",
		Long: `Apply the Terraform or OpenTofu root module in DIR on the emulator of Amazon Cognito, and check that it does what it
declares: each app client of each user pool signs a user in and refreshes the tokens, and its codes and tokens expire
when declared. prove then plans again, which must report no changes, and destroys everything.

prove does not change DIR, sends nothing to AWS and requires no AWS account. It works on a copy of DIR with a local
backend, whose AWS provider sends its requests to the emulator. The provider hashicorp/aws plans and validates
everything. Resources and data sources of other services than user pools are simulated, and the report lists them.
Where their values matter, set them in a file for --values. A Lambda trigger returns its event unchanged, unless
--lambda names the URL of its code.

Several DIRs are proven one after the other, each on its own emulator and with the same flags, and have one report.
--shard divides them among jobs, and "cognitokit report merge" joins the reports of the jobs.

The report goes to standard output, the progress to standard error.
Exit status: 0 without findings, 1 with findings, 2 if the root could not be checked, 130 after Ctrl-C.

  cognitokit prove environments/dev
  cognitokit prove . --var-file prod.tfvars --var image=latest --format html --output proof.html
  cognitokit prove . --lambda pre-token=http://127.0.0.1:9000/2015-03-31/functions/function/invocations
  cognitokit prove . --values values.hcl --keep
  cognitokit prove environments/* --shard 1/4 --format json --output shard-1.json`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 && !o.selection.list {
				return errors.New("prove requires a folder with a Terraform root module, such as cognitokit prove environments/dev")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.selection.list {
				return listChecks(cmd.OutOrStdout(), proofChecks())
			}
			return named("prove", o.prove(cmd, args))
		},
	}
	flags := command.Flags()
	flags.StringArrayVar(&o.vars, "var", nil, "value of a variable of the root as NAME=VALUE, repeatable")
	flags.StringArrayVar(&o.varFiles, "var-file", nil, "file with values of variables, repeatable")
	flags.StringVar(&o.workspace, "workspace", "", "name of the workspace, the value of terraform.workspace (default \"default\")")
	flags.StringVar(&o.values, "values", "", "file in HCL with the values of simulated resources and data sources")
	flags.BoolVar(&o.levels, "authentication-levels", false, "let tokens have acr and amr, as for serve")
	flags.StringVar(&o.seed, "seed", "", "file in HCL with user pools that exist before the apply, as for serve")
	flags.StringArrayVar(&o.lambda, "lambda", nil, "code of a Lambda trigger as ARN_OR_NAME=URL: events are posted to the loopback URL, repeatable")
	flags.BoolVar(&o.keep, "keep", false, "keep the emulator running for a browser and an app until Ctrl-C")
	flags.StringVar(&o.shard, "shard", "", "part of the folders to prove, such as 2/5 for the second of five")
	flags.StringVar(&o.listen, "listen", "127.0.0.1:0", "loopback address of the plain endpoint, for a browser")
	o.selection.flags(flags)
	o.output.flags(flags)
	flags.StringVar(&o.output.baseline, "baseline", "", "file in HCL with accepted findings, each with a reason and an expiry date")
	return command
}

// proofChecks returns the checks of prove: the checks of check, and the checks that require the
// emulator.
func proofChecks() []check.Check { return slices.Concat(catalog.All, catalog.Proofs) }

// check rejects invalid flags before anything starts.
func (o proveOptions) check(flags *pflag.FlagSet, dirs []string) error {
	if err := rejectEmptyFlags(flags); err != nil {
		return err
	}
	for i, dir := range dirs {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return fmt.Errorf("%s: the path is not a folder. Name a folder with a Terraform root module", dir)
		}
		if slices.Contains(dirs[:i], dir) {
			return fmt.Errorf("%s is named twice. Name each folder once", dir)
		}
	}
	if o.keep && o.several(dirs) {
		return errors.New("--keep: it keeps the emulator of one root. Name one folder, without --shard")
	}
	if o.shard != "" {
		if _, err := declared.ParseShard(o.shard); err != nil {
			return fmt.Errorf("--shard: %w", err)
		}
	}
	if strings.ContainsAny(o.workspace, `/\`) || o.workspace == "." || o.workspace == ".." {
		return fmt.Errorf("--workspace: %s is not the name of a workspace. Use letters, digits, - and _", o.workspace)
	}
	return o.output.check()
}

// readValues reads the file of --values.
func (o proveOptions) readValues() ([]simulation.Values, error) {
	if o.values == "" {
		return nil, nil
	}
	text, err := readInputFile(o.values)
	if err != nil {
		return nil, unreadable(o.values, err)
	}
	return simulation.ReadValues(text, o.values)
}

// functions returns a client for the code of each --lambda, by ARN or name of the Lambda trigger.
func (o proveOptions) functions() (map[string]cognitotest.LambdaFunc, error) {
	functions := map[string]cognitotest.LambdaFunc{}
	for _, flag := range o.lambda {
		name, url, found := strings.Cut(flag, "=")
		if !found || name == "" {
			return nil, fmt.Errorf("--lambda: %s is not ARN_OR_NAME=URL. Write for example pre-token=http://127.0.0.1:9000/2015-03-31/functions/function/invocations", flag)
		}
		function, err := cognitotest.RemoteLambda(url)
		if err != nil {
			return nil, fmt.Errorf("--lambda: %s", strings.TrimPrefix(err.Error(), "cognitotest: "))
		}
		functions[name] = function
	}
	return functions, nil
}

func (o proveOptions) prove(cmd *cobra.Command, args []string) error {
	dirs := cleanPaths(args)
	if err := o.check(cmd.Flags(), dirs); err != nil {
		return err
	}
	baseline, err := o.output.readBaseline()
	if err != nil {
		return err
	}
	write := func(_ context.Context, r *report.Report) error {
		r.Accept(baseline, time.Now())
		return o.output.write(cmd.OutOrStdout(), cmd.ErrOrStderr(), r)
	}
	if o.several(dirs) {
		r, err := o.proveEach(cmd.Context(), cmd.ErrOrStderr(), dirs)
		if err != nil {
			return err
		}
		return write(cmd.Context(), r)
	}
	o.dir = dirs[0]
	p := &proof{options: o, progress: progress{w: cmd.ErrOrStderr()}}
	hooks, written := proofHooks{}, error(nil)
	if o.keep { // write the report before the wait for Ctrl-C
		hooks.proven = func(ctx context.Context, r *report.Report) error {
			written = write(ctx, r)
			return nil
		}
	}
	r, err := p.run(cmd.Context(), hooks)
	if err != nil || o.keep {
		return cmp.Or(err, written)
	}
	return write(cmd.Context(), r)
}
