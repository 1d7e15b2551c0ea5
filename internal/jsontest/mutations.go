package jsontest

import (
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
)

// wrong contains a value of each JSON type, and empty and nested variants that readers often
// mishandle.
var wrong = []any{nil, true, -1.5, 1e300, "", "wrong", []any{}, []any{nil}, map[string]any{}, map[string]any{"": nil}}

// Mutations yields, for each value of the document and each wrong value, a description of the
// replacement and the changed document. It yields every step-th of them, which limits the time for a large
// document. If step has no common divisor with len(wrong), every wrong value occurs.
func Mutations(document []byte, step int) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		count := 0
		var root any
		if err := json.Unmarshal(document, &root); err != nil {
			panic(err)
		}
		holder := []any{root}
		var walk func(path string, get any, set func(any)) bool
		walk = func(path string, value any, set func(any)) bool {
			for _, other := range wrong {
				if count++; count%step != 0 {
					continue
				}
				set(other)
				text, err := json.Marshal(holder[0])
				if err != nil {
					panic(err)
				}
				if !yield(fmt.Sprintf("%s is %#v", path, other), text) {
					return false
				}
			}
			set(value)
			switch value := value.(type) {
			case map[string]any:
				for _, name := range slices.Sorted(maps.Keys(value)) {
					if !walk(path+"."+name, value[name], func(v any) { value[name] = v }) {
						return false
					}
				}
			case []any:
				for i := range value {
					if !walk(fmt.Sprintf("%s[%d]", path, i), value[i], func(v any) { value[i] = v }) {
						return false
					}
				}
			}
			return true
		}
		walk("", root, func(v any) { holder[0] = v })
	}
}
