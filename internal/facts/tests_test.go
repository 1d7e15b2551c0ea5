package facts_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/facts"
)

// TestNamedTestsExist checks that each test that a fact names is declared in a package of that name.
func TestNamedTestsExist(t *testing.T) {
	t.Parallel()
	topics, err := facts.Load(table)
	require.NoError(t, err)
	declared := declaredTests(t)
	facts := 0
	for _, topic := range topics {
		for _, fact := range topic.Facts {
			facts++
			for _, test := range fact.Tests {
				if strings.HasSuffix(test, ".go") {
					assert.FileExists(t, filepath.Join(root, test), fact.Fact)
					continue
				}
				assert.True(t, declared[test], "%s.yaml: %s: there is no test %s", topic.Name, fact.Fact, test)
			}
		}
	}
	assert.NotZero(t, facts, "the table has no fact")
}

// declaredTests returns the test functions of the repository as PACKAGE.TestName. PACKAGE is the last part of the
// folder, so that a fact stays valid when its package moves.
func declaredTests(t *testing.T) map[string]bool {
	t.Helper()
	declared := map[string]bool{}
	require.NoError(t, filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (strings.HasPrefix(entry.Name(), ".") && len(entry.Name()) > 2 || entry.Name() == "node_modules" || entry.Name() == "testdata") {
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
				declared[filepath.Base(filepath.Dir(path))+"."+function.Name.Name] = true
			}
		}
		return nil
	}))
	return declared
}
