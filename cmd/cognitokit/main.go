package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

// The exit statuses beside 0, of every subcommand.
const (
	exitFindings    = 1   // something was found: check, report and plan-guard look for it
	exitFailed      = 2   // it could not be done
	exitInterrupted = 130 // what shells expect of a program that an interrupt ended
)

// errInterrupted ends a command that was stopped from outside before it was done.
var errInterrupted = errors.New("interrupted")

func main() {
	os.Exit(run())
}

// run returns the exit status.
func run() int {
	// A reader that goes away must not end the program before it has cleaned up:
	// the write then fails like any other.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), endSignals()...)
	defer stop()

	err := newRootCommand().ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	// What failed and what then failed in the clean-up come joined by line breaks.
	fmt.Fprintln(os.Stderr, "cognitokit:", strings.ReplaceAll(err.Error(), "\n", "; "))
	if errors.Is(err, errInterrupted) {
		return exitInterrupted
	}
	if own, ok := errors.AsType[*statusError](err); ok {
		return own.status
	}
	return exitFailed
}

func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:           "cognitokit",
		Short:         "Prove that a Terraform-made Amazon Cognito user pool gives tokens that refresh as configured",
		Version:       buildVersion(),
		SilenceErrors: true,
		SilenceUsage:  true,
		// No Args: cobra would then take a wrong subcommand for an argument, and show
		// the help as if nothing were wrong. Suggestions would make the error a list.
		DisableSuggestions: true,
		PersistentPreRunE:  func(command *cobra.Command, _ []string) error { return takePasswords(command) },
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(newDemoCommand(), newProveCommand(), newServeCommand(), newPlanGuardCommand(), newPostmanCommand(),
		newLoginCommand(), newRefreshCommand(), newTokenCommand(),
		newCheckCommand(), newReportCommand())
	refuseHelpOfUnknown(root)
	return root
}

// refuseHelpOfUnknown lets help answer a word that is no command as the word itself is
// answered. Without it cobra shows its list of commands, and succeeds.
func refuseHelpOfUnknown(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	for _, command := range root.Commands() {
		if command.Name() == "help" {
			command.Args = isCommand
		}
	}
}

// isCommand takes the words that lead to a command.
func isCommand(help *cobra.Command, words []string) error {
	found, rest, err := help.Root().Find(words)
	if err == nil && len(rest) > 0 {
		err = fmt.Errorf("unknown command %q for %q", rest[0], found.CommandPath())
	}
	return err
}

// buildVersion is the module version that the command was built from.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
