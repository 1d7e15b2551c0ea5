package relay

import (
	"google.golang.org/protobuf/encoding/protowire"
)

// Fields of GetProviderSchema.Response in tfplugin5.proto and tfplugin6.proto. Each of
// these is a map from the name of a type to its schema. trim does not change other fields, such
// as functions.
const (
	resourceSchemas   = 2
	dataSourceSchemas = 3
	ephemeralSchemas  = 8
	listSchemas       = 9
)

// diagnosticsOfSchema is the field with the diagnostics of GetProviderSchema.Response.
const diagnosticsOfSchema = 4

// identitySchemas is the map of GetResourceIdentitySchemas.Response.
const identitySchemas = 1

// trim returns a message without the map entries whose keys are not in use. maps are the numbers
// of the map fields.
func trim(message []byte, used func(string) bool, maps ...protowire.Number) ([]byte, error) {
	fields, err := Fields(message)
	if err != nil {
		return nil, err
	}
	isMap := map[protowire.Number]bool{}
	for _, number := range maps {
		isMap[number] = true
	}
	var kept []byte
	for _, f := range fields {
		if isMap[f.Number] {
			name, err := nameOf(f.Bytes)
			if err != nil {
				return nil, err
			}
			if !used(name) {
				continue
			}
		}
		kept = append(kept, f.Wire...)
	}
	return kept, nil
}

// nameOf returns the key of a map entry, which is a message with a key (1) and a value (2).
func nameOf(entry []byte) (string, error) {
	fields, err := Fields(entry)
	if err != nil {
		return "", err
	}
	return string(Last(fields, 1).Bytes), nil
}
