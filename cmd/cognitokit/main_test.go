//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/spf13/cobra"
)

// built is the command, built once for all the tests that run it.
var built string

// TestMain runs the tests. The tests start their own executable again under the names of the fake Terraform,
// the fake browser and the faulty disk; TestMain then runs the fake.
func TestMain(m *testing.M) {
	switch filepath.Base(os.Args[0]) {
	case fakeName:
		os.Exit(fakeTerraform(os.Args[1:]))
	case fakeBrowserName:
		os.Exit(fakeBrowser(os.Args[1:]))
	case faultyDiskName:
		os.Exit(onFaultyDisk(os.Args[1:]))
	}
	// If the tests run under nohup, they ignore SIGHUP, and the commands that they start would inherit this.
	// A caught signal has its default action in a child process.
	if signal.Ignored(syscall.SIGHUP) {
		signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP)
	}
	os.Exit(withBuilt(m.Run))
}

func withBuilt(run func() int) int {
	folder, err := os.MkdirTemp("", "cognitokit-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(folder) }()
	built = filepath.Join(folder, "cognitokit")
	if output, err := exec.Command("go", "build", "-o", built, ".").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "cannot build the command: %v\n%s", err, output)
		return 1
	}
	return run()
}

func TestWrongArguments(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		args []string
		want string
	}{
		{"subcommand", []string{"nope"}, `cognitokit: unknown command "nope" for "cognitokit". Use --help to see what the command accepts`},
		{"prefix of a subcommand", []string{"dem"}, `cognitokit: unknown command "dem" for "cognitokit". Use --help to see what the command accepts`},
		{"argument of demo", []string{"demo", "nope"}, `cognitokit: unknown command "nope" for "cognitokit demo". Use --help to see what the command accepts`},
		{"argument of serve", []string{"serve", "nope"}, `cognitokit: unknown command "nope" for "cognitokit serve". Use --help to see what the command accepts`},
		{"help of an unknown subcommand", []string{"help", "nope"}, `cognitokit: unknown command "nope" for "cognitokit". Use --help to see what the command accepts`},
		{"help of an unknown subcommand of token", []string{"help", "token", "nope"}, `cognitokit: unknown command "nope" for "cognitokit token". Use --help to see what the command accepts`},
		{"help of an argument", []string{"help", "demo", "nope"}, `cognitokit: unknown command "nope" for "cognitokit demo". Use --help to see what the command accepts`},
		{"flag", []string{"--nope"}, "cognitokit: unknown flag: --nope. Use --help to see what the command accepts"},
		{"flag of demo", []string{"demo", "--nope"}, "cognitokit: unknown flag: --nope. Use --help to see what the command accepts"},
		{"flag of serve", []string{"serve", "--nope"}, "cognitokit: unknown flag: --nope. Use --help to see what the command accepts"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newProcess(t).start(tt.args...)
			p.exits(2)
			if got := p.stderr.String(); got != tt.want+"\n" {
				t.Errorf("got stderr %q, want %q", got, tt.want)
			}
			if got := p.stdout.String(); got != "" {
				t.Errorf("got stdout %q, want nothing", got)
			}
		})
	}
}

func TestHelp(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"--help"}, {"demo", "--help"}, {"help"}, {"help", "demo"}, {"help", "token", "decode"}, {"help", "help"}, {"--version"}} {
		p := newProcess(t).start(args...)
		p.exits(0)
		if p.stdout.String() == "" || p.stderr.String() != "" {
			t.Errorf("%q: got stdout %q, stderr %q", args, p.stdout.String(), p.stderr.String())
		}
	}
}

// Each subcommand has an example in its help.
func TestHelpHasAnExample(t *testing.T) {
	t.Parallel()
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		for _, sub := range c.Commands() {
			if sub.Name() == "help" { // cobra's own
				continue
			}
			isExample := func(line string) bool {
				return strings.HasPrefix(line, "  ") && strings.Contains(line+" ", sub.CommandPath()+" ")
			}
			if !slices.ContainsFunc(strings.Split(sub.Long, "\n"), isExample) {
				t.Errorf("the help of %s has no example", sub.CommandPath())
			}
			if sub.Short == "" || strings.HasSuffix(sub.Short, ".") {
				t.Errorf("%s: got the short help %q", sub.CommandPath(), sub.Short)
			}
			walk(sub)
		}
	}
	walk(newRootCommand())
}

// The proxy rejects the registry, so terraform init fails with the printed variables.
func TestServeHelpRunsInitBeforeItSetsTheVariables(t *testing.T) {
	t.Parallel()
	p := newProcess(t).start("serve", "--help")
	p.exits(0)
	text := p.stdout.String()
	from := 0
	for _, line := range []string{"\n  terraform init\n", "\n  cognitokit serve --env > emulator.env & emulator=$!\n", "\n  set -a; . ./emulator.env; set +a\n", "\n  terraform apply\n"} {
		at := strings.Index(text[from:], line)
		if at < 0 {
			t.Fatalf("%q is missing in the help or in the wrong order:\n%s", line, text)
		}
		from += at + len(line) - 1 // the next line begins with this line's end
	}
}
