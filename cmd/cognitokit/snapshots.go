package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
)

// emulatorSnapshots are the snapshots of an emulator, as the Control API returns them.
type emulatorSnapshots struct {
	Snapshots []emulatorSnapshot `json:"snapshots"`
}

type emulatorSnapshot struct {
	Name string    `json:"name"`
	Time time.Time `json:"time"`
}

type snapshotsOptions struct {
	client controlClient
	json   bool
}

func newSnapshotsCommand() *cobra.Command {
	var o snapshotsOptions
	command := &cobra.Command{
		Use:   "snapshots",
		Short: "Take and restore snapshots of a running emulator",
		Long: `Show the snapshots of a running emulator, with the time of its clock when they were taken. A snapshot has all pools,
users, tokens, sessions, messages and the clock. It is in memory: a restart of the emulator loses it, also with --state.

  cognitokit snapshots take signed-in
  cognitokit snapshots
  cognitokit snapshots restore signed-in
  cognitokit snapshots delete signed-in`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return named("snapshots", o.list(cmd)) },
	}
	subcommand := func(verb, short, long string, run func(*cobra.Command, string) error) *cobra.Command {
		name := "snapshots " + verb
		return &cobra.Command{
			Use: verb + " NAME", Short: short, Long: long + "\n\n  cognitokit " + name + " signed-in",
			Args: oneArgument(name + " requires one name, such as signed-in"),
			RunE: func(cmd *cobra.Command, args []string) error {
				err := rejectEmptyFlags(cmd.Flags())
				if err == nil {
					err = run(cmd, args[0])
				}
				return named(name, err)
			},
		}
	}
	command.AddCommand(
		subcommand("take", "Take a snapshot", `Copy the state of a running emulator, with the clock, under a name of up to 64 letters, digits, dots, hyphens or underscores.
The copy replaces the snapshot with that name.`, o.take),
		subcommand("restore", "Replace the state by a snapshot", `Replace the state of a running emulator by a snapshot, without a question. The clock is then as far ahead of this machine as
it was. A state directory has the restored state, too.`, o.restore),
		subcommand("delete", "Delete a snapshot", "Delete a snapshot of a running emulator. The state does not change.", o.delete),
	)
	o.client.flags(command.PersistentFlags())
	command.Flags().BoolVar(&o.json, "json", false, "print the snapshots as JSON")
	return command
}

func (o *snapshotsOptions) read(ctx context.Context) (list emulatorSnapshots, err error) {
	return list, o.client.call(ctx, http.MethodGet, "snapshots", nil, &list)
}

func (o *snapshotsOptions) list(cmd *cobra.Command) error {
	if err := rejectEmptyFlags(cmd.Flags()); err != nil {
		return err
	}
	list, err := o.read(cmd.Context())
	if err != nil {
		return err
	}
	if o.json {
		return printJSON(cmd.OutOrStdout(), list)
	}
	if len(list.Snapshots) == 0 {
		cmd.PrintErrln("The emulator has no snapshots.")
		return nil
	}
	table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "NAME\tCLOCK") // Flush returns the error of the writer
	for _, s := range list.Snapshots {
		_, _ = fmt.Fprintf(table, "%s\t%s\n", s.Name, s.Time.Format(time.RFC3339))
	}
	return table.Flush()
}

func (o *snapshotsOptions) take(cmd *cobra.Command, name string) error {
	var taken emulatorSnapshot
	if err := o.client.call(cmd.Context(), http.MethodPost, "snapshots", map[string]string{"name": name}, &taken); err != nil {
		return err
	}
	cmd.PrintErrf("Took the snapshot %s at %s.\n", taken.Name, taken.Time.Format(time.RFC3339))
	return nil
}

func (o *snapshotsOptions) restore(cmd *cobra.Command, name string) error {
	path, err := o.path(cmd.Context(), name)
	if err != nil {
		return err
	}
	var clock emulatorClock
	if err := o.client.call(cmd.Context(), http.MethodPost, path+"/restore", nil, &clock); err != nil {
		return err
	}
	cmd.PrintErrf("Restored the snapshot %s. The clock is at %s.\n", name, clock.Now.Format(time.RFC3339))
	return nil
}

func (o *snapshotsOptions) delete(cmd *cobra.Command, name string) error {
	path, err := o.path(cmd.Context(), name)
	if err != nil {
		return err
	}
	if err := o.client.call(cmd.Context(), http.MethodDelete, path, nil, nil); err != nil {
		return err
	}
	cmd.PrintErrf("Deleted the snapshot %s.\n", name)
	return nil
}

// path returns the path of a snapshot that exists. A name such as ".." would be another path.
func (o *snapshotsOptions) path(ctx context.Context, name string) (string, error) {
	list, err := o.read(ctx)
	if err != nil {
		return "", err
	}
	if !slices.ContainsFunc(list.Snapshots, func(s emulatorSnapshot) bool { return s.Name == name }) {
		return "", fmt.Errorf("%q is not a snapshot. cognitokit snapshots shows the names", name)
	}
	return "snapshots/" + url.PathEscape(name), nil
}
