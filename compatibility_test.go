package cognitokit_test

import (
	"flag"
	"fmt"
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

var updatePublished = flag.Bool("update-published", false, "write the inputs and outputs of a release to "+publishedInterface)

// publishedInterface has the inputs and outputs of the last release, a line for each.
const publishedInterface = "test/testdata/published-interface.txt"

// declaration is an input, an attribute of an input, or an output.
type declaration struct {
	kind     string // "string", "map of object", "output"
	required bool
}

func (d declaration) String() string {
	if d.required {
		return d.kind + ", required"
	}
	return d.kind
}

// module has the declarations of a module by their path, such as "clients.*.refresh.validity". The attributes of an element
// have the path of the element: NAME.* in a map, NAME[] in a list or set.
type module map[string]declaration

func (m module) add(path string, declared cty.Type, required bool) {
	element, suffix := declared, ""
	switch {
	case declared.IsMapType():
		element, suffix = declared.ElementType(), ".*"
	case declared.IsListType(), declared.IsSetType():
		element, suffix = declared.ElementType(), "[]"
	}
	m[path] = declaration{kind: declared.FriendlyName(), required: required}
	if element.IsObjectType() {
		for name, attribute := range element.AttributeTypes() {
			m.add(path+suffix+"."+name, attribute, !element.AttributeOptional(name))
		}
	}
}

var outputBlock = regexp.MustCompile(`(?m)^output "([^"]+)"`)

// currentInterface returns the declarations of the root module, ".", and of each module.
func currentInterface(t *testing.T) map[string]module {
	t.Helper()
	folders, err := filepath.Glob("modules/*")
	require.NoError(t, err)
	all := map[string]module{}
	for _, folder := range append(folders, ".") {
		m := module{}
		for name, in := range inputsOf(t, folder) {
			m.add(name, in.declared, in.value == cty.NilVal)
		}
		text, err := os.ReadFile(filepath.Join(folder, "outputs.tf"))
		require.NoError(t, err)
		for _, match := range outputBlock.FindAllStringSubmatch(string(text), -1) {
			m["output "+match[1]] = declaration{kind: "output"}
		}
		all[folder] = m
	}
	return all
}

// breaks returns the changes between two releases of a module that its callers must follow.
func breaks(published, current module) []string {
	var found []string
	for path, was := range published {
		switch is, exists := current[path]; {
		case !exists:
			found = append(found, path+" was removed")
		case is.kind != was.kind:
			found = append(found, fmt.Sprintf("%s is a %s and was a %s", path, is.kind, was.kind))
		case is.required && !was.required:
			found = append(found, path+" is required now")
		}
	}
	for path, is := range current {
		_, existed := published[path]
		// A required attribute of a new object breaks no caller.
		parent := strings.TrimSuffix(strings.TrimSuffix(path[:max(strings.LastIndexByte(path, '.'), 0)], ".*"), "[]")
		if _, parentExisted := published[parent]; !existed && is.required && (parent == "" || parentExisted) {
			found = append(found, path+" is new and required")
		}
	}
	slices.Sort(found)
	return found
}

// TestInterfaceIsCompatible compares the inputs and outputs of the modules with the last release. A change that breaks callers
// needs a new minor version before version 1, and afterwards a major one, a row in docs/upgrading.md, and a new file, as
// CONTRIBUTING.md describes.
func TestInterfaceIsCompatible(t *testing.T) {
	t.Parallel()
	current := currentInterface(t)
	if *updatePublished {
		var text strings.Builder
		for _, folder := range slices.Sorted(maps.Keys(current)) {
			for _, path := range slices.Sorted(maps.Keys(current[folder])) {
				fmt.Fprintf(&text, "%s: %s: %s\n", folder, path, current[folder][path])
			}
		}
		require.NoError(t, os.WriteFile(publishedInterface, []byte(text.String()), 0o600))
		return
	}
	text, err := os.ReadFile(publishedInterface)
	require.NoError(t, err)
	published := map[string]module{}
	for line := range strings.Lines(string(text)) {
		parts := strings.SplitN(strings.TrimSpace(line), ": ", 3)
		require.Len(t, parts, 3, line)
		if published[parts[0]] == nil {
			published[parts[0]] = module{}
		}
		kind, required := strings.CutSuffix(parts[2], ", required")
		published[parts[0]][parts[1]] = declaration{kind: kind, required: required}
	}
	require.Contains(t, published, ".")
	for folder, m := range published {
		if assert.Contains(t, current, folder, "the module was removed") {
			assert.Empty(t, breaks(m, current[folder]), folder)
		}
	}
}

func TestBreaks(t *testing.T) {
	t.Parallel()
	published := module{
		"name": {"string", true}, "tags": {"map of string", false}, "clients": {"map of object", false},
		"clients.*.callback_urls": {"list of string", true}, "clients.*.scopes": {"list of string", false}, "output id": {"output", false},
	}
	for _, tt := range []struct {
		name   string
		change func(module)
		want   []string
	}{
		{"nothing", func(module) {}, nil},
		{"a required input is optional now", func(m module) { m["name"] = declaration{"string", false} }, nil},
		{"a new optional input", func(m module) { m["tier"] = declaration{"string", false} }, nil},
		{"a new optional object with a required attribute", func(m module) {
			m["mfa"], m["mfa.mode"] = declaration{"object", false}, declaration{"string", true}
		}, nil},
		{"a new output", func(m module) { m["output arn"] = declaration{"output", false} }, nil},
		{"a removed input", func(m module) { delete(m, "tags") }, []string{"tags was removed"}},
		{"a removed attribute", func(m module) { delete(m, "clients.*.scopes") }, []string{"clients.*.scopes was removed"}},
		{"a removed output", func(m module) { delete(m, "output id") }, []string{"output id was removed"}},
		{"another type", func(m module) { m["tags"] = declaration{"list of string", false} }, []string{"tags is a list of string and was a map of string"}},
		{"an optional attribute is required", func(m module) { m["clients.*.scopes"] = declaration{"list of string", true} }, []string{"clients.*.scopes is required now"}},
		{"a new required input", func(m module) { m["region"] = declaration{"string", true} }, []string{"region is new and required"}},
		{"a new required attribute", func(m module) { m["clients.*.kind"] = declaration{"string", true} }, []string{"clients.*.kind is new and required"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			current := maps.Clone(published)
			tt.change(current)
			assert.Equal(t, tt.want, breaks(published, current))
		})
	}
}
