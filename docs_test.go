package cognitokit_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/zclconf/go-cty/cty"
)

// TestInputsPage compares docs/inputs.md with the inputs of the root module: each input has a row, and each row names an
// input. An object has one row, or one row for each of its attributes.
func TestInputsPage(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("docs/inputs.md")
	require.NoError(t, err)
	page, _, found := strings.Cut(string(text), "\n## What the provider cannot declare\n")
	require.True(t, found, "docs/inputs.md ends with the settings that are not inputs")
	rows := map[string]bool{}
	for _, match := range regexp.MustCompile("(?m)^\\| `([a-z_.]+)` \\|").FindAllStringSubmatch(page, -1) {
		assert.False(t, rows[match[1]], "docs/inputs.md has %s twice", match[1])
		rows[match[1]] = true
	}
	inputs := rootInputs(t)
	for name, declared := range inputs {
		if !rows[name] || name == "clients" {
			assertRows(t, rows, name, declared)
		}
	}
	for row := range rows {
		assert.True(t, has(inputs, row), "docs/inputs.md has a row for %s, which is not an input", row)
	}
	assert.Less(t, len(inputs), 25, "the root module has too many inputs: add an attribute to an existing input")
}

// assertRows checks that each attribute of an object has a row, or rows for its own attributes.
func assertRows(t *testing.T, rows map[string]bool, path string, declared cty.Type) {
	t.Helper()
	if declared.IsMapType() {
		declared = declared.ElementType()
	}
	if !declared.IsObjectType() {
		t.Errorf("docs/inputs.md has no row for %s", path)
		return
	}
	for name, attribute := range declared.AttributeTypes() {
		if !rows[path+"."+name] {
			assertRows(t, rows, path+"."+name, attribute)
		}
	}
}

// has reports whether a dotted path names an input or an attribute of one.
func has(inputs map[string]cty.Type, path string) bool {
	first, rest, deeper := strings.Cut(path, ".")
	declared, ok := inputs[first]
	if !ok || !deeper {
		return ok
	}
	if declared.IsMapType() {
		declared = declared.ElementType()
	}
	return declared.IsObjectType() && has(declared.AttributeTypes(), rest)
}

// rootInputs returns the declared types of the root module's inputs.
func rootInputs(t *testing.T) map[string]cty.Type {
	t.Helper()
	types := map[string]cty.Type{}
	for name, in := range inputsOf(t, ".") {
		types[name] = in.declared
	}
	return types
}

// TestFeatureTable compares the table of features with the code: each named input and test exists, and each input of the
// root module has a feature.
func TestFeatureTable(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("docs/features.md")
	require.NoError(t, err)
	_, table, found := strings.Cut(string(text), "<!-- features: checked by TestFeatureTable -->")
	require.True(t, found, "docs/features.md has no table of features")
	table, _, _ = strings.Cut(table, "<!-- end of features -->")

	inputs, tests := rootInputs(t), testsOf(t, "test", ".")
	named, rows := map[string]bool{}, 0
	quoted := regexp.MustCompile("`([^`]+)`")
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 3 || !strings.Contains(cells[2], "`") {
			continue
		}
		rows++
		for _, match := range quoted.FindAllStringSubmatch(cells[1], -1) {
			if module, ok := strings.CutPrefix(match[1], "modules/"); ok {
				assert.DirExists(t, filepath.Join("modules", module))
				continue
			}
			assert.True(t, has(inputs, match[1]), "%s: %s is not an input", cells[0], match[1])
			first, _, _ := strings.Cut(match[1], ".")
			named[first] = true
		}
		tested := "" // the text of the row's tests and of the configurations that they deploy
		for _, match := range quoted.FindAllStringSubmatch(cells[2], -1) {
			file, found := tests[match[1]]
			assert.True(t, found, "%s: the test %s does not exist", cells[0], match[1])
			tested += deployedBy(t, file)
		}
		for _, match := range quoted.FindAllStringSubmatch(cells[1], -1) {
			path := strings.Split(match[1], ".")
			byModules := strings.HasPrefix(match[1], "modules/") && strings.Contains(cells[2], "TestModules") // TestModules tests every module
			if !byModules && !strings.Contains(tested, path[len(path)-1]) {                                   // assert.Contains would print the complete text
				t.Errorf("%s: its tests do not contain %s", cells[0], match[1])
			}
		}
	}
	assert.Greater(t, rows, 20, "the table of features has too few rows: the test did not read it")
	assert.ElementsMatch(t, slices.Collect(maps.Keys(inputs)), slices.Collect(maps.Keys(named)), "each input belongs to a feature")
}

// deployed finds the example or fixture that a test deploys.
var deployed = regexp.MustCompile(`deploy\.(?:Example|Fixture)\(t, "([^"]+)"`)

// deployedBy returns the text of a file with tests and of the configurations that it deploys.
func deployedBy(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	all := string(text)
	for _, match := range deployed.FindAllStringSubmatch(all, -1) {
		for _, pattern := range []string{"examples/" + match[1] + "/*.tf", "examples/" + match[1] + "/environments/*", "test/testdata/" + match[1] + "/*.tf"} {
			configurations, err := filepath.Glob(pattern)
			require.NoError(t, err)
			for _, configuration := range configurations {
				text, err := os.ReadFile(configuration)
				require.NoError(t, err)
				all += string(text)
			}
		}
	}
	return all
}

// testsOf returns the tests of packages with their files, and their subtests with literal names as TestName/subtest.
func testsOf(t *testing.T, folders ...string) map[string]string {
	t.Helper()
	tests := map[string]string{}
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
		require.NoError(t, err)
		for _, name := range files {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			require.NoError(t, err)
			for _, declaration := range file.Decls {
				function, ok := declaration.(*ast.FuncDecl)
				if !ok || function.Recv != nil || !strings.HasPrefix(function.Name.Name, "Test") {
					continue
				}
				tests[function.Name.Name] = name
				for _, subtest := range literalSubtests(function) {
					tests[function.Name.Name+"/"+subtest] = name
				}
			}
		}
	}
	return tests
}

// literalSubtests returns the names in t.Run("name", …) and in rows of tables, {"name", …} or {name: "name", …}.
func literalSubtests(function *ast.FuncDecl) []string {
	var names []string
	text := func(e ast.Expr) {
		if literal, ok := e.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			names = append(names, strings.Trim(literal.Value, "\"`"))
		}
	}
	ast.Inspect(function, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.CallExpr:
			if selector, ok := node.Fun.(*ast.SelectorExpr); ok && selector.Sel.Name == "Run" && len(node.Args) == 2 {
				text(node.Args[0])
			}
		case *ast.CompositeLit:
			if node.Type == nil && len(node.Elts) > 0 { // a row of a table
				text(node.Elts[0])
				if named, ok := node.Elts[0].(*ast.KeyValueExpr); ok {
					text(named.Value)
				}
			}
		}
		return true
	})
	return names
}

// TestArchitectureListsEveryPackage: a new package has a row in docs/architecture.md.
func TestArchitectureListsEveryPackage(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("docs/architecture.md")
	require.NoError(t, err)
	for _, parent := range []string{"internal", "cognitotest/internal"} {
		entries, err := os.ReadDir(parent)
		require.NoError(t, err)
		for _, entry := range entries {
			assert.Contains(t, string(text), "`"+parent+"/"+entry.Name()+"/`")
		}
	}
}
