package cognitotest_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// beliefRow is a row of docs/fidelity.md: belief, source, tests, seen on AWS.
var beliefRow = regexp.MustCompile(`(?m)^\| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$`)

// TestFidelityNamesTests sees that each test which docs/fidelity.md names for a
// belief exists in the package that it names.
func TestFidelityNamesTests(t *testing.T) {
	text, err := os.ReadFile("../docs/fidelity.md")
	require.NoError(t, err)
	beliefs := 0
	for _, row := range beliefRow.FindAllStringSubmatch(string(text), -1) {
		belief, tests := row[1], row[3]
		if belief == "belief" || strings.HasPrefix(belief, "---") {
			continue
		}
		beliefs++
		if file, ok := strings.CutPrefix(tests, "`"); ok {
			assert.FileExists(t, filepath.Join("..", strings.TrimSuffix(file, "`")), belief)
			continue
		}
		for group := range strings.SplitSeq(tests, "; ") {
			pkg, names, ok := strings.Cut(group, ": ")
			require.True(t, ok, "%s: %q does not name a package and its tests", belief, group)
			declared := testsOf(t, pkg)
			for name := range strings.SplitSeq(names, ", ") {
				assert.Contains(t, declared, name, "%s: package %s", belief, pkg)
			}
		}
	}
	assert.NotZero(t, beliefs, "no belief was found")
}

var testFunction = regexp.MustCompile(`(?m)^func (Test\w+)\(t \*testing\.T\)`)

// testsOf returns the tests of the suite, of this package or of one of the stand-in's.
func testsOf(t *testing.T, pkg string) []string {
	t.Helper()
	folder := filepath.Join("internal", pkg)
	switch pkg {
	case "test":
		folder = filepath.Join("..", "test")
	case "clients":
		folder = filepath.Join("..", "test", "clients")
	case "cognitotest":
		folder = "."
	}
	files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	require.NoError(t, err)
	require.NotEmpty(t, files, "package %s has no tests", pkg)
	var names []string
	for _, file := range files {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, match := range testFunction.FindAllStringSubmatch(string(source), -1) {
			names = append(names, match[1])
		}
	}
	return names
}
