package main

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/cognitokit/terraform-aws-cognito/internal/awsconfig"
	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/catalog"
)

type checkOptions struct {
	input       inputOptions
	selection   selectionOptions
	live        liveOptions
	output      outputOptions
	profile     string
	init        bool
	allClients  bool
	concurrency int
}

func newCheckCommand() *cobra.Command {
	var o checkOptions
	command := &cobra.Command{
		Use:   "check [DIR|FILE]...",
		Short: "Check that deployed user pools sign users in and refresh their tokens as declared",
		Long: `Check that deployed user pools and their app clients have the declared settings. Each finding reports what to write
in Terraform.

An environment is one applied user pool. Name environments by the folder DIR of an applied root module that has the
output environment, by each --workspace of that folder, or by a FILE with the output of "terraform output -json".
docs/own-root.md shows the output environment of a root without the module cognitokit.

--user-pool-id names a pool that the module did not create. Its expected settings are in the file of --policy. Create
that file from the deployed settings with --init, edit it, and commit it.

Checks of settings use the credentials of the AWS CLI and require read permissions only. With --live, checks also sign
a user in, refresh the tokens, and sign the user out. The user is --username, with the password in the variable
COGNITOKIT_PASSWORD or typed at the terminal, or --temporary-user, which the command creates and removes.

The report goes to standard output, the progress to standard error.
Exit status: 0 without findings, 1 with findings, 2 if a check could not run or a user was not removed, 130 after
Ctrl-C.

  cognitokit check environments/dev environments/staging environments/prod
  cognitokit check environments/app --workspace staging --workspace prod --format html --output report.html
  cognitokit check --user-pool-id eu-west-1_Ab12Cd34E --init > refresh.hcl
  cognitokit check --user-pool-id eu-west-1_Ab12Cd34E --policy refresh.hcl --live --temporary-user`,
		RunE: func(cmd *cobra.Command, args []string) error { return named("check", o.run(cmd, args)) },
	}
	flags := command.Flags()
	o.input.flags(flags)
	flags.StringVar(&o.profile, "profile", "", "AWS profile (default as in the AWS CLI)")
	flags.BoolVar(&o.init, "init", false, "write a policy file from the deployed settings, and run no checks")
	flags.BoolVar(&o.allClients, "all-clients", false, "check all clients of the pool, including undeclared clients")
	o.live.flags(flags)
	o.selection.flags(flags)
	o.output.flags(flags)
	flags.StringVar(&o.output.baseline, "baseline", "", "file in HCL with accepted findings, each with a reason and an expiry date")
	flags.IntVar(&o.concurrency, "concurrency", check.DefaultConcurrency, "number of pools and clients that are checked at the same time")
	return command
}

// check rejects flags that cannot be combined.
func (o checkOptions) check(flags *pflag.FlagSet, args []string) error {
	changed := flags.Changed
	switch {
	case o.selection.list && (len(args) > 0 || flags.NFlag() > 1):
		return errors.New("--list: it prints the checks and runs none. Remove the other flags and arguments")
	case o.selection.controls && (len(args) > 0 || flags.NFlag() > 1):
		return errors.New("--controls: it prints the controls and runs no check. Remove the other flags and arguments")
	case o.selection.list || o.selection.controls:
		return nil
	case o.init && o.live.on:
		return errors.New("--init: it writes a policy file and does not sign in. Remove --live")
	case o.init && (changed("format") || changed("baseline") || changed("only") || changed("skip")):
		return errors.New("--init: it writes a policy file and runs no checks. Remove --format, --baseline, --only and --skip")
	case o.init && o.input.policy != "":
		return errors.New("--init: it writes the file that --policy reads. Name the file with --output")
	case o.init && o.input.pool == "":
		return errors.New("--init requires --user-pool-id, the pool whose settings it writes")
	case o.concurrency < 1:
		return errors.New("--concurrency: the value is less than 1. Write 1 or more")
	}
	if err := o.input.check(args); err != nil {
		return err
	}
	if err := o.live.check(changed); err != nil {
		return err
	}
	return o.output.check()
}

func (o checkOptions) run(cmd *cobra.Command, args []string) error {
	if err := o.check(cmd.Flags(), args); err != nil {
		return err
	}
	if o.selection.controls {
		return listControls(cmd.OutOrStdout())
	}
	if o.selection.list {
		return listChecks(cmd.OutOrStdout(), slices.Concat(catalog.All, catalog.Proofs))
	}
	ctx := cmd.Context()
	err := o.runChecks(cmd, args)
	if ctx.Err() != nil && !errors.Is(err, errInterrupted) {
		return errInterrupted // the cancelled context causes the other errors
	}
	return err
}

// runChecks reads the declared environments, checks the deployed ones, and writes the report. With
// --init, it writes the policy file instead.
func (o checkOptions) runChecks(cmd *cobra.Command, args []string) error {
	ctx := cmd.Context()
	checks, err := o.selection.checks(catalog.All, o.live.on)
	if err != nil {
		return err
	}
	baseline, err := o.output.readBaseline()
	if err != nil {
		return err
	}
	policy, err := o.input.readPolicy()
	if err != nil {
		return err
	}
	environments, err := o.input.read(ctx, args, cmd.InOrStdin())
	if err != nil {
		return err
	}
	loaded := slowly(ctx, cmd.ErrOrStderr(), "loading the AWS credentials")
	config, err := awsconfig.Load(ctx, awsconfig.Options{Profile: o.profile, Region: o.input.region})
	loaded()
	if err != nil {
		return err
	}
	client := awsconfig.HTTPClient(config)
	connect := connectFunc(check.Connector(config, client))
	switch {
	case o.input.pool != "":
		pool := &environments[0]
		connection, err := connect(ctx, pool)
		if err != nil {
			return err
		}
		all := o.allClients || o.init && len(o.input.clients) == 0
		if err := o.input.findClients(ctx, pool, policy, all, connection.API); err != nil {
			return err
		}
		if o.init {
			defer slowly(ctx, cmd.ErrOrStderr(), "reading the settings of "+o.input.pool)()
			return o.writePolicy(ctx, cmd.OutOrStdout(), pool, connection)
		}
	case o.allClients:
		connect = withAllClients(ctx, environments, connect)
	}
	run := check.Options{Checks: checks, Connect: connect, Now: time.Now, Concurrency: o.concurrency}
	if err := o.live.configure(ctx, &run, cmd.ErrOrStderr()); err != nil {
		return err
	}
	progress := newCheckProgress(cmd.ErrOrStderr(), o.live.on)
	run.Progress = progress.show
	r := check.Run(ctx, environments, run)
	r.Shard = o.input.shardOfReport()
	progress.end()
	for i := range r.Environments { // also after an interrupt: the user must remove these by hand
		for _, left := range r.Environments[i].Left {
			_, _ = fmt.Fprintln(cmd.ErrOrStderr(), left)
		}
	}
	if ctx.Err() != nil {
		return errInterrupted
	}
	r.Accept(baseline, time.Now())
	return o.output.write(cmd.OutOrStdout(), cmd.ErrOrStderr(), r)
}

// named adds the subcommand to an error.
func named(command string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", command, err)
}
