package cognitoidp

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
)

// deserialize reads a request body as the JSON that its shape asks for. It returns the
// body without what the shape does not have, and its decoded form, in which every value
// has the JSON type of its shape.
//
// The service ignores members that it does not know and reads null as absent. Its
// framework words a value of the wrong type without naming the member: for Cognito
// aws-amplify/amplify-js#5165 ("Start of structure ...") and floci-io/floci#2869
// ("Unexpected value type in payload"), for other services of the framework the rest.
// A body that is no JSON is refused without a word, as they do.
func deserialize(shapeName string, body []byte) ([]byte, map[string]any, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, nil, serializationError("")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, nil, serializationError("") // something follows
	}
	if _, list := value.([]any); list {
		return nil, nil, serializationError(startOfList)
	}
	object, ok := value.(map[string]any)
	if !ok {
		return nil, nil, serializationError("")
	}
	d := &deserializer{}
	if err := d.structure(model.Shapes[shapeName], object); err != nil {
		return nil, nil, err
	}
	if d.changed {
		body, _ = json.Marshal(object) // it came from JSON
	}
	return body, object, nil
}

const (
	startOfList      = "Start of list found where not expected"
	startOfStructure = "Start of structure or map found where not expected."
)

type deserializer struct {
	changed bool // the body has what the action must not see as it is
}

// structure checks the members of an object, in the order of their names, and drops
// what the shape does not have: Go would take a member in the wrong case for the right one.
func (d *deserializer) structure(s shape, object map[string]any) error {
	if len(s.Members) == 0 {
		return nil // a document, which may hold anything
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		shapeName := s.Members.shape(name)
		if shapeName == "" {
			delete(object, name)
			d.changed = true
			continue
		}
		next, err := d.value(shapeName, object[name], false)
		if err != nil {
			return err
		}
		object[name] = next
	}
	return nil
}

// value checks a value and what it holds. element says that it is one of a list or a map.
func (d *deserializer) value(shapeName string, value any, element bool) (any, error) {
	s := model.Shapes[shapeName]
	if value == nil && (shapeName != primitiveBoolean || element) {
		return nil, nil
	}
	switch s.Type {
	case "structure":
		object, ok := value.(map[string]any)
		if !ok {
			return nil, wrongCollection(value, element, "Expected null")
		}
		return value, d.structure(s, object)
	case "list":
		list, ok := value.([]any)
		if !ok {
			return nil, wrongCollection(value, element, "Expected list or null")
		}
		return value, d.list(s, list)
	case "map":
		object, ok := value.(map[string]any)
		if !ok {
			return nil, wrongCollection(value, element, "Expected map or null")
		}
		return value, d.entries(shapeName, object)
	}
	return d.scalar(s.Type, value)
}

func (d *deserializer) list(s shape, list []any) error {
	for i, element := range list {
		next, err := d.value(s.Member, element, true)
		if err != nil {
			return err
		}
		list[i] = next
	}
	return nil
}

func (d *deserializer) entries(shapeName string, object map[string]any) error {
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if object[key] == nil && slices.Contains(nullable, shapeName) {
			delete(object, key)
			d.changed = true
			continue
		}
		next, err := d.value(model.Shapes[shapeName].Value, object[key], true)
		if err != nil {
			return err
		}
		object[key] = next
	}
	return nil
}

// nullable are the maps in which null means absent. Seen was "DEVICE_KEY": null in
// AuthParameters, which amazon-cognito-identity-js sends from a browser's storage (a public
// client of a live pool). That the other two maps of a sign-in are the same, and that the maps of
// administrators (tags, links, the details and the mapping of a provider) reject null, is chosen.
var nullable = []string{"AuthParametersType", "ChallengeResponsesType", "ClientMetadataType"}

func (d *deserializer) scalar(kind string, value any) (any, error) {
	switch v := value.(type) {
	case map[string]any:
		return nil, serializationError(startOfStructure)
	case []any:
		return nil, serializationError(startOfList)
	case string:
		switch kind {
		case "string":
			return value, nil
		case "blob":
			return value, checkBase64(v)
		case "boolean":
			// A string is taken; what it says was seen with "yes" alone, which is true
			// (floci-io/floci#2869).
			d.changed = true
			return !strings.EqualFold(v, "false"), nil
		}
	case bool:
		if kind == "boolean" {
			return value, nil
		}
	case json.Number:
		if n, err := v.Int64(); kind == "integer" && err == nil && math.MinInt32 <= n && n <= math.MaxInt32 {
			return value, nil
		}
	}
	return nil, serializationError(jsonToken(value) + " can not be converted to " + targets[kind])
}

// primitiveBoolean is the shape that has no null (floci-io/floci#2869; the text is chosen).
const primitiveBoolean = "BooleanType"

// targets are what the framework calls the types of the model's scalars.
var targets = map[string]string{"string": "a String", "integer": "an Integer", "boolean": "a Boolean", "blob": "a Blob"}

// jsonToken is what the framework calls a JSON value.
func jsonToken(value any) string {
	switch v := value.(type) {
	case string:
		return "STRING_VALUE"
	case json.Number:
		return "NUMBER_VALUE"
	case bool:
		return strings.ToUpper(jsonText(v)) + "_VALUE"
	}
	return "NULL_VALUE"
}

func jsonText(v bool) string {
	if v {
		return "true"
	}
	return "false"
}

func wrongCollection(value any, element bool, expected string) error {
	switch value.(type) {
	case []any:
		return serializationError(startOfList)
	case map[string]any:
		return serializationError(startOfStructure)
	}
	if element {
		return serializationError("Unexpected value type in payload")
	}
	return serializationError(expected)
}

// checkBase64 refuses a blob that is not standard base64; the text is chosen.
func checkBase64(text string) error {
	if _, err := base64.StdEncoding.Strict().DecodeString(text); err != nil {
		return serializationError("STRING_VALUE can not be converted to a Blob")
	}
	return nil
}
