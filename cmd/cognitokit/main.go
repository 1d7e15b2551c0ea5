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

// The exit statuses of every subcommand, besides 0.
const (
	exitFindings    = 1   // findings of check, report or plan-guard
	exitFailed      = 2   // the command failed
	exitInterrupted = 130 // 128 + SIGINT, as in shells
)

// errInterrupted means that a signal ended the command early.
var errInterrupted = errors.New("interrupted")

func main() {
	os.Exit(run())
}

// run returns the exit status.
func run() int {
	// A closed pipe must not end the program before it has cleaned up. With SIGPIPE ignored, the
	// write fails with an error.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), endSignals()...)
	defer stop()

	err := newRootCommand().ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	// errors.Join separates the errors of a command and of its clean-up by line breaks.
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
		Short:         "Prove that an Amazon Cognito user pool made with Terraform returns tokens that refresh as configured",
		Version:       buildVersion(),
		SilenceErrors: true,
		SilenceUsage:  true,
		// Without Args, cobra would take an unknown subcommand for an argument and show the help
		// without an error. Suggestions would make the error a list.
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

// refuseHelpOfUnknown makes help reject an unknown command. Without it, cobra shows its list of
// commands and exits with 0.
func refuseHelpOfUnknown(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	for _, command := range root.Commands() {
		if command.Name() == "help" {
			command.Args = isCommand
		}
	}
}

// isCommand accepts the words that name a command.
func isCommand(help *cobra.Command, words []string) error {
	found, rest, err := help.Root().Find(words)
	if err == nil && len(rest) > 0 {
		err = fmt.Errorf("unknown command %q for %q", rest[0], found.CommandPath())
	}
	return err
}

// buildVersion returns the version of the module in the build.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
