package cognitokit_test

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// input is a variable of a module.
type input struct {
	declared cty.Type
	defaults *typeexpr.Defaults // of the attributes inside, nil if there are none
	value    cty.Value          // the default, cty.NilVal if it has none
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
	require.NotEmpty(t, inputs, "there are no inputs in %s", folder)
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

// complete gives a value the type of an input, with its defaults.
func (in input) complete(t *testing.T, value cty.Value) cty.Value {
	t.Helper()
	if in.defaults != nil {
		value = in.defaults.Apply(value)
	}
	value, err := convert.Convert(value, in.declared)
	require.NoError(t, err)
	return value
}

// TestRootAndModulesAgree compares what is declared twice: an input of the root, or an attribute of one of its maps, and
// the input of the module that it is passed to. A null is left out of the comparison: the module reads it as its default.
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
	for _, passed := range []struct {
		module, input string
		not           []string // what the map's key or another input gives
	}{
		{"user-pool-client", "clients", []string{"user_pool_id", "name"}},
		{"resource-server", "resource_servers", []string{"user_pool_id", "identifier"}},
		{"identity-provider", "identity_providers", []string{"user_pool_id", "name", "client_secret"}},
		{"user-group", "groups", []string{"user_pool_id", "name"}},
	} {
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

// emptyOf is an object with nothing written in it, alone or as an element of a map.
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
