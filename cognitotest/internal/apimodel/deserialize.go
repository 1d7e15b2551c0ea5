package apimodel

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// Deserialize reads the body of a request as the JSON of its shape. It returns the body
// without the members that the shape does not have, and its decoded form, in which every value
// has the JSON type of its shape.
//
// The service ignores unknown members and reads null as absent. The error texts come from
// its framework and do not name the member. Two of them are observed for Cognito:
// "Start of structure ..." (aws-amplify/amplify-js#5165) and "Unexpected value type in
// payload" (floci-io/floci#2869). The others are observed for other services of the framework,
// as is the missing text for a body that is not JSON.
//
// Errors: SerializationException.
func (o Operation) Deserialize(body []byte) (known []byte, request map[string]any, err error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, nil, apierror.Serialization("")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, nil, apierror.Serialization("") // text follows the JSON value
	}
	if _, list := value.([]any); list {
		return nil, nil, apierror.Serialization(startOfList)
	}
	object, ok := value.(map[string]any)
	if !ok {
		return nil, nil, apierror.Serialization("")
	}
	d := &deserializer{}
	if err := d.structure(model.Shapes[o.Input], object); err != nil {
		return nil, nil, err
	}
	if d.changed {
		body, _ = json.Marshal(object) // cannot fail: object was decoded from JSON
	}
	return body, object, nil
}

const (
	startOfList      = "Start of list found where not expected"
	startOfStructure = "Start of structure or map found where not expected."
)

// document is the shape of any JSON value.
const document = "Document"

type deserializer struct {
	changed bool // the decoded request differs from the client's body
}

// structure reads the members of an object in the order of their names, and removes the
// members that the shape does not have: encoding/json would accept a member in the wrong case.
func (d *deserializer) structure(s shape, object map[string]any) error {
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

// value reads a value and the values inside it. element marks an element of a list or a map.
func (d *deserializer) value(shapeName string, value any, element bool) (any, error) {
	if shapeName == document {
		return value, nil
	}
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
		if object[key] == nil && slices.Contains(nullableMaps, shapeName) {
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

// nullableMaps are the maps in which null means absent. Observed: a live pool accepts
// "DEVICE_KEY": null in AuthParameters, which amazon-cognito-identity-js sends from a browser's
// storage. Unspecified: the other two maps of a sign-in accept null, too, and the maps of
// administrators (tags, links, the details and the mapping of a provider) reject it.
var nullableMaps = []string{"AuthParametersType", "ChallengeResponsesType", "ClientMetadataType"}

func (d *deserializer) scalar(kind string, value any) (any, error) {
	switch v := value.(type) {
	case map[string]any:
		return nil, apierror.Serialization(startOfStructure)
	case []any:
		return nil, apierror.Serialization(startOfList)
	case string:
		switch kind {
		case "string":
			return value, nil
		case "blob":
			return value, requireBase64(v)
		case "boolean":
			// A string is accepted for a boolean. Only "yes" was observed, which means true
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
	return nil, apierror.Serialization(jsonToken(value) + " can not be converted to " + javaTypes[kind])
}

// primitiveBoolean is the only scalar shape that rejects null (floci-io/floci#2869; the text
// is unspecified).
const primitiveBoolean = "BooleanType"

// javaTypes are the framework's names for the scalar types of the model.
var javaTypes = map[string]string{"string": "a String", "integer": "an Integer", "boolean": "a Boolean", "blob": "a Blob"}

// jsonToken returns the framework's name for a JSON value.
func jsonToken(value any) string {
	switch v := value.(type) {
	case string:
		return "STRING_VALUE"
	case json.Number:
		return "NUMBER_VALUE"
	case bool:
		return strings.ToUpper(strconv.FormatBool(v)) + "_VALUE"
	}
	return "NULL_VALUE"
}

func wrongCollection(value any, element bool, expected string) error {
	switch value.(type) {
	case []any:
		return apierror.Serialization(startOfList)
	case map[string]any:
		return apierror.Serialization(startOfStructure)
	}
	if element {
		return apierror.Serialization("Unexpected value type in payload")
	}
	return apierror.Serialization(expected)
}

// requireBase64 rejects a blob that is not standard base64. The text is unspecified.
func requireBase64(text string) error {
	if _, err := base64.StdEncoding.Strict().DecodeString(text); err != nil {
		return apierror.Serialization("STRING_VALUE can not be converted to a Blob")
	}
	return nil
}
