package cognitoidp

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// CheckAnswer holds the answer of an action against its shape in the model: every member
// is one that the shape has, of its type and of its values if they are listed, and none
// that it requires is missing. Lengths are not looked at: phone_number_verified is longer
// than its own shape. The tests in literal bytes check each answer that they get.
func CheckAnswer(action string, answer []byte) error {
	output := model.Operations[action].Output
	var value any
	decoder := json.NewDecoder(bytes.NewReader(answer))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		return fmt.Errorf("%s: %w", action, err)
	}
	if output == "" { // an action that answers nothing
		output = "AddCustomAttributesResponse"
	}
	return conforms(output, action, value)
}

func conforms(name, path string, value any) error {
	s := model.Shapes[name]
	var errs []error
	switch v := value.(type) {
	case map[string]any:
		if s.Type == "map" {
			for key, element := range v {
				errs = append(errs, conforms(s.Value, path+"."+key, element))
			}
			return errors.Join(errs...)
		}
		if s.Type != "structure" {
			break
		}
		for _, required := range s.Required {
			if v[required] == nil {
				errs = append(errs, fmt.Errorf("%s has no %s", path, required))
			}
		}
		for key, element := range v {
			of := s.Members.shape(key)
			switch {
			case of != "":
				errs = append(errs, conforms(of, path+"."+key, element))
			case name != "Document":
				errs = append(errs, fmt.Errorf("%s: %s has no member %s", path, name, key))
			}
		}
		return errors.Join(errs...)
	case []any:
		if s.Type == "list" {
			for _, element := range v {
				errs = append(errs, conforms(s.Member, path+"[]", element))
			}
			return errors.Join(errs...)
		}
	case string:
		if len(s.Enum) > 0 && !slices.Contains(s.Enum, v) {
			return fmt.Errorf("%s: %s is none of %s", path, v, s.Enum)
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
	return fmt.Errorf("%s: %v is no %s", path, value, s.Type)
}

// commonExceptions are those of every action (API reference, "Common errors"), which the
// model does not list.
var commonExceptions = []string{"SerializationException", "UnknownOperationException"}

// documentedExceptions are those that an action's page speaks of beside the model's.
var documentedExceptions = map[string][]string{"AdminCreateUser": {"AliasExistsException"}} // ForceAliasCreation

// CheckRefusal holds that an action refuses with an exception that the model lists for
// it: an SDK would not know another one.
func CheckRefusal(action, exception string) error {
	known := slices.Concat(model.Operations[action].Errors, commonExceptions, documentedExceptions[action])
	if slices.Contains(known, exception) {
		return nil
	}
	return fmt.Errorf("%s has no %s in the model", action, exception)
}
