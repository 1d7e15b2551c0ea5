package apimodel

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// Validate checks a deserialized request against the constraints of its shape, with the texts
// of the service: "1 validation error detected: Value 'x' at 'clientName' failed to satisfy
// constraint: Member must ...".
//
// For a bad element of a list or a map the service reports the whole collection, "at
// 'explicitAuthFlows' ...: Member must satisfy constraint: [...]", with all constraints of an
// element (aws-solutions/media-insights-on-aws#199). It names a member of a structure in a
// list, "at 'schema.1.member.name'" (cdk-preflight).
//
// Several violations are in the order of the members' names, missing members first: unspecified.
//
// Errors: InvalidParameterException.
func (o Operation) Validate(request map[string]any) error {
	v := &validation{}
	v.structure(model.Shapes[o.Input], "", request)
	if len(v.violations) == 0 {
		return nil
	}
	noun := "error"
	if len(v.violations) > 1 {
		noun = "errors"
	}
	return apierror.InvalidParameter("%d validation %s detected: %s", len(v.violations), noun, strings.Join(v.violations, "; "))
}

type validation struct{ violations []string }

// add records that the value of a shape at a path does not satisfy a constraint.
func (v *validation) add(shapeName, path string, value any, constraint string) {
	shown := fmt.Sprintf("Value '%s' at", rendered(shapeName, value))
	switch {
	case sensitive(shapeName): // also if it is missing: captures of "Value at 'username' ...: Member must not be null"
		shown = "Value at"
	case value == nil:
		shown = "Value null at"
	}
	v.violations = append(v.violations, fmt.Sprintf("%s '%s' failed to satisfy constraint: %s", shown, path, constraint))
}

const notNull = "Member must not be null"

func (v *validation) value(shapeName, path string, value any) {
	s := model.Shapes[shapeName]
	if value == nil || shapeName == document {
		return // null means absent
	}
	for _, constraint := range s.violated(value) {
		v.add(shapeName, path, value, constraint)
	}
	switch s.Type {
	case "structure":
		v.structure(s, path, value.(map[string]any))
	case "list":
		v.list(shapeName, path, value.([]any))
	case "map":
		v.entries(shapeName, path, value.(map[string]any))
	}
}

func (v *validation) structure(s shape, path string, object map[string]any) {
	for _, member := range s.Required {
		if object[member] == nil {
			v.add(s.Members.shape(member), join(path, lowerCamel(member)), nil, notNull)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if of := s.Members.shape(name); of != "" {
			v.value(of, join(path, lowerCamel(name)), object[name])
		}
	}
}

func (v *validation) list(shapeName, path string, list []any) {
	s := model.Shapes[shapeName]
	if slices.ContainsFunc(list, invalidElement(s.Member)) {
		v.add(shapeName, path, list, "Member must satisfy constraint: "+model.Shapes[s.Member].constraintList(notNull))
	}
	for i, element := range list {
		v.element(s.Member, fmt.Sprintf("%s.%d.member", path, i+1), element)
	}
}

func (v *validation) entries(shapeName, path string, object map[string]any) {
	s := model.Shapes[shapeName]
	keys := slices.Sorted(maps.Keys(object))
	if slices.ContainsFunc(keys, func(key string) bool { return invalidElement(s.Key)(key) }) {
		v.add(shapeName, path, object, "Map keys must satisfy constraint: "+model.Shapes[s.Key].constraintList())
	}
	if slices.ContainsFunc(keys, func(key string) bool { return invalidElement(s.Value)(object[key]) }) {
		v.add(shapeName, path, object, "Map value must satisfy constraint: "+model.Shapes[s.Value].constraintList(notNull))
	}
	for _, key := range keys {
		v.element(s.Value, fmt.Sprintf("%s.%s.member", path, key), object[key]) // the form of this path is unspecified
	}
}

// element checks the members of an element of a list or a map, which reports the element's own
// constraints.
func (v *validation) element(shapeName, path string, value any) {
	if object, ok := value.(map[string]any); ok {
		v.structure(model.Shapes[shapeName], path, object)
	}
}

// invalidElement returns a function that reports whether an element is null or violates a
// constraint of its shape.
func invalidElement(shapeName string) func(any) bool {
	s := model.Shapes[shapeName]
	return func(element any) bool { return element == nil || len(s.violated(element)) > 0 }
}

func join(path, member string) string {
	if path == "" {
		return member
	}
	return path + "." + member
}

// lowerCamel returns a member's name as the service prints it.
func lowerCamel(member string) string {
	first, size := utf8.DecodeRuneInString(member)
	return string(unicode.ToLower(first)) + member[size:]
}
