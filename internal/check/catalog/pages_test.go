package catalog_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/catalog"
)

// pagesDir has the page of each check.
const pagesDir = "../../../docs/checks"

func TestEachCheckHasAPage(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, c := range slices.Concat(catalog.All, catalog.Proofs) {
		t.Run(c.Name, func(t *testing.T) {
			assert.Regexp(t, `^[a-z0-9]+(-[a-z0-9]+)*$`, c.Name)
			assert.False(t, seen[c.Name], "another check has this name")
			seen[c.Name] = true
			assert.Regexp(t, `^[A-Z][^\n]*\.$`, c.Doc, "one sentence")
			assert.Contains(t, []check.Subject{check.OfPool, check.OfClient}, c.Of)
			assert.NotNil(t, c.Run)

			page, err := os.ReadFile(filepath.Join(pagesDir, c.Name+".md"))
			require.NoError(t, err, "each check has a page")
			assert.True(t, strings.HasPrefix(string(page), "# "+c.Name+"\n\n"+c.Doc+"\n\n## Why\n"), "the page begins with the name, the sentence of Doc, and why")
			for _, part := range []string{"\n## What it checks\n", "\n## How to fix\n"} {
				assert.Contains(t, string(page), part)
			}
			_, fix, _ := strings.Cut(string(page), "\n## How to fix\n")
			assert.LessOrEqual(t, strings.Count(fix, "```hcl\n"), 1, "a test applies the block of HCL")
			assert.Positive(t, strings.Count(fix, "```hcl\n")+strings.Count(fix, "```sh\n"), "the fix is a block of HCL, or a command where the provider has no argument")
		})
	}
}

func TestEachPageHasACheck(t *testing.T) {
	t.Parallel()
	entries, err := os.ReadDir(pagesDir)
	require.NoError(t, err)
	names := map[string]bool{"no-changes.md": true} // a check of the command prove, not of this list
	for _, c := range slices.Concat(catalog.All, catalog.Proofs) {
		names[c.Name+".md"] = true
	}
	for _, entry := range entries {
		assert.True(t, names[entry.Name()], "%s has no check", entry.Name())
	}
}
