package environment

import (
	"encoding/json"
	"slices"
	"strings"
)

// moduleConfiguration is the configuration of a module, as written.
type moduleConfiguration struct {
	Resources []struct {
		Address     string                     `json:"address"` // within the module, without an index
		Expressions map[string]json.RawMessage `json:"expressions"`
	} `json:"resources"`
	ModuleCalls map[string]moduleCall `json:"module_calls"`
}

type moduleCall struct {
	Expressions map[string]json.RawMessage `json:"expressions"` // the inputs
	Module      moduleConfiguration        `json:"module"`
}

// resolved are the attributes of a resource whose expression refers to a resource, also
// through the inputs of its modules. Terraform knows such a value when it applies.
//
// An expression of variables and constants alone is known at plan: where the plan has no
// value of it, it is null, and the value in the state is the service's own. A plan does
// not show the expressions of locals, so they count as variables.
func (m *moduleConfiguration) resolved(r *resource) map[string]bool {
	inputs := map[string]bool{} // those of the module that refer to a resource
	for _, s := range r.module {
		call := m.ModuleCalls[s.name]
		inner := map[string]bool{}
		for name, expression := range call.Expressions {
			inner[name] = refersToResource(expression, inputs)
		}
		m, inputs = &call.Module, inner
	}
	resolved := map[string]bool{}
	for _, configured := range m.Resources {
		if configured.Address == r.Type+"."+r.Name {
			for name, expression := range configured.Expressions {
				resolved[name] = refersToResource(expression, inputs)
			}
		}
	}
	return resolved
}

// refersToResource reports whether an expression, or a block of them, names a resource, a
// data source, an output of a module or one of these inputs.
func refersToResource(expression json.RawMessage, inputs map[string]bool) bool {
	return slices.ContainsFunc(references(expression), func(reference string) bool {
		kind, rest, _ := strings.Cut(reference, ".")
		switch kind {
		case "var":
			name, _, _ := strings.Cut(rest, ".")
			name, _, _ = strings.Cut(name, "[")
			return inputs[name]
		case "local", "each", "count", "path", "terraform", "self":
			return false
		}
		return true
	})
}

// references are those of an expression, and of all in a block.
func references(expression json.RawMessage) []string {
	var list []json.RawMessage
	if json.Unmarshal(expression, &list) == nil {
		var all []string
		for _, entry := range list {
			all = append(all, references(entry)...)
		}
		return all
	}
	var object map[string]json.RawMessage
	_ = json.Unmarshal(expression, &object) // what is no object refers to nothing
	var all []string
	for name, part := range object {
		switch name {
		case "constant_value":
		case "references":
			var own []string
			_ = json.Unmarshal(part, &own)
			all = append(all, own...)
		default:
			all = append(all, references(part)...)
		}
	}
	return all
}
