package apimodel

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"maps"
	"slices"
)

// modelJSON has the operations and shapes of the service's API model, without documentation.
//
//go:embed model.json
var modelJSON []byte

type apiModel struct {
	Operations map[string]Operation `json:"operations"`
	Shapes     map[string]shape     `json:"shapes"`
}

// Operation is one operation of the API.
type Operation struct {
	// Unsigned reports whether clients call the operation without a signature.
	Unsigned bool `json:"unsigned"`
	// Errors are the names of the exceptions that the operation returns, without the errors
	// that all operations have in common.
	Errors []string `json:"errors"`

	Input  string `json:"input"`  // shape of the request
	Output string `json:"output"` // shape of the response; "" if the response is empty
}

type shape struct {
	Type      string   `json:"type"`
	Required  []string `json:"required"`
	Members   members  `json:"members"`
	Member    string   `json:"member"` // the shape of the elements of a list
	Key       string   `json:"key"`    // the shape of the keys of a map
	Value     string   `json:"value"`  // the shape of the values of a map
	Min       *float64 `json:"min"`
	Max       *float64 `json:"max"`
	Pattern   string   `json:"pattern"`
	Enum      []string `json:"enum"`
	Sensitive bool     `json:"sensitive"`

	unlisted []string // values beside Enum, which the texts of errors do not name
}

// lists reports whether a shape with listed values has a value.
func (s shape) lists(value string) bool {
	return slices.Contains(s.Enum, value) || slices.Contains(s.unlisted, value)
}

// members are the members of a structure, in the order of the model.
type members []Member

// Member is a member of a structure, with the name of its shape.
type Member struct{ Name, Shape string }

// shape returns the name of a member's shape, or "" for a name that the structure does
// not have. Names are case-sensitive.
func (m members) shape(name string) string {
	for _, member := range m {
		if member.Name == name {
			return member.Shape
		}
	}
	return ""
}

// UnmarshalJSON reads an object without losing its order.
func (m *members) UnmarshalJSON(text []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	if _, err := decoder.Token(); err != nil { // the brace
		return err
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return err
		}
		var shape string
		if err := decoder.Decode(&shape); err != nil {
			return err
		}
		*m = append(*m, Member{name.(string), shape}) // a key is a string
	}
	return nil
}

var model = func() apiModel {
	var m apiModel
	if err := json.Unmarshal(modelJSON, &m); err != nil {
		panic("apimodel: embedded model: " + err.Error())
	}
	// The pattern in the model is for a prefix domain, but a custom domain has this shape, too.
	// The service has a different text for an invalid prefix (as reported).
	domain := m.Shapes["DomainType"]
	domain.Pattern = ""
	m.Shapes["DomainType"] = domain
	// API_GetClientToken requires a flow that the model does not list.
	flows := m.Shapes["ExplicitAuthFlowsType"]
	flows.unlisted = []string{"ALLOW_CLIENT_TOKEN_AUTH"}
	m.Shapes["ExplicitAuthFlowsType"] = flows
	return m
}()

// Lookup returns an operation by its name.
func Lookup(name string) (o Operation, ok bool) {
	o, ok = model.Operations[name]
	return o, ok
}

// Operations returns the names of all operations, in order.
func Operations() []string { return slices.Sorted(maps.Keys(model.Operations)) }

// EnumValues returns the values of a shape that lists them, such as AuthFlowType.
func EnumValues(shape string) []string { return slices.Clone(model.Shapes[shape].Enum) }
