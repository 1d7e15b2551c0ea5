package cognitokit_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Each row of docs/faults.md about what a client does names a test in the file that it links to.
func TestFaultsPage(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("docs/faults.md")
	require.NoError(t, err)
	_, about, found := strings.Cut(string(page), "## What an app's refresh does")
	require.True(t, found)
	link := regexp.MustCompile(`\| \[(Test\w+)\]\(\.\./([\w/]+_test\.go)\) \|$`)
	rows := 0
	for line := range strings.Lines(about) {
		line = strings.TrimSuffix(line, "\n")
		if !strings.HasPrefix(line, "| ") || strings.HasSuffix(line, "| test |") {
			continue
		}
		rows++
		named := link.FindStringSubmatch(line)
		if !assert.NotNil(t, named, "a row without a test: %s", line) {
			continue
		}
		source, err := os.ReadFile(filepath.FromSlash(named[2]))
		require.NoError(t, err)
		assert.Contains(t, string(source), "func "+named[1]+"(", named[2])
	}
	assert.Greater(t, rows, 25)
}
