package cognitoidp

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apimodel"
)

// UnreadMember is a member of a request that the action does not decode.
type UnreadMember struct{ Action, Shape, Path string }

// UnreadMembers compares the input shapes of the model with the types that the actions decode.
func UnreadMembers() []UnreadMember {
	var all []UnreadMember
	for _, name := range Actions() {
		operation, _ := apimodel.Lookup(name)
		all = append(all, unread(name, operation.Input, "", actions[name].request)...)
	}
	return all
}

func unread(action, shape, path string, decoded reflect.Type) (all []UnreadMember) {
	for _, m := range apimodel.Members(shape) {
		at := strings.TrimPrefix(path+"."+m.Name, ".")
		field, ok := fieldOf(decoded, m.Name)
		if !ok {
			all = append(all, UnreadMember{action, shape, at})
			continue
		}
		if field == reflect.TypeFor[json.RawMessage]() {
			continue // the action decodes it later, or returns it unchanged
		}
		if inner := apimodel.ElementShape(m.Shape); len(apimodel.Members(inner)) > 0 {
			all = append(all, unread(action, inner, at, field)...)
		}
	}
	return all
}

// fieldOf returns the type of the field that decodes a member, without pointers, lists and maps.
// A raw value has no fields.
func fieldOf(decoded reflect.Type, member string) (reflect.Type, bool) {
	if decoded.Kind() != reflect.Struct {
		return nil, false
	}
	for _, field := range reflect.VisibleFields(decoded) {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if field.IsExported() && !field.Anonymous && (name == member || name == "" && field.Name == member) {
			of := field.Type
			for of != reflect.TypeFor[json.RawMessage]() && slices.Contains([]reflect.Kind{reflect.Pointer, reflect.Slice, reflect.Map}, of.Kind()) {
				of = of.Elem()
			}
			return of, true
		}
	}
	return nil, false
}
