package cognitoidp

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// validate checks a request body against its shape in the model and words the
// breaches as the service does: "1 validation error detected: Value 'x' at
// 'callbackURLs.1.member' failed to satisfy constraint: Member must ...".
func validate(shapeName string, body []byte) error {
	var value any
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil || value == nil {
		return serializationError("The request body is not a JSON object.")
	}
	v := &validation{}
	v.check(shapeName, "", value)
	if v.mistyped != "" {
		return serializationError(v.mistyped)
	}
	if len(v.breaches) == 0 {
		return nil
	}
	noun := "error"
	if len(v.breaches) > 1 {
		noun = "errors"
	}
	return userpool.InvalidParameter("%d validation %s detected: %s", len(v.breaches), noun, strings.Join(v.breaches, "; "))
}

type validation struct {
	breaches []string
	mistyped string
}

func (v *validation) breach(s shape, path string, value any, constraint string, args ...any) {
	shown := fmt.Sprintf("Value '%v' at", value)
	if s.Sensitive {
		shown = "Value at"
	}
	v.breaches = append(v.breaches, fmt.Sprintf("%s '%s' failed to satisfy constraint: Member must %s", shown, path, fmt.Sprintf(constraint, args...)))
}

func (v *validation) null(path string) {
	v.breaches = append(v.breaches, fmt.Sprintf("Value null at '%s' failed to satisfy constraint: Member must not be null", path))
}

// checkElement checks an element of a list or a map, which may not be null.
func (v *validation) checkElement(name, path string, value any) {
	if value == nil {
		v.null(path)
		return
	}
	v.check(name, path, value)
}

func (v *validation) wrongType(path, want string) {
	if v.mistyped == "" {
		v.mistyped = fmt.Sprintf("The value at '%s' is not a %s.", path, want)
	}
}

func (v *validation) check(name, path string, value any) {
	s := model.Shapes[name]
	if value == nil {
		return // null means absent
	}
	switch s.Type {
	case "structure":
		v.checkStructure(s, path, value)
	case "list":
		v.checkList(s, path, value)
	case "map":
		v.checkMap(s, path, value)
	case "string", "blob":
		v.checkString(s, path, value)
	case "integer", "long":
		v.checkNumber(s, path, value)
	case "boolean":
		if _, ok := value.(bool); !ok {
			v.wrongType(path, "boolean")
		}
	}
}

func (v *validation) checkStructure(s shape, path string, value any) {
	object, ok := value.(map[string]any)
	if !ok {
		v.wrongType(path, "structure")
		return
	}
	for _, member := range s.Required {
		if object[member] == nil {
			v.null(join(path, lowerCamel(member)))
		}
	}
	for _, member := range slices.Sorted(maps.Keys(s.Members)) {
		v.check(s.Members[member], join(path, lowerCamel(member)), object[member])
	}
}

func (v *validation) checkList(s shape, path string, value any) {
	list, ok := value.([]any)
	if !ok {
		v.wrongType(path, "list")
		return
	}
	v.checkLength(s, path, value, len(list))
	for i, element := range list {
		v.checkElement(s.Member, fmt.Sprintf("%s.%d.member", path, i+1), element)
	}
}

func (v *validation) checkMap(s shape, path string, value any) {
	object, ok := value.(map[string]any)
	if !ok {
		v.wrongType(path, "map")
		return
	}
	v.checkLength(s, path, value, len(object))
	for _, key := range slices.Sorted(maps.Keys(object)) {
		v.check(s.Key, path+".key", key)
		v.checkElement(s.Value, path+"."+key+".member", object[key])
	}
}

func (v *validation) checkString(s shape, path string, value any) {
	text, ok := value.(string)
	if !ok {
		v.wrongType(path, "string")
		return
	}
	if len(s.Enum) > 0 && !slices.Contains(s.Enum, text) {
		v.breach(s, path, text, "satisfy enum value set: [%s]", strings.Join(s.Enum, ", "))
	}
	if s.Type == "blob" {
		return // its length is that of the decoded bytes
	}
	v.checkLength(s, path, text, utf8.RuneCountInString(text))
	if s.Pattern != "" && !matches(s.Pattern, text) {
		v.breach(s, path, text, "satisfy regular expression pattern: %s", s.Pattern)
	}
}

func (v *validation) checkLength(s shape, path string, value any, length int) {
	if s.Min != nil && float64(length) < *s.Min {
		v.breach(s, path, value, "have length greater than or equal to %d", int(*s.Min))
	}
	if s.Max != nil && float64(length) > *s.Max {
		v.breach(s, path, value, "have length less than or equal to %d", int(*s.Max))
	}
}

func (v *validation) checkNumber(s shape, path string, value any) {
	number, ok := value.(json.Number)
	if !ok {
		v.wrongType(path, "number")
		return
	}
	n, err := number.Int64()
	if err != nil {
		v.wrongType(path, "whole number")
		return
	}
	if s.Min != nil && float64(n) < *s.Min {
		v.breach(s, path, n, "have value greater than or equal to %d", int64(*s.Min))
	}
	if s.Max != nil && float64(n) > *s.Max {
		v.breach(s, path, n, "have value less than or equal to %d", int64(*s.Max))
	}
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
