//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest"
)

var codeBlock = regexp.MustCompile("(?s)\n```(sh|js|python)\n(.*?)```\n")

// TestExamplesOfTheControlPage runs the examples of docs/control.md, one after the other, on an emulator with
// the seed file that the page names.
func TestExamplesOfTheControlPage(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/control.md")
	require.NoError(t, err)
	server, err := cognitotest.Start(cognitotest.Config{Seed: "../../examples/seed/seed.hcl"})
	require.NoError(t, err)
	t.Cleanup(server.Close)
	bin := t.TempDir()
	require.NoError(t, os.Symlink(built, filepath.Join(bin, "cognitokit")))
	blocks := codeBlock.FindAllStringSubmatch(string(page), -1)
	var languages []string
	for i, block := range blocks {
		language, code := block[1], block[2]
		languages = append(languages, language)
		t.Run(fmt.Sprintf("%d %s", i+1, language), func(t *testing.T) {
			var command *exec.Cmd
			code = strings.ReplaceAll(code, defaultEndpoint, server.URL)
			switch language {
			case "sh":
				command = exec.CommandContext(t.Context(), "/bin/sh", "-euc", code)
			case "js":
				command = exec.CommandContext(t.Context(), program(t, "node"), "--input-type=module", "--eval", code)
			case "python":
				python := program(t, "python3")
				if exec.CommandContext(t.Context(), python, "-c", "import requests").Run() != nil {
					missing(t, "Python has no requests: install python3-requests")
				}
				command = exec.CommandContext(t.Context(), python, "-c", code)
			}
			command.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"), "AWS_ENDPOINT_URL="+server.URL)
			output, err := command.CombinedOutput()
			assert.NoError(t, err, string(output))
			assert.NotEmpty(t, output)
		})
	}
	assert.Equal(t, []string{"sh", "js", "python", "sh"}, languages)
	assert.Contains(t, string(page), "serve --seed examples/seed/seed.hcl")
}

// program returns the path of a program.
func program(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		missing(t, name+" is not on the PATH: install it")
	}
	return path
}

// missing skips the test, or fails it in CI, which sets the variable so that no client is missing there.
func missing(t *testing.T, message string) {
	t.Helper()
	if os.Getenv("COGNITOKIT_CLIENTS") == "required" {
		t.Fatal(message)
	}
	t.Skip(message)
}

// The table of docs/control.md has the routes of the document, and the table of events has its events.
func TestTablesOfTheControlPage(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/control.md")
	require.NoError(t, err)
	document, err := os.ReadFile("../../cognitotest/internal/control/openapi.yaml")
	require.NoError(t, err)

	var routes []string
	path := ""
	for line := range strings.Lines(string(document)) {
		if name, ok := strings.CutPrefix(line, "  /"); ok {
			path = strings.TrimSuffix(strings.TrimSpace(name), ":")
		}
		if method := regexp.MustCompile(`^    (get|put|post|delete):\n$`).FindStringSubmatch(line); method != nil && !strings.HasPrefix(path, "openapi.") {
			path := regexp.MustCompile(`{(\w+)}`).ReplaceAllStringFunc(path, func(name string) string { return strings.ToUpper(strings.Trim(name, "{}")) })
			routes = append(routes, strings.ToUpper(method[1])+" "+path)
		}
	}
	var rows []string
	for _, match := range regexp.MustCompile("`((?:GET|PUT|POST|DELETE) [^`]+)`").FindAllStringSubmatch(string(page), -1) {
		rows = append(rows, match[1])
	}
	assert.ElementsMatch(t, routes, rows)

	_, list, found := strings.Cut(string(document), "          enum: [issued")
	require.True(t, found)
	list, _, _ = strings.Cut("issued"+list, "]")
	events := strings.Split(list, ", ")
	var described []string
	for _, match := range regexp.MustCompile("(?m)^\\| `(\\w+)` \\|").FindAllStringSubmatch(string(page), -1) {
		described = append(described, match[1])
	}
	slices.Sort(events)
	slices.Sort(described)
	assert.Equal(t, events, described)
}
