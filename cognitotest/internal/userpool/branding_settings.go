package userpool

import (
	"bytes"
	"encoding/json"
)

// MergeSettings returns the settings of a style with the members of changes. Members of objects are
// merged; lists and other values are replaced. If one of the documents is not an object, the result is
// changes.
func MergeSettings(settings, changes []byte) []byte {
	base, ok := settingsObject(settings)
	update, alsoObject := settingsObject(changes)
	if !ok || !alsoObject {
		return changes
	}
	merged, _ := json.Marshal(overlay(base, update)) // a decoded document can be encoded
	return merged
}

// settingsObject decodes a JSON object. Numbers keep their digits.
func settingsObject(document []byte) (object map[string]any, ok bool) {
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.UseNumber()
	ok = decoder.Decode(&object) == nil && object != nil
	return object, ok
}

// overlay sets the members of changes in base and returns base. It merges nested objects.
func overlay(base, changes map[string]any) map[string]any {
	for key, value := range changes {
		old, both := base[key].(map[string]any)
		object, nested := value.(map[string]any)
		if both && nested {
			base[key] = overlay(old, object)
		} else {
			base[key] = value
		}
	}
	return base
}
