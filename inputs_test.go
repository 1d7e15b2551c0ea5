package cognitokit_test

import (
	"flag"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

var updateInputs = flag.Bool("update-inputs", false, "write the inputs that the root module copies from its modules")

// mapped is an input of the root module that is a map: each entry is the input of one call of a module.
type mapped struct {
	input, module string // "clients", "user-pool-client"
	call          string // label of the module block in main.tf
	not           []string
	// extra are attributes that only the root has. They precede all others: name => description.
	extra map[string]string
}

// The modules declare their inputs one by one, and the root has the same inputs as objects. An object as the module's input
// would pass through in one line, but Terraform ignores an unknown attribute of an object and rejects an unknown argument:
// in a call of the module itself, a misspelled attribute would have no effect. So the declaration in the module is the only
// one that is written by hand, and this file copies it into the root.
var mappedInputs = []mapped{
	{
		input: "clients", module: "user-pool-client", call: "user_pool_client", not: []string{"user_pool_id", "name", "input_path"},
		extra: map[string]string{"name": "Name of the client. By default the key."},
	},
	{input: "resource_servers", module: "resource-server", call: "resource_server", not: []string{"user_pool_id", "identifier"}},
	{input: "identity_providers", module: "identity-provider", call: "identity_provider", not: []string{"user_pool_id", "name", "client_secret"}},
	{input: "groups", module: "user-group", call: "user_group", not: []string{"user_pool_id", "name"}},
}

// TestRootInputs compares the inputs of the root module, and the calls that pass them on, with the inputs of its modules.
// `make inputs` writes them.
func TestRootInputs(t *testing.T) {
	t.Parallel()
	for name, generate := range map[string]func(*testing.T, *hclwrite.Body){"variables.tf": copyInputs, "main.tf": passInputs} {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		file, problems := hclwrite.ParseConfig(text, name, hcl.InitialPos)
		require.False(t, problems.HasErrors(), problems.Error())
		generate(t, file.Body())
		want := string(hclwrite.Format(file.Bytes()))
		if *updateInputs {
			require.NoError(t, os.WriteFile(name, []byte(want), 0o600))
			continue
		}
		assert.Equal(t, want, string(text), "%s differs from the modules: run make inputs", name)
	}
}

// copyInputs copies types, defaults and descriptions into the variables of the root.
func copyInputs(t *testing.T, root *hclwrite.Body) {
	t.Helper()
	for name, source := range variablesOf(t, "modules/user-pool") {
		target := root.FirstMatchingBlock("variable", []string{name})
		require.NotNil(t, target, "the root has no input %s", name)
		copyAttributes(source, target.Body(), "description", "type", "default", "nullable")
	}
	domain := variablesOf(t, "modules/user-pool-domain")
	for _, name := range []string{"domain_prefix", "custom_domain", "managed_login_version"} {
		copyAttributes(domain[name], root.FirstMatchingBlock("variable", []string{name}).Body(), "type", "default", "nullable")
	}
	for _, m := range mappedInputs {
		target := root.FirstMatchingBlock("variable", []string{m.input}).Body()
		object, bullets := m.object(t)
		target.SetAttributeRaw("type", expression(t, "map(object({\n"+object+"}))"))
		introduction, _, _ := strings.Cut(heredoc(target.GetAttribute("description")), "- `")
		target.SetAttributeRaw("description", expression(t, "<<-EOT\n"+indented(introduction+bullets, "    ")+"  EOT\n"))
	}
}

// copyAttributes copies arguments of a block, and removes arguments that the source does not have.
func copyAttributes(source, target *hclwrite.Body, names ...string) {
	for _, name := range names {
		a := source.GetAttribute(name)
		if a == nil {
			target.RemoveAttribute(name)
			continue
		}
		target.SetAttributeRaw(name, a.Expr().BuildTokens(nil))
	}
}

// object returns the attributes of an entry, with a line for each in the description.
func (m mapped) object(t *testing.T) (attributes, bullets string) {
	t.Helper()
	add := func(name, declared, description string) {
		attributes += name + " = " + declared + "\n"
		bullets += bullet(name, description)
	}
	for name, description := range m.extra {
		add(name, "optional(string)", description)
	}
	for name, body := range orderedVariables(t, "modules/"+m.module) {
		if slices.Contains(m.not, name) {
			continue
		}
		declared := source(body.GetAttribute("type"))
		if value := body.GetAttribute("default"); value != nil && source(value) == "null" {
			declared = "optional(" + declared + ")"
		} else if value != nil {
			declared = "optional(" + declared + ", " + source(value) + ")"
		}
		add(name, declared, heredoc(body.GetAttribute("description")))
	}
	return attributes, bullets
}

// bullet returns an item of a Markdown list. Its text begins on a new line if the line would be too long.
func bullet(name, description string) string {
	first, rest, _ := strings.Cut(strings.TrimSpace(description), "\n")
	if len(first) > 1 && unicode.IsLower(rune(first[1])) { // a word, and not an abbreviation
		first = strings.ToLower(first[:1]) + first[1:]
	}
	head := "- `" + name + "`: "
	if len(head)+len(first)+len("    ") > maxColumns {
		head, rest = strings.TrimSpace(head), first+"\n"+rest
		first = ""
	}
	return head + first + "\n" + indented(rest, "  ")
}

func indented(text, by string) string {
	var all strings.Builder
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			all.WriteString(by + strings.TrimRight(line, "\n") + "\n")
		}
	}
	return all.String()
}

// passInputs sets the arguments of the module calls in the root.
func passInputs(t *testing.T, root *hclwrite.Body) {
	t.Helper()
	pool := root.FirstMatchingBlock("module", []string{"user_pool"}).Body()
	for name := range orderedVariables(t, "modules/user-pool") {
		pool.SetAttributeTraversal(name, traversal("var", name))
	}
	for _, m := range mappedInputs {
		call := root.FirstMatchingBlock("module", []string{m.call}).Body()
		for name := range orderedVariables(t, "modules/"+m.module) {
			if !slices.Contains(m.not, name) {
				call.SetAttributeTraversal(name, traversal("each", "value", name))
			}
		}
	}
}

func traversal(root string, names ...string) hcl.Traversal {
	path := hcl.Traversal{hcl.TraverseRoot{Name: root}}
	for _, name := range names {
		path = append(path, hcl.TraverseAttr{Name: name})
	}
	return path
}

// orderedVariables goes through the variables of a module in the order of its files and lines.
func orderedVariables(t *testing.T, folder string) iter.Seq2[string, *hclwrite.Body] {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "variables*.tf"))
	require.NoError(t, err)
	require.NotEmpty(t, files, "%s declares no inputs", folder)
	return func(yield func(string, *hclwrite.Body) bool) {
		for _, name := range files {
			text, err := os.ReadFile(name)
			require.NoError(t, err)
			file, problems := hclwrite.ParseConfig(text, name, hcl.InitialPos)
			require.False(t, problems.HasErrors(), problems.Error())
			for _, block := range file.Body().Blocks() {
				if block.Type() == "variable" && !yield(block.Labels()[0], block.Body()) {
					return
				}
			}
		}
	}
}

func variablesOf(t *testing.T, folder string) map[string]*hclwrite.Body {
	t.Helper()
	return maps.Collect(orderedVariables(t, folder))
}

// source returns the text of an argument's value.
func source(a *hclwrite.Attribute) string {
	return strings.TrimSpace(string(a.Expr().BuildTokens(nil).Bytes()))
}

// heredoc returns the value of a string without interpolations and escapes, in quotes or as a heredoc.
func heredoc(a *hclwrite.Attribute) string {
	text := source(a)
	if quoted, ok := strings.CutPrefix(text, `"`); ok {
		return strings.ReplaceAll(strings.TrimSuffix(quoted, `"`), `\"`, `"`)
	}
	lines := strings.Split(text, "\n")
	lines = lines[1 : len(lines)-1] // without <<-EOT and EOT
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(line, "    ")
	}
	return strings.Join(lines, "\n") + "\n"
}

// expression returns the tokens of an expression.
func expression(t *testing.T, text string) hclwrite.Tokens {
	t.Helper()
	file, problems := hclwrite.ParseConfig([]byte("x = "+text+"\n"), "", hcl.InitialPos)
	require.False(t, problems.HasErrors(), "%s: %s", problems.Error(), text)
	return file.Body().GetAttribute("x").Expr().BuildTokens(nil)
}

// TestStandardAttributesAreTheSame compares the copies of a file that modules cannot share.
func TestStandardAttributesAreTheSame(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("modules/*/standard_attributes.tf")
	require.NoError(t, err)
	require.Len(t, files, 3)
	first, err := os.ReadFile(files[0])
	require.NoError(t, err)
	for _, name := range files[1:] {
		other, err := os.ReadFile(name)
		require.NoError(t, err)
		assert.Equal(t, string(first), string(other), "%s and %s differ", files[0], name)
	}
}

// input is a variable of a module.
type input struct {
	declared cty.Type
	defaults *typeexpr.Defaults // the defaults of the attributes, nil if they have none
	value    cty.Value          // the default of the input, cty.NilVal if it has none
}

// inputsOf reads the variables of a module.
func inputsOf(t *testing.T, folder string) map[string]input {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "variables*.tf"))
	require.NoError(t, err)
	inputs := map[string]input{}
	for _, name := range files {
		file, diagnostics := hclparse.NewParser().ParseHCLFile(name)
		require.False(t, diagnostics.HasErrors(), diagnostics.Error())
		content, _, diagnostics := file.Body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "variable", LabelNames: []string{"name"}}}})
		require.False(t, diagnostics.HasErrors(), diagnostics.Error())
		for _, block := range content.Blocks {
			inputs[block.Labels[0]] = readInput(t, block)
		}
	}
	require.NotEmpty(t, inputs, "%s declares no inputs", folder)
	return inputs
}

func readInput(t *testing.T, block *hcl.Block) input {
	t.Helper()
	content, _, diagnostics := block.Body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "type", Required: true}, {Name: "default"}}})
	require.False(t, diagnostics.HasErrors(), diagnostics.Error())
	var in input
	in.declared, in.defaults, diagnostics = typeexpr.TypeConstraintWithDefaults(content.Attributes["type"].Expr)
	require.False(t, diagnostics.HasErrors(), diagnostics.Error())
	if written, ok := content.Attributes["default"]; ok {
		value, diagnostics := written.Expr.Value(nil)
		require.False(t, diagnostics.HasErrors(), diagnostics.Error())
		in.value = in.complete(t, value)
	}
	return in
}

// complete converts a value to the type of an input, with its defaults.
func (in input) complete(t *testing.T, value cty.Value) cty.Value {
	t.Helper()
	if in.defaults != nil {
		value = in.defaults.Apply(value)
	}
	value, err := convert.Convert(value, in.declared)
	require.NoError(t, err)
	return value
}

// TestRootAndModulesAgree compares the types and defaults of the root's inputs with the inputs of the modules, as Terraform
// reads them. It does not rely on the text that TestRootInputs copies. It skips null, because a module that receives null
// uses its own default.
func TestRootAndModulesAgree(t *testing.T) {
	t.Parallel()
	root := inputsOf(t, ".")

	t.Run("user-pool", func(t *testing.T) {
		t.Parallel()
		for name, of := range inputsOf(t, "modules/user-pool") {
			if assert.Contains(t, root, name) {
				assertSame(t, name, root[name], of)
			}
		}
	})
	t.Run("user-pool-domain", func(t *testing.T) {
		t.Parallel()
		of := inputsOf(t, "modules/user-pool-domain")
		for _, name := range []string{"domain_prefix", "custom_domain", "managed_login_version"} {
			assertSame(t, name, root[name], of[name])
		}
	})
	for _, passed := range mappedInputs {
		t.Run(passed.module, func(t *testing.T) {
			t.Parallel()
			declared := root[passed.input]
			attributes := declared.declared.ElementType().AttributeTypes()
			var element *typeexpr.Defaults // of an element of the map
			if declared.defaults != nil {
				element = declared.defaults.Children[""]
			}
			for name, of := range inputsOf(t, "modules/"+passed.module) {
				if slices.Contains(passed.not, name) {
					continue
				}
				if !assert.Contains(t, attributes, name, "%s has no attribute for the input of %s", passed.input, passed.module) {
					continue
				}
				in := input{declared: attributes[name]}
				if element != nil {
					in.defaults = element.Children[name]
					if value, ok := element.DefaultValues[name]; ok {
						in.value = in.complete(t, value)
					}
				}
				assertSame(t, passed.input+"."+name, in, of)
			}
		})
	}
}

func assertSame(t *testing.T, name string, in, of input) {
	t.Helper()
	if !in.declared.Equals(of.declared) {
		t.Errorf("%s is %s in the root and %s in the module", name, typeexpr.TypeString(in.declared), typeexpr.TypeString(of.declared))
		return
	}
	if given(in.value) && given(of.value) && !in.value.RawEquals(of.value) {
		t.Errorf("the default of %s is %#v in the root and %#v in the module", name, in.value, of.value)
	}
	empty, isObject := emptyOf(in.declared)
	if isObject && !in.complete(t, empty).RawEquals(of.complete(t, empty)) {
		t.Errorf("the attributes of %s have other defaults in the root than in the module: %#v, %#v", name, in.complete(t, empty), of.complete(t, empty))
	}
}

func given(value cty.Value) bool { return value != cty.NilVal && !value.IsNull() }

// emptyOf returns an object without attributes, alone or as an element of a map.
func emptyOf(declared cty.Type) (cty.Value, bool) {
	switch {
	case declared.IsMapType() && declared.ElementType().IsObjectType():
		element, _ := emptyOf(declared.ElementType())
		return cty.MapVal(map[string]cty.Value{"k": element}), true
	case declared.IsObjectType():
		values := map[string]cty.Value{}
		for name, attribute := range declared.AttributeTypes() {
			values[name] = cty.NullVal(attribute)
			if nested, ok := emptyOf(attribute); ok && attribute.IsObjectType() {
				values[name] = nested
			}
		}
		return cty.ObjectVal(values), true
	}
	return cty.NilVal, false
}
