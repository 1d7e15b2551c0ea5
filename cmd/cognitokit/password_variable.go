package main

import (
	"context"
	"os"

	"github.com/spf13/cobra"
)

// passwords is the key of the passwords in the context of a command.
type passwords struct{}

// takePasswords moves the passwords from the environment of this process into the context of the
// command. A child process then does not inherit them: Terraform with its providers and
// provisioners, a browser, the desktop.
func takePasswords(command *cobra.Command) error {
	variables := []string{defaultPasswordVariable}
	if named := command.Flags().Lookup("password-env"); named != nil {
		variables = append(variables, named.Value.String())
	}
	taken := map[string]string{}
	for _, variable := range variables {
		if password, ok := os.LookupEnv(variable); ok {
			taken[variable] = password
			if err := os.Unsetenv(variable); err != nil {
				return err
			}
		}
	}
	command.SetContext(context.WithValue(command.Context(), passwords{}, taken))
	return nil
}

// passwordFrom returns the password that a variable had, or "".
func passwordFrom(ctx context.Context, variable string) string {
	taken, _ := ctx.Value(passwords{}).(map[string]string)
	return taken[variable]
}
