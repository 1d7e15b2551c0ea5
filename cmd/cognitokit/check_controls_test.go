package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestCheckPageNamesTheControls compares the table in docs/check.md with the output of check --controls.
func TestCheckPageNamesTheControls(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/check.md")
	require.NoError(t, err)
	_, rest, found := strings.Cut(string(page), "<!-- controls: checked by TestCheckPageNamesTheControls -->\n\n```text\n")
	require.True(t, found)
	table, _, _ := strings.Cut(rest, "```")
	var printed strings.Builder
	require.NoError(t, listControls(&printed))
	assert.Equal(t, printed.String(), table)
}
