package apierror_test

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
)

// A literal in another package would repeat the name or the text of an error, and could omit
// its status.
func TestExceptionsAreConstructedInThisPackageOnly(t *testing.T) {
	const emulator = "../.." // the directory cognitotest
	files, literals := 0, 0
	err := filepath.WalkDir(emulator, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		files++
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.CompositeLit)
			if !ok || !isException(literal.Type) {
				return true
			}
			literals++
			directory, err := filepath.Rel(emulator, filepath.Dir(path))
			assert.NoError(t, err)
			assert.Equal(t, "internal/apierror", filepath.ToSlash(directory), "%s constructs an exception: use a constructor of apierror", set.Position(literal.Pos()))
			return true
		})
		return nil
	})
	require.NoError(t, err)
	assert.Greater(t, files, 300, "files read")
	assert.Equal(t, 4, literals, "literals: one in clientError, and one for each error with another status")
}

// isException reports whether a literal has the type Exception, under any package name.
func isException(of ast.Expr) bool {
	switch of := of.(type) {
	case *ast.Ident:
		return of.Name == "Exception"
	case *ast.SelectorExpr:
		return of.Sel.Name == "Exception"
	}
	return false
}
