package cognitokit_test

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	attackNumber = regexp.MustCompile(`^\d+(\.\d+)+$`)
	attackTest   = regexp.MustCompile(`\b([a-z0-9]+\.Test\w+)`)
)

// The tables of docs/attacks.md are in the order of their numbers, each row has what refuses the attack and tests that
// exist, and each attack suite is in a table. The rows of what Cognito does not refuse have a source.
func TestAttacksPage(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("docs/attacks.md")
	require.NoError(t, err)
	declared := declaredTests(t)
	refusals, accepted, found := strings.Cut(string(page), "\n## What Cognito does not refuse\n")
	require.True(t, found)
	tables := strings.Split(refusals, "\n## ")[1:]
	require.Len(t, tables, 3)
	for _, table := range tables {
		title, _, _ := strings.Cut(table, "\n")
		var before []int
		rows := tableRows(table)
		assert.Greater(t, len(rows), 10, title)
		for _, row := range rows {
			require.Len(t, row, 4, "%s: %q", title, row)
			assert.Regexp(t, attackNumber, row[0], title)
			number := numbers(row[0])
			assert.LessOrEqual(t, slices.CompareFunc(before, number, cmp.Compare[int]), 0, "%s: %s is out of order", title, row[0])
			before = number
			assert.NotEmpty(t, row[1], row[0])
			assert.NotEmpty(t, row[2], row[0])
			assert.NotEmpty(t, attackTest.FindAllString(row[3], -1), "%s %s has no test", title, row[0])
		}
	}
	rows := tableRows(accepted)
	assert.NotEmpty(t, rows)
	for _, row := range rows {
		require.Len(t, row, 4, "%q", row)
		assert.Regexp(t, `developer guide, "|captures? of|unspecified|^[\w.-]+/[\w.-]+#\d+`, row[3], row[1])
		assert.Regexp(t, attackTest, row[3], row[1])
	}
	for _, name := range attackTest.FindAllString(string(page), -1) {
		assert.Contains(t, declared, name, "docs/attacks.md names a test that does not exist")
	}
	for name, file := range declared {
		if strings.HasPrefix(filepath.Base(file), "attack_") {
			assert.Contains(t, string(page), name, "docs/attacks.md does not name a suite of %s", file)
		}
	}
}

// tableRows returns the cells of the rows of Markdown tables, without their heads.
func tableRows(text string) (rows [][]string) {
	body := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case !strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "|-"):
			body = false
		case strings.HasPrefix(line, "|-"):
			body = true
		case body:
			rows = append(rows, strings.Split(strings.TrimSuffix(strings.TrimPrefix(line, "| "), " |"), " | "))
		}
	}
	return rows
}

// numbers returns the parts of a section number.
func numbers(section string) (parts []int) {
	for part := range strings.SplitSeq(section, ".") {
		number, _ := strconv.Atoi(part)
		parts = append(parts, number)
	}
	return parts
}

// declaredTests returns the files of all test functions, by FOLDER.TestName.
func declaredTests(t *testing.T) map[string]string {
	t.Helper()
	declared := map[string]string{}
	require.NoError(t, filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && path != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules" || entry.Name() == "testdata") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, declaration := range file.Decls {
			if function, ok := declaration.(*ast.FuncDecl); ok && function.Recv == nil && strings.HasPrefix(function.Name.Name, "Test") {
				declared[filepath.Base(filepath.Dir(path))+"."+function.Name.Name] = filepath.ToSlash(path)
			}
		}
		return nil
	}))
	return declared
}
