package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"github.com/cognitokit/terraform-aws-cognito/internal/duration"
)

// emulatorClock is the clock of an emulator, as the Control API returns it.
type emulatorClock struct {
	Now          time.Time `json:"now"`
	AheadSeconds float64   `json:"ahead_seconds"`
}

// show prints the clock.
func (c emulatorClock) show(w io.Writer, asJSON bool) error {
	if asJSON {
		return printJSON(w, c)
	}
	ahead := "the time of this machine"
	if d := time.Duration(c.AheadSeconds * float64(time.Second)).Round(time.Second); d > 0 {
		ahead = duration.Clock(d) + " ahead of this machine"
	}
	_, err := fmt.Fprintf(w, "%s, %s\n", c.Now.Format(time.RFC3339), ahead)
	return err
}

type clockOptions struct {
	client controlClient
	json   bool
}

func newClockCommand() *cobra.Command {
	var o clockOptions
	command := &cobra.Command{
		Use:   "clock",
		Short: "Show or move the clock of a running emulator",
		Long: `Show the clock of a running emulator. The subcommands move it forward, so that tokens, codes and sessions expire as if
the time had passed. It never moves backward.

  cognitokit clock
  cognitokit clock advance 30d
  cognitokit clock set 2027-01-31T00:00:00Z`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.run(cmd, http.MethodGet, "clock", nil)
		},
	}
	advance := &cobra.Command{
		Use:   "advance DURATION",
		Short: "Move the clock forward by a duration",
		Long: `Move the clock of a running emulator forward by days, hours, minutes and seconds.

  cognitokit clock advance 30d
  cognitokit clock advance 1d12h30m`,
		Args: oneArgument("clock advance requires one duration, such as 30d or 90m"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd, http.MethodPost, "clock/advance", map[string]string{"by": args[0]})
		},
	}
	set := &cobra.Command{
		Use:   "set TIME",
		Short: "Move the clock forward to a time",
		Long: `Move the clock of a running emulator forward to a time, in the format of RFC 3339. The clock then runs on.

  cognitokit clock set 2027-01-31T00:00:00Z`,
		Args: oneArgument("clock set requires one time, such as 2027-01-31T00:00:00Z"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd, http.MethodPut, "clock", map[string]string{"now": args[0]})
		},
	}
	command.AddCommand(advance, set)
	o.client.flags(command.PersistentFlags())
	command.PersistentFlags().BoolVar(&o.json, "json", false, "print the clock as JSON")
	return command
}

// run calls the API and shows the clock.
func (o clockOptions) run(cmd *cobra.Command, method, path string, body any) error {
	var clock emulatorClock
	if err := rejectEmptyFlags(cmd.Flags()); err != nil {
		return fmt.Errorf("clock: %w", err)
	}
	if err := o.client.call(cmd.Context(), method, path, body, &clock); err != nil {
		return fmt.Errorf("clock: %w", err)
	}
	return clock.show(cmd.OutOrStdout(), o.json)
}

// oneArgument requires one argument.
func oneArgument(message string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return errors.New(message)
		}
		return nil
	}
}
