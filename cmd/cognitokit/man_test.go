//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Each command that the help shows has a page with its examples.
func TestMan(t *testing.T) {
	t.Parallel()
	p := newProcess(t)
	directory := filepath.Join(p.root, "man", "man1")
	p.start("man", directory)
	p.exits(0)
	assert.Empty(t, p.stdout.String()+p.stderr.String())
	pages, err := filepath.Glob(filepath.Join(directory, "*.1"))
	require.NoError(t, err)
	var want []string
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		if c.Hidden || c.Name() == "help" {
			return
		}
		want = append(want, filepath.Join(directory, strings.ReplaceAll(c.CommandPath(), " ", "-")+".1"))
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(newRootCommand())
	assert.ElementsMatch(t, want, pages)
	serve, err := os.ReadFile(filepath.Join(directory, "cognitokit-serve.1"))
	require.NoError(t, err)
	assert.Contains(t, string(serve), ".TH \"COGNITOKIT-SERVE\" \"1\"")
	assert.Contains(t, string(serve), "\\fB--proxy-listen\\fP")
	assert.Contains(t, string(serve), ".EX\nterraform init\ncognitokit serve --env > emulator.env", "the examples are code")
	if man, err := exec.LookPath("man"); err == nil {
		output, err := exec.Command(man, "--warnings", "-E", "UTF-8", "-l", "-Tutf8", filepath.Join(directory, "cognitokit-serve.1")).CombinedOutput()
		require.NoError(t, err, string(output))
	}

	// The same build writes the same pages.
	again := p.sibling()
	again.start("man", filepath.Join(p.root, "again"))
	again.exits(0)
	same, err := os.ReadFile(filepath.Join(p.root, "again", "cognitokit-serve.1"))
	require.NoError(t, err)
	assert.Equal(t, string(serve), string(same))
}

func TestManRejects(t *testing.T) {
	t.Parallel()
	p := newProcess(t)
	file := filepath.Join(p.root, "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"man"}, "man requires one directory, such as cognitokit man man/man1"},
		{[]string{"man", "a", "b"}, "man requires one directory, such as cognitokit man man/man1"},
		{[]string{"man", file}, "man: " + file + " cannot be created: mkdir " + file + ": not a directory. Name another directory"},
	} {
		run := p.sibling()
		run.start(tt.args...)
		run.exits(2)
		assert.Equal(t, "cognitokit: "+tt.want+"\n", run.stderr.String())
	}
}
