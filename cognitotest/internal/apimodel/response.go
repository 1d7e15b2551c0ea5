package apimodel

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// CheckResponse reports where the response of an operation differs from its shape: a member
// that the shape does not have, a value of another type or outside the listed values, or a
// required member that is missing. It ignores lengths, because the attribute
// phone_number_verified is longer than its own shape.
//
// The tests of the emulator check each response with it.
func CheckResponse(operation string, body []byte) error {
	output := model.Operations[operation].Output
	var value any
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		return fmt.Errorf("%s: %w", operation, err)
	}
	if output == "" {
		output = "AddCustomAttributesResponse" // a structure without members
	}
	return conforms(output, operation, value)
}

func conforms(shapeName, path string, value any) error {
	s := model.Shapes[shapeName]
	switch v := value.(type) {
	case map[string]any:
		switch s.Type {
		case "map":
			return entriesConform(s, path, v)
		case "structure":
			return structureConforms(shapeName, path, v)
		}
	case []any:
		if s.Type == "list" {
			var errs []error
			for _, element := range v {
				errs = append(errs, conforms(s.Member, path+"[]", element))
			}
			return errors.Join(errs...)
		}
	case string:
		if len(s.Enum) > 0 && !s.lists(v) {
			return fmt.Errorf("%s: %s is not in %s", path, v, s.Enum)
		}
		if s.Type == "string" || s.Type == "blob" {
			return nil
		}
	case bool:
		if s.Type == "boolean" {
			return nil
		}
	case json.Number:
		_, err := v.Int64()
		if s.Type == "timestamp" || ((s.Type == "integer" || s.Type == "long") && err == nil) {
			return nil
		}
	}
	return fmt.Errorf("%s: %v is not a %s", path, value, s.Type)
}

func entriesConform(s shape, path string, object map[string]any) error {
	var errs []error
	for key, element := range object {
		errs = append(errs, conforms(s.Value, path+"."+key, element))
	}
	return errors.Join(errs...)
}

func structureConforms(shapeName, path string, object map[string]any) error {
	s := model.Shapes[shapeName]
	var errs []error
	for _, required := range s.Required {
		if object[required] == nil {
			errs = append(errs, fmt.Errorf("%s has no %s", path, required))
		}
	}
	for key, element := range object {
		of := s.Members.shape(key)
		switch {
		case of != "":
			errs = append(errs, conforms(of, path+"."+key, element))
		case shapeName != document:
			errs = append(errs, fmt.Errorf("%s: %s has no member %s", path, shapeName, key))
		}
	}
	return errors.Join(errs...)
}

// commonErrors are the errors of every operation (API reference, "Common errors"), which the
// model does not list.
var commonErrors = []string{"SerializationException", "UnknownOperationException"}

// documentedErrors are errors that the page of an operation describes and the model omits.
var documentedErrors = map[string][]string{"AdminCreateUser": {"AliasExistsException"}} // ForceAliasCreation

// CheckError reports an exception that the model does not list for an operation. An SDK has
// no type for such an exception.
func CheckError(operation, exception string) error {
	known := slices.Concat(model.Operations[operation].Errors, commonErrors, documentedErrors[operation])
	if slices.Contains(known, exception) {
		return nil
	}
	return fmt.Errorf("%s has no %s in the model", operation, exception)
}
