package apimodel

import (
	"fmt"
	"maps"
	"slices"
)

// Members returns the members of a structure, in the order of the model, and nil for another
// shape.
func Members(shape string) []Member { return model.Shapes[shape].Members }

// ElementShape returns the shape of the elements of a list or of the values of a map, and any
// other shape itself.
func ElementShape(name string) string {
	switch s := model.Shapes[name]; s.Type {
	case "list":
		return ElementShape(s.Member)
	case "map":
		return ElementShape(s.Value)
	}
	return name
}

// Find returns the path of the first member of a deserialized request that match accepts, in
// the order of the names. A member without a value does not count.
func (o Operation) Find(request map[string]any, match func(shape, member string) bool) (path string, found bool) {
	return find(o.Input, "", request, match)
}

func find(shapeName, path string, value any, match func(shape, member string) bool) (string, bool) {
	s := model.Shapes[shapeName]
	switch v := value.(type) {
	case []any:
		for i, element := range v {
			if at, found := find(s.Member, fmt.Sprintf("%s[%d]", path, i), element, match); found {
				return at, true
			}
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			of := s.Value
			if s.Type == "structure" {
				of = s.Members.shape(name)
			}
			at := join(path, name)
			if v[name] != nil && s.Type == "structure" && match(shapeName, name) {
				return at, true
			}
			if at, found := find(of, at, v[name], match); found {
				return at, true
			}
		}
	}
	return "", false
}
