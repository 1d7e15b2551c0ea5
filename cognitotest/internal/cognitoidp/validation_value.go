package cognitoidp

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// rendered is how the service, a program in Java, prints a value that it refuses: lists
// as [a, b], maps as {a=b}, structures as AssetType(category=FORM_LOGO, ...) with all
// members in the order of the model (measured: floci-io/floci#2869).
func rendered(name string, value any) string {
	s := model.Shapes[name]
	switch v := value.(type) {
	case nil:
		return "null"
	case []any:
		parts := make([]string, len(v))
		for i, element := range v {
			parts[i] = rendered(s.Member, element)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		if s.Type == "structure" {
			return renderedStructure(name, v)
		}
		var parts []string
		for _, key := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, key+"="+rendered(s.Value, v[key]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case string:
		if s.Type == "blob" {
			size := len(decoded(v))
			return fmt.Sprintf("java.nio.HeapByteBuffer[pos=0 lim=%d cap=%d]", size, size)
		}
	}
	return fmt.Sprint(value)
}

func renderedStructure(name string, object map[string]any) string {
	var parts []string
	for _, m := range model.Shapes[name].Members {
		parts = append(parts, lowerCamel(m.Name)+"="+rendered(m.Shape, object[m.Name]))
	}
	return name + "(" + strings.Join(parts, ", ") + ")"
}

// sensitive reports whether the service keeps a value of a shape to itself, or the
// elements of one: chosen for lists and maps. It tells the id of a client, which the
// model calls sensitive, too (boto/boto3#3581 and captures of an empty one).
func sensitive(name string) bool {
	s := model.Shapes[name]
	if s.Sensitive {
		return name != "ClientIdType"
	}
	for _, inner := range []string{s.Member, s.Key, s.Value} {
		if inner != "" && sensitive(inner) {
			return true
		}
	}
	return slices.ContainsFunc(s.Members, func(m member) bool { return model.Shapes[m.Shape].Sensitive })
}
