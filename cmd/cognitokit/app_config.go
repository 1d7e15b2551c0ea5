package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/appconfig"
)

type appConfigOptions struct {
	library  string
	emulator controlClient
	pool     string
	client   string
	secrets  bool
}

func newAppConfigCommand() *cobra.Command {
	var o appConfigOptions
	var libraries strings.Builder
	for _, name := range appconfig.Names {
		fmt.Fprintf(&libraries, "  %-15s %s\n", name, appconfig.Formats[name].Doc)
	}
	command := &cobra.Command{
		Use:   "app-config",
		Short: "Print the configuration with which an app uses the running emulator",
		Long: `Print the configuration of a library with which an app signs users in at the emulator of cognitokit serve. The
configuration has the ids of a user pool and an app client of the emulator. Its comments describe what to change for AWS.

The libraries of --for:

` + libraries.String() + `
The client secret is printed only with --show-secrets. Otherwise, the app reads it from its environment.

  cognitokit app-config --for oidc-client-ts --client spa
  cognitokit app-config --for spring --client web --show-secrets > application.yml
  cognitokit app-config --for aws-cli >> ~/.aws/config`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return named("app-config", o.run(cmd)) },
	}
	flags := command.Flags()
	flags.StringVar(&o.library, "for", "", "library: "+strings.Join(appconfig.Names, ", "))
	flags.StringVar(&o.pool, "pool", "", "id or name of the user pool (default the only one)")
	flags.StringVar(&o.client, "client", "", "id or name of the app client (default the only one that the library can use)")
	flags.BoolVar(&o.secrets, "show-secrets", false, "print the client secret")
	o.emulator.flags(flags)
	return command
}

func (o appConfigOptions) run(cmd *cobra.Command) error {
	if o.library == "" && !cmd.Flags().Changed("for") {
		return errors.New("--for is required. Name the library, one of " + strings.Join(appconfig.Names, ", "))
	}
	if err := rejectEmptyFlags(cmd.Flags()); err != nil {
		return err
	}
	format, err := appconfig.Find(o.library)
	if err != nil {
		return fmt.Errorf("--for: %w", err)
	}
	ctx := cmd.Context()
	server, err := o.emulator.find(ctx)
	if err != nil {
		return err
	}
	app, err := appReader{&o.emulator, server}.read(ctx, o, format)
	if err != nil {
		if ctx.Err() != nil {
			return errInterrupted
		}
		return err
	}
	var text bytes.Buffer
	if err := format.Write(&text, app); err != nil {
		return err
	}
	if _, err := cmd.OutOrStdout().Write(text.Bytes()); err != nil {
		return fmt.Errorf("the configuration could not be printed: %w", err)
	}
	return nil
}
