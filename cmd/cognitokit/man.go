package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func newManCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "man DIR",
		Short:  "Write the manual pages of all commands to a directory",
		Hidden: true, // for packages and release archives
		Long: `Write the manual pages of all commands to a directory, which the command creates.

  cognitokit man man/man1
  man -l man/man1/cognitokit-prove.1`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("man requires one directory, such as cognitokit man man/man1")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return named("man", writeManPages(args[0])) },
	}
}

func writeManPages(directory string) error {
	if err := os.MkdirAll(directory, 0o755); err != nil { //nolint:gosec // all users read manual pages
		return fmt.Errorf("%s cannot be created: %w. Name another directory", directory, err)
	}
	root := newRootCommand()
	root.DisableAutoGenTag = true // its date would change the pages every day; the header uses SOURCE_DATE_EPOCH
	indentExamples(root)
	header := &doc.GenManHeader{Section: "1", Source: "cognitokit " + root.Version, Manual: "cognitokit"}
	if err := doc.GenManTree(root, header, directory); err != nil {
		return fmt.Errorf("the pages cannot be written: %w. Name another directory", err)
	}
	return nil
}

// indentExamples makes the indented lines of the help code in Markdown, which the generator reads, and separates lists from
// the text before them.
func indentExamples(command *cobra.Command) {
	var text strings.Builder
	kind := func(line string) string {
		switch {
		case strings.HasPrefix(line, "  "):
			return "code"
		case strings.HasPrefix(line, "- "):
			return "list"
		}
		return ""
	}
	previous := ""
	for line := range strings.Lines(command.Long) {
		now := kind(line)
		if now != "" && now != previous {
			text.WriteString("\n")
		}
		if now == "code" {
			text.WriteString("  ") // four spaces
		}
		text.WriteString(line)
		previous = now
	}
	command.Long = text.String()
	for _, sub := range command.Commands() {
		indentExamples(sub)
	}
}
