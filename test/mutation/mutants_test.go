package main

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// mutateText returns the mutants of a file and the source that contains them, which must compile.
func mutateText(t *testing.T, fset *token.FileSet, imports types.Importer, text string) (keys []string, source string) {
	t.Helper()
	check := func(name, text string, others ...*ast.File) (*ast.File, *types.Package, *types.Info) {
		file, err := parser.ParseFile(fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		require.NoError(t, err, text)
		info := &types.Info{
			Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
			Implicits: map[ast.Node]types.Object{},
		}
		pkg, err := (&types.Config{Importer: imports}).Check("p", fset, append(others, file), info)
		require.NoError(t, err, text)
		return file, pkg, info
	}
	file, pkg, info := check("p.go", text)
	m := &mutator{pkg: pkg, info: info, fset: fset, name: "p.go", source: []byte(text), seen: map[string]int{}}
	m.mutate(file)
	source = m.editor.apply([]byte(text))
	support, _, _ := check("runtime.go", strings.NewReplacer("PACKAGE", "p", "MUTANTS", "999").Replace(runtimeSource))
	check("p.go", source, support)
	for _, mutant := range m.mutants {
		keys = append(keys, mutant.key)
	}
	return keys, source
}

func TestMutants(t *testing.T) {
	t.Parallel()
	fset := token.NewFileSet()
	imports := importer.ForCompiler(fset, "source", nil) // not for concurrent use
	for _, test := range []struct {
		name, body string
		want       []string
	}{
		{"a comparison", "func f(a int) { for a < 3 { a := a; _ = a } }", []string{"f: a < 3 → <=", "f: negate a < 3"}},
		{"each comparison", "func f(a, b string) (bool, bool, bool) { return a <= b, a > b, a >= b }", []string{
			"f: a <= b → <", "f: negate a <= b", "f: a > b → >=", "f: negate a > b", "f: a >= b → >", "f: negate a >= b",
		}},
		{"equality", "func f(a any) bool { return a == nil }", []string{"f: negate a == nil"}},
		{"and, over two lines", "func f(a, b bool) bool { return a &&\n b }", []string{"f: a && b → ||", "f: negate a", "f: negate b"}},
		{"or with a comparison", "func f(a bool, b int) bool { return a || b == b }", []string{"f: a || b == b → &&", "f: negate a", "f: negate b == b"}},
		{"a condition", "func f(a bool) { if !a { panic(0) } }", []string{"f: negate !a", "f: 0 + 1 in panic(0)", "f: 0 - 1 in panic(0)"}},
		{"a switch without a value", "func f(a bool) { switch { case a: } }", []string{"f: negate a"}},
		{"arithmetic", "func f(a, b int) { _ = a + b; _ = a - b; _ = a * b; _ = a / b; _ = a % b }", []string{
			"f: a + b → -", "f: a - b → +", "f: a * b → /", "f: a / b → *", "f: a % b → *",
		}},
		{"strings have no arithmetic", "func f(a string) { _ = a + a }", nil},
		{"steps", "func f(a int) { for ; ; a++ { } }", []string{"f: a++ → --"}},
		{"an element of a map has no address", "func f(a map[int]int, b int) { a[b]++ }", []string{"f: remove a[b]++"}},
		{"assignments", "func f(a, b int) { a += b; a = b; _ = b }", []string{"f: remove a += b", "f: remove a = b", "f: a += b → -="}},
		{"calls and sends", "func f(a chan int, b int) { g(); a <- b; panic(a) }; func g() {}", []string{"f: remove g()", "f: remove a <- b"}},
		{"results", "func f(a error, b string) (string, error) { return b, a }", []string{
			"f: return the zero value instead of b", "f: return the zero value instead of a",
		}},
		{"zero results", "type s struct{}; func f() (string, error, s) { return \"\", nil, s{} }", nil},
		{"constant results", "func f() (bool, string) { return true, \"a\" }", []string{"f: return !true", "f: return the zero value instead of \"a\""}},
		{"a result of a function literal", "var f = func(a string) string { return a }", []string{"var f: return the zero value instead of a"}},
		{"constants", "func f() int64 { return 5 }", []string{"f: 5 + 1 in return 5", "f: 5 - 1 in return 5"}},
		{"a declared constant", "const c = 5; var v = []byte{c}", []string{"var v: c + 1", "var v: c - 1"}},
		{"a duration", "import \"time\"; var v time.Duration = 5 * time.Minute", []string{"var v: 5 * time.Minute + 1s", "var v: 5 * time.Minute - 1s"}},
		{"constants that stay", "func f(a int, b [3]int) { switch a { case 1: }; _ = [2]int{1: a}; _ = make([]int, a, 9); _ = make(map[int]int, 9) }", nil},
		{"equal changes are numbered", "func f(a bool) { if a { }; if a { } }", []string{"f: negate a", "f: negate a (2)"}},
		{"a method", "type s struct{}; func (x *s) f(a bool) { if a { } }", []string{"*s.f: negate a"}},
		{"a type parameter", "func f[T ~int | ~string](a, b T) (T, bool) { return a + b, a < b }", []string{"f: return the zero value instead of a + b"}},
		{"a named boolean", "type b bool; func f(x b) b { return x && x }", []string{"f: return the zero value instead of x && x"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := "package p; " + test.body + "\n"
			keys, source := mutateText(t, fset, imports, text)
			assert.Equal(t, test.want, keys, source)
			assert.Equal(t, strings.Count(text, "\n"), strings.Count(source, "\n"), "lines keep their numbers")
		})
	}
}
