package facts_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/facts"
)

var updateDocs = flag.Bool("update-docs", false, "write the pages of docs/fidelity")

const (
	root  = "../.."
	table = root + "/docs/fidelity"
)

// TestPages checks that the pages of docs/fidelity, and the form of the table, are what make docs writes.
func TestPages(t *testing.T) {
	t.Parallel()
	topics, err := facts.Load(table)
	require.NoError(t, err)
	require.NotEmpty(t, topics)
	if *updateDocs {
		require.NoError(t, facts.Write(table, topics))
		return
	}
	files, err := facts.Files(table, topics)
	require.NoError(t, err)
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(table, name))
		require.NoError(t, err)
		if want != string(got) { // assert.Equal would print both texts
			t.Errorf("docs/fidelity/%s is out of date: run make docs", name)
		}
	}
}

// TestLoadRejects checks the error for each mistake in a row.
func TestLoadRejects(t *testing.T) {
	t.Parallel()
	const good = "title: T\nfacts:\n  - fact: A\n    source: API\n    strength: [documentation]\n    tests: [oauth2.TestA]\n"
	for _, tt := range []struct{ name, old, replacement, want string }{
		{"no mistake", "", "", ""},
		{"a missing title", "title: T", "title:", "title is missing"},
		{"an unknown member", "source:", "sources:", "field sources not found"},
		{"a bar", "fact: A", "fact: A | B", "without a bar"},
		{"no source", "source: API", "source:", "one line of text"},
		{"no strength", "[documentation]", "[]", "strength is missing"},
		{"an unknown strength", "documentation", "chosen", `strength "chosen" is unknown`},
		{"no test", "[oauth2.TestA]", "[]", "tests is empty"},
		{"a test without a package", "oauth2.TestA", "TestA", `"TestA" is not PACKAGE.TestName`},
		{"a date that does not exist", "TestA]\n", "TestA, test.TestFidelity]\n    seen_on_aws: 2026-13-01\n", "month out of range"},
		{"a date without TestFidelity", "TestA]\n", "TestA]\n    seen_on_aws: 2026-12-01\n", "requires the test test.TestFidelity"},
		{"a fact twice", good, good + strings.TrimPrefix(good, "title: T\nfacts:\n"), "twice"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			require.NoError(t, os.WriteFile(filepath.Join(folder, "topic.yaml"), []byte(strings.Replace(good, tt.old, tt.replacement, 1)), 0o600))
			_, err := facts.Load(folder)
			if tt.want == "" {
				assert.NoError(t, err)
				return
			}
			assert.ErrorContains(t, err, tt.want)
		})
	}
}

// TestPageHasTheDateOfAConfirmedFact checks that a page has a date only for facts that AWS confirmed, and that the
// index counts them.
func TestPageHasTheDateOfAConfirmedFact(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "README.md"), []byte("# Facts\n<!-- index: written by make docs -->\n<!-- end of index -->\n"), 0o600))
	topics := []facts.Topic{{Name: "tokens", Title: "Tokens", Facts: []facts.Fact{
		{Fact: "A", Source: "captures", Strength: []facts.Strength{"live capture", "unspecified"}, Tests: []string{facts.Acceptance}, SeenOnAWS: "2026-12-24"},
		{Fact: "B", Source: "API", Strength: []facts.Strength{"documentation"}, Tests: []string{facts.Acceptance}},
		{Fact: "C", Source: "API", Strength: []facts.Strength{"documentation"}, Tests: []string{"token.TestC"}},
	}}}
	require.NoError(t, facts.Write(folder, topics))
	page, err := os.ReadFile(filepath.Join(folder, "tokens.md"))
	require.NoError(t, err)
	assert.Contains(t, string(page), "| A | captures | live capture, unspecified; seen on AWS 2026-12-24 | test.TestFidelity |\n")
	assert.Contains(t, string(page), "| B | API | documentation | test.TestFidelity |\n")
	index, err := os.ReadFile(filepath.Join(folder, "README.md"))
	require.NoError(t, err)
	assert.Contains(t, string(index), "| [Tokens](tokens.md) | 3 | 1 | 2 | 0 | 0 | 1 | 1 of 2 |\n")

	loaded, err := facts.Load(folder)
	require.NoError(t, err)
	assert.Equal(t, topics, loaded)
}
