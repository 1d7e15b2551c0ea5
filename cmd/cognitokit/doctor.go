package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/cognitokit/terraform-aws-cognito/internal/doctor"
)

type doctorOptions struct {
	emulator controlClient
	state    string
	json     bool
}

func newDoctorCommand() *cobra.Command {
	var o doctorOptions
	command := &cobra.Command{
		Use:   "doctor",
		Short: "Check what this machine has for the commands, and what to type for what is missing",
		Long: `Check Go, Terraform or OpenTofu, the AWS provider, Chromium, the CA and the proxy variables of the emulator, AWS
credentials and the port of cognitokit serve. The command makes no call beyond this machine, changes nothing and prints no
secret.

Exit status: 0 if all that is required is there, 1 if something required is missing or wrong. Optional checks do not change
the exit status.

  cognitokit doctor
  cognitokit doctor --json | jq '.[] | select(.status != "ok")'`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return named("doctor", o.run(cmd)) },
	}
	flags := command.Flags()
	o.emulator.flags(flags)
	flags.StringVar(&o.state, "state", "", "state directory of serve, to check its CA")
	flags.BoolVar(&o.json, "json", false, "print the results as JSON")
	return command
}

func (o doctorOptions) run(cmd *cobra.Command) error {
	if err := rejectEmptyFlags(cmd.Flags()); err != nil {
		return err
	}
	ctx := cmd.Context()
	endpoint, err := o.emulator.address()
	if err != nil {
		return err
	}
	machine := doctor.Machine{Listen: strings.TrimPrefix(endpoint, "http://"), StateDir: o.state}
	if !listensOnLoopback(machine.Listen) {
		return fmt.Errorf("--endpoint: %q is not a port of this machine. Write a URL such as %s", endpoint, defaultEndpoint)
	}
	if server, err := o.emulator.find(ctx); err == nil {
		machine.Emulator = &doctor.Emulator{URL: server.URL, ProxyURL: server.ProxyURL, CACertificate: server.CACertificate}
	}
	done := slowly(ctx, cmd.ErrOrStderr(), "checking the machine")
	results := doctor.Run(ctx, machine)
	done()
	if ctx.Err() != nil {
		return errInterrupted
	}
	if o.json {
		err = printJSON(cmd.OutOrStdout(), results)
	} else {
		err = writeDoctorTable(cmd.OutOrStdout(), results)
	}
	if err != nil {
		return fmt.Errorf("the results could not be printed: %w", err)
	}
	if doctor.Fails(results) {
		return &statusError{exitFindings, errors.New("something required is missing or wrong. Do what the results say, and run cognitokit doctor again")}
	}
	return nil
}

// writeDoctorTable writes a table of the results, and then what to do.
func writeDoctorTable(w io.Writer, results []doctor.Result) error {
	var text, fixes strings.Builder
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "CHECK\tSTATUS\tREQUIRED\tFOUND") // a write to a string does not fail
	for _, r := range results {
		required := "no"
		if r.Required {
			required = "yes"
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", r.Name, r.Status, required, r.Found)
		if r.Fix != "" {
			fmt.Fprintf(&fixes, "\n%s, needed by %s:\n  %s\n", r.Name, r.NeededBy, r.Fix)
		}
	}
	_ = table.Flush()
	_, err := io.WriteString(w, text.String()+fixes.String())
	return err
}
