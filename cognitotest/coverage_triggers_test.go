package cognitotest_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// triggerSource matches the triggerSource of an event.
var triggerSource = regexp.MustCompile(`^[A-Z][A-Za-z]+_[A-Z][A-Za-z]+$`)

// triggerSources returns the trigger sources that the emulator sends to Lambda triggers, and those that it declares but
// never sends. It reads them from the source: the constants of package trigger, and their uses in other packages.
func triggerSources(t *testing.T) (run, idle []string) {
	t.Helper()
	sources, used := map[string]string{}, map[string]bool{}
	require.NoError(t, filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.ValueSpec:
				if file.Name.Name == "trigger" && len(node.Values) == 1 {
					if literal, ok := node.Values[0].(*ast.BasicLit); ok {
						if text, err := strconv.Unquote(literal.Value); err == nil && triggerSource.MatchString(text) {
							sources[node.Names[0].Name] = text
						}
					}
				}
			case *ast.SelectorExpr:
				if x, ok := node.X.(*ast.Ident); ok && x.Name == "trigger" {
					used[node.Sel.Name] = true
				}
			case *ast.CallExpr:
				if helper, ok := node.Fun.(*ast.SelectorExpr); ok && file.Name.Name != "trigger" {
					used[helper.Sel.Name] = true // a method of the invoker has the name of its source
				}
			}
			return true
		})
		return nil
	}))
	require.NotEmpty(t, sources)
	for name, source := range sources {
		if used[name] {
			run = append(run, source)
		} else {
			idle = append(idle, source)
		}
	}
	slices.Sort(run)
	slices.Sort(idle)
	return run, idle
}
