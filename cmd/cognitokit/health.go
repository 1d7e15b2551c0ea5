package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/cobra"
)

type healthOptions struct {
	emulator controlClient
	timeout  time.Duration
}

func newHealthCommand() *cobra.Command {
	var o healthOptions
	command := &cobra.Command{
		Use:   "health",
		Short: "Check that an emulator of serve accepts requests",
		Long: `Check that an emulator of serve accepts requests and can write its state. serve accepts
requests only after it has applied its seed file.

The container image has no shell and no curl, so its health check is this command:

  cognitokit health
  cognitokit health --endpoint http://cognito:9229

The exit status is 0 if the emulator is healthy, and 1 if not, as a container's health check
requires.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return named("health", o.run(cmd)) },
	}
	o.emulator.flags(command.Flags())
	command.Flags().DurationVar(&o.timeout, "timeout", 5*time.Second, "time to wait for the response")
	return command
}

func (o healthOptions) run(cmd *cobra.Command) error {
	if err := rejectEmptyFlags(cmd.Flags()); err != nil {
		return err
	}
	if o.timeout <= 0 {
		return errors.New("--timeout: write a positive time, such as 5s")
	}
	address, err := o.emulator.address()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(cmd.Context(), o.timeout)
	defer cancel()
	var health struct{ Status string }
	err = o.emulator.call(ctx, http.MethodGet, "health", nil, &health)
	switch {
	case ctx.Err() != nil && cmd.Context().Err() == nil:
		err = fmt.Errorf("%s does not respond within %s", address, o.timeout)
	case err == nil && health.Status != "ok":
		err = fmt.Errorf("the server at %s is not an emulator. Name the plain endpoint of cognitokit serve with --endpoint", address)
	case err == nil:
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s is healthy.\n", address)
		return err
	}
	return &statusError{exitFindings, err}
}
