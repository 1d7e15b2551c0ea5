package fidelity

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
)

// answer is a raw response.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// json decodes an object. It returns an empty object for anything else.
func (a answer) json() map[string]any {
	object := map[string]any{}
	_ = json.Unmarshal(a.body, &object)
	return object
}

// at returns the value at a path of members.
func (a answer) at(path ...string) any {
	var value any = a.json()
	for _, name := range path {
		object, _ := value.(map[string]any)
		value = object[name]
	}
	return value
}

func (a answer) text(path ...string) string {
	text, _ := a.at(path...).(string)
	return text
}

// fault returns the type and the message of an API error on one line.
func (a answer) fault() string { return a.text("__type") + ": " + a.text("message") }

// oauth returns the status and the error code of an OAuth response on one line.
func (a answer) oauth() string { return fmt.Sprintf("%d %s", a.status, a.text("error")) }

// keys returns the sorted names of the members.
func (a answer) keys() []string { return slices.Sorted(maps.Keys(a.json())) }
