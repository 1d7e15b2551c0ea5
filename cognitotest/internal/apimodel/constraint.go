package apimodel

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// constraint is a condition on the values of a shape, with the text of the service.
type constraint struct {
	text      string
	satisfied func(value any) bool
}

// constraints returns the constraints of a shape, in the order in which the service lists them.
func (s shape) constraints() []constraint {
	noun := "length"
	if s.Type == "integer" {
		noun = "value"
	}
	var all []constraint
	if s.Max != nil {
		limit := int64(*s.Max)
		all = append(all, constraint{
			fmt.Sprintf("Member must have %s less than or equal to %d", noun, limit),
			func(value any) bool { return s.size(value) <= limit },
		})
	}
	if s.Min != nil {
		limit := int64(*s.Min)
		all = append(all, constraint{
			fmt.Sprintf("Member must have %s greater than or equal to %d", noun, limit),
			func(value any) bool { return s.size(value) >= limit },
		})
	}
	if s.Pattern != "" {
		all = append(all, constraint{
			"Member must satisfy regular expression pattern: " + s.Pattern,
			func(value any) bool { text, _ := value.(string); return matchesWhole(s.Pattern, text) },
		})
	}
	if len(s.Enum) > 0 {
		all = append(all, constraint{
			"Member must satisfy enum value set: [" + strings.Join(s.Enum, ", ") + "]",
			func(value any) bool { text, _ := value.(string); return s.lists(text) },
		})
	}
	return all
}

// constraintList returns the texts of all constraints of a shape, followed by more.
func (s shape) constraintList(more ...string) string {
	var texts []string
	for _, c := range s.constraints() {
		texts = append(texts, c.text)
	}
	return "[" + strings.Join(append(texts, more...), ", ") + "]"
}

// violated returns the texts of the constraints of a shape that a value does not satisfy.
func (s shape) violated(value any) []string {
	var texts []string
	for _, c := range s.constraints() {
		if !c.satisfied(value) {
			texts = append(texts, c.text)
		}
	}
	return texts
}

// size returns the number that the bounds of a shape limit: the value of a number, the bytes
// of a blob, the characters of a string, the elements of a list or a map.
func (s shape) size(value any) int64 {
	switch v := value.(type) {
	case json.Number:
		n, _ := v.Int64() // cannot fail: Deserialize requires an integer
		return n
	case string:
		if s.Type == "blob" {
			return int64(len(blobBytes(v)))
		}
		return int64(utf8.RuneCountInString(v))
	case []any:
		return int64(len(v))
	case map[string]any:
		return int64(len(v))
	}
	return 0
}

func blobBytes(text string) []byte {
	blob, _ := base64.StdEncoding.DecodeString(text) // cannot fail: Deserialize requires base64
	return blob
}
