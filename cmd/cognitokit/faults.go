package main

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"text/tabwriter"

	"github.com/spf13/cobra"
)

// emulatorFaults are the faults of an emulator, as the Control API returns them.
type emulatorFaults struct {
	Faults []emulatorFault `json:"faults"`
}

type emulatorFault struct {
	ID       int    `json:"id"`
	Action   string `json:"action"`
	Endpoint string `json:"endpoint"`
	Kind     string `json:"kind"`
	Delay    string `json:"delay"`
	Count    int    `json:"count"`
	All      bool   `json:"all"`
}

// requests says how many requests fail.
func (f emulatorFault) requests() string {
	if f.All {
		return "all"
	}
	return strconv.Itoa(f.Count)
}

type faultsOptions struct {
	client controlClient
	json   bool
}

func newFaultsCommand() *cobra.Command {
	var o faultsOptions
	command := &cobra.Command{
		Use:   "faults",
		Short: "Make requests to a running emulator fail",
		Long: `Show the faults that still apply in a running emulator, with the number of requests that are left. The subcommands add
and remove faults. docs/faults.md describes the kinds, and what clients do under each.

  cognitokit faults add ` + exampleFault + `
  cognitokit faults
  cognitokit faults remove 1
  cognitokit faults clear`,
		Args: cobra.NoArgs,
		RunE: o.command("faults", o.list),
	}
	add := &cobra.Command{
		Use:   "add FAULT",
		Short: "Add a fault, as action=NAME or endpoint=PATH with kind and count",
		Long: `Add a fault to a running emulator, as KEY=VALUE pairs:

  action    an action of the API, such as InitiateAuth
  endpoint  a path instead, such as /oauth2/token, /login or /.well-known/jwks.json
  kind      throttle, internal-error, delay, cut-before or cut-after
  delay     of the kind delay: a duration up to 1m
  count     how many requests fail, or all

  cognitokit faults add action=InitiateAuth,kind=throttle,count=2
  cognitokit faults add endpoint=/oauth2/token,kind=delay,delay=2s,count=all`,
		Args: oneArgument("faults add requires one fault, such as " + exampleFault),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.command("faults add", func(cmd *cobra.Command) error { return o.add(cmd, args[0]) })(cmd, args)
		},
	}
	remove := &cobra.Command{
		Use:   "remove ID",
		Short: "Remove one fault",
		Long:  "Remove a fault of a running emulator by its id in cognitokit faults.\n\n  cognitokit faults remove 2",
		Args:  oneArgument("faults remove requires one id. cognitokit faults shows the ids"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.command("faults remove", func(cmd *cobra.Command) error { return o.remove(cmd, args[0]) })(cmd, args)
		},
	}
	clearAll := &cobra.Command{
		Use:   "clear",
		Short: "Remove all faults",
		Long:  "Remove all faults of a running emulator. Delayed responses still arrive late.\n\n  cognitokit faults clear",
		Args:  cobra.NoArgs,
		RunE: o.command("faults clear", func(cmd *cobra.Command) error {
			return deleteListed(cmd, o.client, "faults", "fault")
		}),
	}
	command.AddCommand(add, remove, clearAll)
	o.client.flags(command.PersistentFlags())
	command.Flags().BoolVar(&o.json, "json", false, "print the faults as JSON")
	return command
}

// command returns the function of a subcommand. Its errors begin with the name.
func (o *faultsOptions) command(name string, run func(*cobra.Command) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, _ []string) error {
		err := rejectEmptyFlags(cmd.Flags())
		if err == nil {
			err = run(cmd)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		return nil
	}
}

func (o *faultsOptions) list(cmd *cobra.Command) error {
	var list emulatorFaults
	if err := o.client.call(cmd.Context(), http.MethodGet, "faults", nil, &list); err != nil {
		return err
	}
	if o.json {
		return printJSON(cmd.OutOrStdout(), list)
	}
	if len(list.Faults) == 0 {
		cmd.PrintErrln("The emulator has no faults.")
		return nil
	}
	table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "REQUEST\tFAULT\tDELAY\tREQUESTS LEFT\tID") // Flush returns the error of the writer
	for _, f := range list.Faults {
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%d\n", f.Action+f.Endpoint, f.Kind, f.Delay, f.requests(), f.ID)
	}
	return table.Flush()
}

func (o *faultsOptions) add(cmd *cobra.Command, text string) error {
	f, err := parseFault(text)
	if err != nil {
		return err
	}
	body := map[string]any{"kind": f.Kind, "all": f.All}
	if !f.All {
		body["count"] = f.Count
	}
	for name, value := range map[string]string{"action": f.Action, "endpoint": f.Endpoint} {
		if value != "" {
			body[name] = value
		}
	}
	if f.Delay != 0 {
		body["delay"] = f.Delay.String()
	}
	var added emulatorFault
	if err := o.client.call(cmd.Context(), http.MethodPost, "faults", body, &added); err != nil {
		return err
	}
	which := "all requests"
	if !added.All {
		which = fmt.Sprintf("the next %d requests", added.Count)
	}
	if added.Count == 1 {
		which = "the next request"
	}
	cmd.PrintErrf("Added %s for %s to %s.\n", added.Kind, which, added.Action+added.Endpoint)
	return nil
}

func (o *faultsOptions) remove(cmd *cobra.Command, text string) error {
	id, err := strconv.Atoi(text)
	if err != nil || id < 1 {
		return fmt.Errorf("%q is not the id of a fault. cognitokit faults shows the ids", text)
	}
	if err := o.client.call(cmd.Context(), http.MethodDelete, "faults/"+strconv.Itoa(id), nil, nil); err != nil {
		return err
	}
	cmd.PrintErrln("Removed 1 fault.")
	return nil
}

// deleteListed deletes what a path of the Control API lists, and prints how much it was.
func deleteListed(cmd *cobra.Command, client controlClient, path, one string) error {
	n, err := deleted(cmd.Context(), client, path)
	if err != nil {
		return err
	}
	if n != 1 {
		one += "s"
	}
	cmd.PrintErrf("Removed %d %s.\n", n, one)
	return nil
}

func deleted(ctx context.Context, client controlClient, path string) (int, error) {
	var out struct {
		Deleted int `json:"deleted"`
	}
	err := client.call(ctx, http.MethodDelete, path, nil, &out)
	return out.Deleted, err
}
