package cognitokit_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestFuzzingPageListsEveryTarget: each parser in docs/fuzzing.md has its fuzz target, and each target has a row.
func TestFuzzingPageListsEveryTarget(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("docs/fuzzing.md")
	require.NoError(t, err)
	var listed []string
	for _, row := range regexp.MustCompile("(?m)^\\| [^|]+ \\| `([^`]+)` \\| `(Fuzz[^`]+)` \\| [^|]+ \\|$").FindAllStringSubmatch(string(page), -1) {
		listed = append(listed, row[1]+" "+row[2])
	}
	var targets []string
	target := regexp.MustCompile(`(?m)^func (Fuzz\w+)\(f \*testing\.F\)`)
	err = filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, match := range target.FindAllStringSubmatch(string(text), -1) {
			targets = append(targets, filepath.ToSlash(filepath.Dir(path))+" "+match[1])
		}
		return err
	})
	require.NoError(t, err)
	require.NotEmpty(t, targets)
	assert.ElementsMatch(t, targets, listed)
}
