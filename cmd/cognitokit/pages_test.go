//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/appconfig"
	"github.com/cognitokit/terraform-aws-cognito/internal/doctor"
)

// pageCommands returns the command lines in the sh blocks of a page.
func pageCommands(t *testing.T, name string) (text string, lines []string) {
	t.Helper()
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", name))
	require.NoError(t, err)
	for _, block := range regexp.MustCompile("(?s)\n```sh\n(.*?)```").FindAllSubmatch(page, -1) {
		lines = append(lines, strings.Split(strings.TrimSpace(string(block[1])), "\n")...)
	}
	require.NotEmpty(t, lines, name)
	return string(page), lines
}

// The commands in the pages exist, with their flags and arguments.
func TestCommandsOfThePages(t *testing.T) {
	t.Parallel()
	for _, page := range []string{"apps.md", "doctor.md"} {
		_, lines := pageCommands(t, page)
		parsed := 0
		for _, line := range lines {
			match := regexp.MustCompile(`(?:^|\()cognitokit ([^)|]*)`).FindStringSubmatch(line)
			if match == nil {
				continue
			}
			parsed++
			root := newRootCommand()
			root.InitDefaultCompletionCmd()
			words := strings.Fields(strings.ReplaceAll(match[1], "'", ""))
			command, rest, err := root.Find(words)
			require.NoError(t, err, line)
			require.NotEqual(t, root, command, line)
			require.NoError(t, command.ParseFlags(rest), line)
			assert.NoError(t, command.ValidateArgs(command.Flags().Args()), line)
		}
		assert.Positive(t, parsed, page)
	}
}

// The tables of the pages have a row for each library and each check.
func TestTablesOfThePages(t *testing.T) {
	t.Parallel()
	rows := func(page, pattern string) (found []string) {
		text, _ := pageCommands(t, page)
		for _, match := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
			found = append(found, strings.Join(match[1:], " "))
		}
		return found
	}
	assert.Equal(t, appconfig.Names, rows("apps.md", "(?m)^\\| `([a-z][a-z0-9-]+)` \\|"))
	var checks []string
	for _, r := range doctor.Run(t.Context(), doctor.Machine{Listen: "127.0.0.1:0", Getenv: func(string) string { return "" }}) {
		required := "no"
		if r.Required {
			required = "yes"
		}
		checks = append(checks, r.Name+" "+required)
	}
	assert.Equal(t, checks, rows("doctor.md", `(?m)^\| ([A-Za-z ]+) \| (yes|no) \|`))
}

// The commands by hand in docs/apps.md give the key hash of cognitokit browser.
func TestKeyHashOfThePage(t *testing.T) {
	t.Parallel()
	program(t, "openssl")
	server := cognitotest.NewServer()
	t.Cleanup(server.Close)
	want, err := keyHash(string(server.CertificatePEM()))
	require.NoError(t, err)
	_, lines := pageCommands(t, "apps.md")
	for _, line := range lines {
		if strings.HasPrefix(line, "KEY=") {
			command := exec.Command("/bin/sh", "-euc", line+"\necho \"$KEY\"")
			command.Env = []string{"PATH=" + os.Getenv("PATH"), "CA=" + server.CAFile}
			output, err := command.CombinedOutput()
			require.NoError(t, err, string(output))
			assert.Equal(t, want+"\n", string(output))
			return
		}
	}
	t.Error("docs/apps.md does not set KEY")
}
