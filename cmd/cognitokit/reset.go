package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"text/tabwriter"

	"github.com/spf13/cobra"
)

type resetOptions struct {
	client controlClient
	json   bool
}

func newResetCommand() *cobra.Command {
	var o resetOptions
	command := &cobra.Command{
		Use:   "reset",
		Short: "Return a running emulator to the state of its start",
		Long: `Delete all pools, users, tokens, sessions, messages, faults and listed requests of a running emulator, and create the pools
of its seed file again. The clock returns to the time of this machine. A state directory is reset, too. The command asks no
question: it reaches emulators only, never AWS. Snapshots stay, so one taken before undoes it.

The command prints the user pools. They keep their ids, unless the state directory had a state when the emulator started.

  cognitokit reset`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return named("reset", o.run(cmd)) },
	}
	o.client.flags(command.Flags())
	command.Flags().BoolVar(&o.json, "json", false, "print the user pools as JSON, with their app clients")
	return command
}

func (o resetOptions) run(cmd *cobra.Command) error {
	if err := rejectEmptyFlags(cmd.Flags()); err != nil {
		return err
	}
	var text json.RawMessage
	if err := o.client.call(cmd.Context(), http.MethodPost, "reset", nil, &text); err != nil {
		return err
	}
	var list struct {
		UserPools []struct {
			ID   string `json:"id"`
			Name string `json:"name"`
		} `json:"user_pools"`
	}
	if err := json.Unmarshal(text, &list); err != nil {
		return fmt.Errorf("the emulator is reset, but its response is not a list of user pools: %w", err)
	}
	cmd.PrintErrln("The emulator is in the state of its start.")
	if o.json {
		return printJSON(cmd.OutOrStdout(), text)
	}
	if len(list.UserPools) == 0 {
		return nil
	}
	table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "USER POOL\tID") // Flush returns the error of the writer
	for _, p := range list.UserPools {
		_, _ = fmt.Fprintf(table, "%s\t%s\n", p.Name, p.ID)
	}
	return table.Flush()
}
