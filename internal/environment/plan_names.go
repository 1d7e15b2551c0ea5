package environment

import (
	"encoding/json"
	"slices"
	"strings"
)

// distinct returns a name for each resource. It goes through the positions of the lists of candidate names:
// at each position, a resource gets its candidate if no other resource without a name has the same
// candidate there. The last candidate is the address, which is unique.
func distinct(resources []resource, names func(*resource) []string) []string {
	selected, used := make([]string, len(resources)), map[string]bool{}
	all, longest := make([][]string, len(resources)), 0
	for i := range resources {
		all[i] = names(&resources[i])
		longest = max(longest, len(all[i]))
	}
	for position := range longest {
		candidates := map[string]int{}
		at := func(i int) string { return all[i][min(position, len(all[i])-1)] }
		for i := range resources {
			if selected[i] == "" {
				candidates[at(i)]++
			}
		}
		for i := range resources {
			if name := at(i); selected[i] == "" && candidates[name] == 1 && !used[name] {
				selected[i], used[name] = name, true
			}
		}
	}
	return selected
}

// poolNames returns the candidate names of a pool, the shortest first: the address of each
// enclosing module, outermost first, or the name of the resource outside a module.
func poolNames(r *resource) []string {
	var names []string
	for i := range r.module {
		names = append(names, moduleAddress(r.module[:i+1]))
	}
	if len(names) == 0 {
		names = append(names, r.Name)
	}
	return append(names, r.short(), r.Address)
}

// clientNames returns the candidate names of a client, the shortest first: its key in a
// for_each, then its name, or the name of its module if its name is generic.
func clientNames(r *resource) []string {
	var names []string
	if key := text(r.Index); key != "" {
		names = append(names, key)
	}
	for _, s := range slices.Backward(r.module) {
		if key := text(json.RawMessage(strings.Trim(s.index, "[]"))); key != "" {
			names = append(names, key)
		}
	}
	name := r.Name
	if n := len(r.module); n > 0 && (name == "this" || name == "main" || name == "default") {
		name = r.module[n-1].name
	}
	return append(names, name, r.Name+r.index(), r.short(), r.Address)
}

// short returns the address without the type.
func (r *resource) short() string {
	return strings.TrimPrefix(moduleAddress(r.module)+"."+r.Name+r.index(), ".")
}

// index returns the index as it is written in an address, or "".
func (r *resource) index() string {
	if r.Index == nil {
		return ""
	}
	return "[" + string(r.Index) + "]"
}

func moduleAddress(path []step) string {
	var steps []string
	for _, s := range path {
		steps = append(steps, "module."+s.name+s.index)
	}
	return strings.Join(steps, ".")
}

// text returns a JSON string, or "" for any other value.
func text(raw json.RawMessage) string {
	var value string
	_ = json.Unmarshal(raw, &value) // any other value leaves ""
	return value
}
