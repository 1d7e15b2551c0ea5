package apimodel

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// rendered returns a value as the service, a Java program, prints it in an error: lists as
// [a, b], maps as {a=b}, structures as AssetType(category=FORM_LOGO, ...) with all members in
// the order of the model (observed: floci-io/floci#2869).
func rendered(shapeName string, value any) string {
	s := model.Shapes[shapeName]
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
			return renderedStructure(shapeName, v)
		}
		var parts []string
		for _, key := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, key+"="+rendered(s.Value, v[key]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case string:
		if s.Type == "blob" {
			size := len(blobBytes(v))
			return fmt.Sprintf("java.nio.HeapByteBuffer[pos=0 lim=%d cap=%d]", size, size)
		}
	}
	return fmt.Sprint(value)
}

func renderedStructure(shapeName string, object map[string]any) string {
	var parts []string
	for _, m := range model.Shapes[shapeName].Members {
		parts = append(parts, lowerCamel(m.Name)+"="+rendered(m.Shape, object[m.Name]))
	}
	return shapeName + "(" + strings.Join(parts, ", ") + ")"
}

// sensitive reports whether the service omits a value of a shape from its errors because the
// shape or a shape in it is sensitive. For lists and maps this is unspecified. The service
// prints client ids, although the model marks them as sensitive (boto/boto3#3581 and captures
// of an empty id).
func sensitive(shapeName string) bool {
	s := model.Shapes[shapeName]
	if s.Sensitive {
		return shapeName != "ClientIdType"
	}
	for _, inner := range []string{s.Member, s.Key, s.Value} {
		if inner != "" && sensitive(inner) {
			return true
		}
	}
	return slices.ContainsFunc(s.Members, func(m Member) bool { return model.Shapes[m.Shape].Sensitive })
}
