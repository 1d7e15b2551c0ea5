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
	// A closed pipe must not end the program before its clean-up. If SIGPIPE is ignored, the
	// write fails with an error.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), endSignals()...)
	defer stop()

	err := withHelp(newRootCommand().ExecuteContext(ctx))
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

// useHelp is what to do after an unknown command, argument or flag, whose errors come from cobra.
const useHelp = "Use --help to see what the command accepts"

// withHelp adds useHelp to cobra's error for an unknown command.
func withHelp(err error) error {
	if err != nil && strings.HasPrefix(err.Error(), "unknown command ") {
		return fmt.Errorf("%w. %s", err, useHelp)
	}
	return err
}

func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "cognitokit",
		Short: "Check that Amazon Cognito user pools in Terraform issue tokens that refresh as declared",
		Long: `Check that Amazon Cognito user pools in Terraform issue tokens that refresh as declared.

Without AWS: demo and prove apply a Terraform root module on an emulator of Amazon Cognito and check it there. serve
runs only the emulator, for an app or its tests. health checks that it accepts requests.

In a pipeline: plan-guard rejects a plan that loses users. check compares deployed user pools with the declared
settings, and with --live it also signs a user in. report converts and merges reports of check.

On a running emulator: clock moves its clock, sessions shows and ends sign-ins, messages shows the codes, faults makes
requests fail, requests shows what arrived, snapshots takes and restores its state, and reset returns it to its start.

By hand: login, refresh and token show the tokens of an app client. postman writes an environment for Postman.

For an app: browser opens a browser that reaches the running emulator, and app-config prints the configuration of a
library.

Start with "cognitokit demo". It requires no AWS account. If something fails, "cognitokit doctor" checks what the machine
has. "cognitokit completion --help" describes how to complete commands with Tab.`,
		Version:       buildVersion(),
		SilenceErrors: true,
		SilenceUsage:  true,
		// Without Args, cobra treats an unknown subcommand as an argument and shows the help
		// without an error. Suggestions would add lines to the error, which is one line here.
		DisableSuggestions: true,
		PersistentPreRunE:  func(command *cobra.Command, _ []string) error { return hidePasswords(command) },
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return fmt.Errorf("%w. %s", err, useHelp) })
	root.AddCommand(newDemoCommand(), newProveCommand(), newServeCommand(), newHealthCommand(), newBrowserCommand(), newAppConfigCommand(),
		newClockCommand(), newSessionsCommand(), newMessagesCommand(), newFaultsCommand(), newRequestsCommand(),
		newSnapshotsCommand(), newResetCommand(), newPlanGuardCommand(), newPostmanCommand(),
		newLoginCommand(), newRefreshCommand(), newTokenCommand(),
		newCheckCommand(), newReportCommand(), newDoctorCommand(), newManCommand())
	addCompletions(root)
	rejectUnknownHelpTopic(root)
	return root
}

// rejectUnknownHelpTopic makes the help command reject an unknown command. Otherwise, cobra shows its list of
// commands and exits with 0.
func rejectUnknownHelpTopic(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	for _, command := range root.Commands() {
		if command.Name() == "help" {
			command.Args = isCommand
		}
	}
}

// isCommand returns an error unless the words name a command, such as "token decode".
func isCommand(help *cobra.Command, words []string) error {
	found, rest, err := help.Root().Find(words)
	if err == nil && len(rest) > 0 {
		err = fmt.Errorf("unknown command %q for %q", rest[0], found.CommandPath())
	}
	return err
}

// release is the version of a release, which -ldflags "-X main.release=..." sets.
var release string

// buildVersion returns the version of a release, or else of the module in the build.
func buildVersion() string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
