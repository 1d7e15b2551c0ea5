package report

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The example of a baseline in docs/check.md is valid, and the page lists all formats.
func TestBaselineExampleAndFormatsOfThePage(t *testing.T) {
	page, err := os.ReadFile("../../docs/check.md")
	require.NoError(t, err)
	_, rest, found := strings.Cut(string(page), "## The baseline")
	require.True(t, found)
	_, block, _ := strings.Cut(rest, "```hcl\n")
	text, _, _ := strings.Cut(block, "```")
	b, err := ReadBaseline([]byte(text), "baseline.hcl")
	require.NoError(t, err)
	require.Len(t, b.Entries, 1)
	assert.Equal(t, Entry{
		Check: "callback-urls", Environment: "dev-*", Client: "web", Position: "baseline.hcl:1",
		Acceptance: Acceptance{Reason: "developers use a tunnel", Expires: "2027-01-31"},
	}, b.Entries[0])

	_, formats, _ := strings.Cut(rest, "## Formats")
	formats, _, _ = strings.Cut(formats, "## Permissions")
	var named []string
	for line := range strings.Lines(formats) {
		if cell, ok := strings.CutPrefix(line, "| `"); ok && !strings.HasPrefix(cell, "--") {
			name, _, _ := strings.Cut(cell, "`")
			named = append(named, name)
		}
	}
	assert.ElementsMatch(t, Formats, named)
}
