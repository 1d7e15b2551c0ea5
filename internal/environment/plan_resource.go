package environment

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// managedMode is the mode of managed resources. A data source has another mode.
const managedMode = "managed"

// values has the resources of a plan or a state, by module (Terraform, "JSON Output
// Format", values representation).
type values struct {
	RootModule moduleValues `json:"root_module"`
}

type moduleValues struct {
	Address      string         `json:"address"`
	Resources    []resource     `json:"resources"`
	ChildModules []moduleValues `json:"child_modules"`
}

// resource is one instance of a resource.
type resource struct {
	Address string          `json:"address"`
	Mode    string          `json:"mode"`
	Type    string          `json:"type"`
	Name    string          `json:"name"`
	Index   json.RawMessage `json:"index"` // a number for count, a string for for_each, or nil
	// Values are the attributes. An unknown attribute is absent, and an unknown element of
	// a list is null.
	Values map[string]json.RawMessage `json:"values"`

	module   []step                     // the module path of the address
	resolved map[string]bool            // the attributes whose expression refers to a resource
	applied  map[string]json.RawMessage // the attributes in the state
}

// all returns the resources of every module.
func (v *values) all() []resource { return v.RootModule.all() }

func (m *moduleValues) all() []resource {
	var all []resource
	for _, r := range m.Resources {
		r.module = modulePath(m.Address)
		all = append(all, r)
	}
	for i := range m.ChildModules {
		all = append(all, m.ChildModules[i].all()...)
	}
	return all
}

// has reports whether the value of an attribute is known. The value can be null.
func (r *resource) has(name string) bool { return r.Values[name] != nil }

// null reports whether an attribute is known to be null.
func (r *resource) null(name string) bool { return string(r.Values[name]) == "null" }

// value returns an attribute as declared: from the plan, or from the state if the
// configuration refers to a resource whose value the plan does not know.
func (r *resource) value(name string) json.RawMessage {
	raw := r.Values[name]
	var list []*json.RawMessage
	known := raw != nil && (json.Unmarshal(raw, &list) != nil || !slices.Contains(list, nil))
	switch {
	case known:
		return raw
	case r.resolved[name]:
		return r.applied[name]
	}
	return nil
}

// read decodes an attribute. It returns false if the attribute is null or not declared.
func (r *resource) read(name string, target any) (bool, error) {
	raw := r.value(name)
	if raw == nil || string(raw) == "null" {
		return false, nil
	}
	if err := json.Unmarshal(raw, target); err != nil { // do not quote the value, which may be a secret
		return false, fmt.Errorf("%s.%s: the type is not the type in the provider's schema. Use hashicorp/aws 5.95 or newer", r.Address, name)
	}
	return true, nil
}

func attribute[T any](r *resource, name string) (*T, error) {
	var value T
	if ok, err := r.read(name, &value); !ok {
		return nil, err
	}
	return &value, nil
}

func (r *resource) text(name string) (*string, error) { return attribute[string](r, name) }
func (r *resource) number(name string) (*int, error)  { return attribute[int](r, name) }
func (r *resource) flag(name string) (*bool, error)   { return attribute[bool](r, name) }

// list returns a sorted list, or nil if the attribute is not declared.
func (r *resource) list(name string) ([]string, error) {
	var list []string
	if ok, err := r.read(name, &list); !ok {
		return nil, err
	}
	if list == nil {
		list = []string{}
	}
	slices.Sort(list)
	return list, nil
}

// required returns a text attribute that the state must have.
func (r *resource) required(name string) (string, error) {
	value, err := r.text(name)
	if err != nil {
		return "", err
	}
	if value == nil || *value == "" {
		return "", fmt.Errorf("%s.%s: the value is missing in the state. Apply the plan first", r.Address, name)
	}
	return *value, nil
}

// step is one part of a module's address: a name, and an index if the module has one.
type step struct {
	name  string
	index string // as written in the address: ["web"], [0] or ""
}

// modulePath parses the address of a module instance, such as module.cognito.module.client["web"].
func modulePath(address string) []step {
	var path []step
	for address != "" {
		address = strings.TrimPrefix(strings.TrimPrefix(address, "."), "module.")
		end := strings.IndexAny(address, ".[")
		if end < 0 {
			return append(path, step{name: address})
		}
		s := step{name: address[:end]}
		if address[end] == '[' {
			length := indexLength(address[end:])
			s.index = address[end : end+length]
			end += length
		}
		path, address = append(path, s), address[end:]
	}
	return path
}

// indexLength returns the length of the index at the start of a text. A key is quoted and
// can contain brackets and dots.
func indexLength(text string) int {
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case c == ']' && !quoted:
			return i + 1
		}
	}
	return len(text)
}
