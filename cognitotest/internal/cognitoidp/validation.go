package cognitoidp

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// validate checks a deserialized request against its shape in the model and words the
// breaches as the service does: "1 validation error detected: Value 'x' at 'clientName'
// failed to satisfy constraint: Member must ...". A bad element of a list or a map is
// told of the whole, "at 'explicitAuthFlows' ...: Member must satisfy constraint: [...]",
// with all constraints of an element (aws-solutions/media-insights-on-aws#199); a member
// of a structure in a list is named, "at 'schema.1.member.name'" (cdk-preflight).
//
// Several breaches stand in the order of the members' names, missing ones first: chosen.
func validate(shapeName string, request map[string]any) error {
	v := &validation{}
	v.checkStructure(model.Shapes[shapeName], "", request)
	if len(v.breaches) == 0 {
		return nil
	}
	noun := "error"
	if len(v.breaches) > 1 {
		noun = "errors"
	}
	return userpool.InvalidParameter("%d validation %s detected: %s", len(v.breaches), noun, strings.Join(v.breaches, "; "))
}

type validation struct{ breaches []string }

// breach notes that the value of a shape at a path does not satisfy a constraint.
func (v *validation) breach(name, path string, value any, text string) {
	shown := fmt.Sprintf("Value '%s' at", rendered(name, value))
	switch {
	case sensitive(name): // also if there is none: captures of "Value at 'username' ...: Member must not be null"
		shown = "Value at"
	case value == nil:
		shown = "Value null at"
	}
	v.breaches = append(v.breaches, fmt.Sprintf("%s '%s' failed to satisfy constraint: %s", shown, path, text))
}

const notNull = "Member must not be null"

func (v *validation) check(name, path string, value any) {
	s := model.Shapes[name]
	if value == nil {
		return // null means absent
	}
	for _, text := range s.broken(value) {
		v.breach(name, path, value, text)
	}
	switch s.Type {
	case "structure":
		v.checkStructure(s, path, value.(map[string]any))
	case "list":
		v.checkList(name, path, value.([]any))
	case "map":
		v.checkMap(name, path, value.(map[string]any))
	}
}

func (v *validation) checkStructure(s shape, path string, object map[string]any) {
	for _, member := range s.Required {
		if object[member] == nil {
			v.breach(s.Members.shape(member), join(path, lowerCamel(member)), nil, notNull)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if of := s.Members.shape(name); of != "" {
			v.check(of, join(path, lowerCamel(name)), object[name])
		}
	}
}

func (v *validation) checkList(name, path string, list []any) {
	s := model.Shapes[name]
	if slices.ContainsFunc(list, breaks(s.Member)) {
		v.breach(name, path, list, "Member must satisfy constraint: "+model.Shapes[s.Member].listed(notNull))
	}
	for i, element := range list {
		v.checkElement(s.Member, fmt.Sprintf("%s.%d.member", path, i+1), element)
	}
}

func (v *validation) checkMap(name, path string, object map[string]any) {
	s := model.Shapes[name]
	keys := slices.Sorted(maps.Keys(object))
	if slices.ContainsFunc(keys, func(key string) bool { return breaks(s.Key)(key) }) {
		v.breach(name, path, object, "Map keys must satisfy constraint: "+model.Shapes[s.Key].listed())
	}
	if slices.ContainsFunc(keys, func(key string) bool { return breaks(s.Value)(object[key]) }) {
		v.breach(name, path, object, "Map value must satisfy constraint: "+model.Shapes[s.Value].listed(notNull))
	}
}

// checkElement checks what is inside an element; its own constraints are the list's.
func (v *validation) checkElement(name, path string, value any) {
	if object, ok := value.(map[string]any); ok {
		v.checkStructure(model.Shapes[name], path, object)
	}
}

// breaks returns a test whether an element is null or breaks a constraint of its shape.
func breaks(name string) func(any) bool {
	s := model.Shapes[name]
	return func(element any) bool { return element == nil || len(s.broken(element)) > 0 }
}

// constraint is one that a shape's values must satisfy, in the service's words.
type constraint struct {
	text  string
	holds func(value any) bool
}

// constraints are those of a shape, in the order in which the service lists them.
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
			func(value any) bool { text, _ := value.(string); return matches(s.Pattern, text) },
		})
	}
	if len(s.Enum) > 0 {
		all = append(all, constraint{
			"Member must satisfy enum value set: [" + strings.Join(s.Enum, ", ") + "]",
			func(value any) bool { text, _ := value.(string); return slices.Contains(s.Enum, text) },
		})
	}
	return all
}

// listed are the texts of all constraints of a shape, and those given.
func (s shape) listed(more ...string) string {
	var texts []string
	for _, c := range s.constraints() {
		texts = append(texts, c.text)
	}
	return "[" + strings.Join(append(texts, more...), ", ") + "]"
}

// broken are the texts of the constraints of a shape that a value does not satisfy.
func (s shape) broken(value any) []string {
	var broken []string
	for _, c := range s.constraints() {
		if !c.holds(value) {
			broken = append(broken, c.text)
		}
	}
	return broken
}

// size is what a shape's bounds are about: a number's value, the bytes of a blob, the
// characters of a string, the elements of a list or a map.
func (s shape) size(value any) int64 {
	switch v := value.(type) {
	case json.Number:
		n, _ := v.Int64() // deserialize saw that it is one
		return n
	case string:
		if s.Type == "blob" {
			return int64(len(decoded(v)))
		}
		return int64(utf8.RuneCountInString(v))
	case []any:
		return int64(len(v))
	case map[string]any:
		return int64(len(v))
	}
	return 0
}

func decoded(text string) []byte {
	blob, _ := base64.StdEncoding.DecodeString(text) // deserialize saw that it is base64
	return blob
}

func join(path, member string) string {
	if path == "" {
		return member
	}
	return path + "." + member
}

// lowerCamel is how the service prints a member's name.
func lowerCamel(member string) string {
	first, size := utf8.DecodeRuneInString(member)
	return string(unicode.ToLower(first)) + member[size:]
}
