package rootmodule

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// Decision is a data source whose value determines the number of instances of a resource, data
// source or module.
type Decision struct {
	// Data is the address of the data source, such as data.aws_availability_zones.all.
	Data string
	// Type is the type of the data source.
	Type string
	// Of is the address of the resource, data source or module with the count or for_each.
	Of string

	key  string // of the module that contains the data source
	name string // of the data source
}

// Decisions returns the data sources that may determine a count or for_each in the root module
// and in its installed modules: directly, or through locals, variables and outputs. The result
// can contain false positives, such as a data source that sets values in a map with known keys.
// [Defer] lets Terraform decide.
func Decisions(root string, openTofu bool) ([]Decision, error) {
	t, err := readTree(root, openTofu)
	if err != nil {
		return nil, err
	}
	var found []Decision
	for _, key := range t.keys {
		for _, of := range t.modules[key].counted() {
			seen := map[string]bool{}
			t.data(key, of.expression, seen, func(at, kind, name string) {
				d := Decision{Data: prefix(at) + "data." + kind + "." + name, Type: kind, Of: prefix(key) + of.address, key: at, name: name}
				if !slices.Contains(found, d) {
					found = append(found, d)
				}
			})
		}
	}
	return found, nil
}

// tree is a root module with its installed modules. The key is the path of the module calls: "" for
// the root, "auth" for module.auth, "auth.pool" for module.auth.module.pool.
type tree struct {
	modules map[string]*Module
	keys    []string // sorted
}

func readTree(root string, openTofu bool) (*tree, error) {
	t := &tree{modules: map[string]*Module{}}
	m, err := Read(root, openTofu)
	if err != nil {
		return nil, err
	}
	t.modules[""] = m
	t.keys = []string{""}
	text, err := os.ReadFile(filepath.Join(root, ".terraform", "modules", "modules.json"))
	if os.IsNotExist(err) {
		return t, nil
	}
	if err != nil {
		return nil, err
	}
	var manifest struct {
		Modules []struct{ Key, Dir string }
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		return nil, fmt.Errorf("the list of installed modules cannot be read: %w", err)
	}
	for _, installed := range manifest.Modules {
		if installed.Key == "" {
			continue
		}
		dir := filepath.FromSlash(installed.Dir)
		if !filepath.IsAbs(dir) { // a module inside one with an absolute path has an absolute path, too
			dir = filepath.Join(root, dir)
		}
		m, err := Read(dir, openTofu)
		if err != nil {
			return nil, err
		}
		t.modules[installed.Key] = m
		t.keys = append(t.keys, installed.Key)
	}
	slices.Sort(t.keys)
	return t, nil
}

// prefix returns the beginning of the addresses in a module.
func prefix(key string) string {
	if key == "" {
		return ""
	}
	return "module." + strings.ReplaceAll(key, ".", ".module.") + "."
}

// counted is a resource, data source or module call with a count or for_each.
type counted struct {
	address    string
	expression hcl.Expression
}

func (m *Module) counted() []counted {
	var found []counted
	for _, kind := range []struct {
		block  string
		labels []string
		prefix string
	}{
		{"resource", []string{"type", "name"}, ""},
		{"data", []string{"type", "name"}, "data."},
		{"module", []string{"name"}, "module."},
	} {
		for _, block := range m.blocks(kind.block, kind.labels...) {
			for _, name := range []string{"count", "for_each"} {
				if a := attribute(block.Body, name); a != nil {
					found = append(found, counted{kind.prefix + strings.Join(block.Labels, "."), a.Expr})
				}
			}
		}
	}
	return found
}

// data calls found for each data source that an expression of a module depends on.
func (t *tree) data(key string, expression hcl.Expression, seen map[string]bool, found func(key, kind, name string)) {
	m := t.modules[key]
	if m == nil || expression == nil {
		return
	}
	for _, traversal := range expression.Variables() {
		words := names(traversal)
		if len(words) < 2 {
			continue
		}
		at := key + "\x00" + strings.Join(words[:min(len(words), 3)], ".")
		if seen[at] {
			continue
		}
		seen[at] = true
		switch words[0] {
		case "data":
			if len(words) > 2 {
				found(key, words[1], words[2])
			}
		case "local":
			for _, block := range m.blocks("locals") {
				if a := attribute(block.Body, words[1]); a != nil {
					t.data(key, a.Expr, seen, found)
				}
			}
		case "var":
			t.argument(key, words[1], seen, found)
		case "module":
			if len(words) > 2 {
				t.output(join(key, words[1]), words[2], seen, found)
			}
		}
	}
}

// argument follows a variable to the argument in the call of its module.
func (t *tree) argument(key, name string, seen map[string]bool, found func(key, kind, name string)) {
	parent, call := "", key
	if i := strings.LastIndex(key, "."); i >= 0 {
		parent, call = key[:i], key[i+1:]
	}
	if key == "" || t.modules[parent] == nil {
		return
	}
	for _, block := range t.modules[parent].blocks("module", "name") {
		if block.Labels[0] != call {
			continue
		}
		if a := attribute(block.Body, name); a != nil {
			t.data(parent, a.Expr, seen, found)
		}
	}
}

// output follows the output of a module to its value.
func (t *tree) output(key, name string, seen map[string]bool, found func(key, kind, name string)) {
	m := t.modules[key]
	if m == nil {
		return
	}
	for _, block := range m.blocks("output", "name") {
		if block.Labels[0] == name {
			if a := attribute(block.Body, "value"); a != nil {
				t.data(key, a.Expr, seen, found)
			}
		}
	}
}

func join(key, name string) string {
	if key == "" {
		return name
	}
	return key + "." + name
}

// names returns the names in a traversal, up to the first index.
func names(traversal hcl.Traversal) []string {
	var words []string
	for _, step := range traversal {
		switch step := step.(type) {
		case hcl.TraverseRoot:
			words = append(words, step.Name)
		case hcl.TraverseAttr:
			words = append(words, step.Name)
		default:
			return words
		}
	}
	return words
}
