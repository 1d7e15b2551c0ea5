package fidelity

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
)

// answer is a response as it came.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// json decodes an object; anything else is an empty one.
func (a answer) json() map[string]any {
	object := map[string]any{}
	_ = json.Unmarshal(a.body, &object)
	return object
}

// at follows members into the decoded answer.
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

// fault is what the API says of a refusal, on one line.
func (a answer) fault() string { return a.text("__type") + ": " + a.text("message") }

// oauth is an error of the OAuth endpoints, on one line.
func (a answer) oauth() string { return fmt.Sprintf("%d %s", a.status, a.text("error")) }

// keys are the sorted names of an answer's members.
func (a answer) keys() []string { return slices.Sorted(maps.Keys(a.json())) }
