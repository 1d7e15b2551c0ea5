package main

import (
	"errors"

	"github.com/spf13/cobra"
)

func newTokenCommand() *cobra.Command {
	command := &cobra.Command{
		Use:   "token",
		Short: "Decode an access token or an ID token",
		Long: `Decode an access token or an ID token: show its header, its claims and when it expires.

  cognitokit login environments/dev --json | jq -r .id_token | cognitokit token decode`,
		Args: cobra.NoArgs,
		// Without RunE, cobra shows the help for an unknown subcommand and exits with 0.
		RunE: func(*cobra.Command, []string) error {
			return errors.New("token: a subcommand is required. Write cognitokit token decode")
		},
	}
	command.AddCommand(newTokenDecodeCommand())
	return command
}
