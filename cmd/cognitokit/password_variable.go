package main

import (
	"context"
	"os"

	"github.com/spf13/cobra"
)

// passwords is the key under which the context of a command has the passwords, by variable.
type passwords struct{}

// hidePasswords moves the passwords from the environment of this process into the context of the
// command. Child processes then do not inherit them: Terraform with its providers and
// provisioners, the desktop, and a browser.
func hidePasswords(command *cobra.Command) error {
	variables := []string{defaultPasswordVariable}
	if named := command.Flags().Lookup("password-env"); named != nil {
		variables = append(variables, named.Value.String())
	}
	hidden := map[string]string{}
	for _, variable := range variables {
		if password, ok := os.LookupEnv(variable); ok {
			hidden[variable] = password
			if err := os.Unsetenv(variable); err != nil {
				return err
			}
		}
	}
	command.SetContext(context.WithValue(command.Context(), passwords{}, hidden))
	return nil
}

// passwordFrom returns the password that a variable had when the command started, or "".
func passwordFrom(ctx context.Context, variable string) string {
	hidden, _ := ctx.Value(passwords{}).(map[string]string)
	return hidden[variable]
}
