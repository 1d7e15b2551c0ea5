package environment

import (
	"encoding/json"
	"slices"
	"strings"
)

// moduleConfiguration is the configuration of a module in the JSON of a plan: expressions, not values.
type moduleConfiguration struct {
	Resources []struct {
		Address     string                     `json:"address"` // relative to the module, without an index
		Expressions map[string]json.RawMessage `json:"expressions"`
	} `json:"resources"`
	ModuleCalls map[string]moduleCall `json:"module_calls"`
}

type moduleCall struct {
	Expressions map[string]json.RawMessage `json:"expressions"` // the inputs
	Module      moduleConfiguration        `json:"module"`
}

// resolved returns the attributes of a resource whose expression refers to a resource,
// directly or through the inputs of its modules. Terraform can know such a value only at
// apply.
//
// At plan, Terraform knows the value of an expression of only variables and constants. If the plan has no
// value for it, the value is null, and the value in the state is the service's default, which is not
// declared. A plan does not contain the expressions of locals, so locals count as variables.
func (m *moduleConfiguration) resolved(r *resource) map[string]bool {
	inputs := map[string]bool{} // the inputs of the module that refer to a resource
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
// data source, an output of a module or one of the inputs.
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

// references returns the references in an expression or in a block of expressions.
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
	_ = json.Unmarshal(expression, &object) // a value that is not an object has no references
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
