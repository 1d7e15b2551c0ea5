package userpool

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestBrandingSettingsAreMerged(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, settings, changes, want string }{
		{"another member", `{"a":1}`, `{"b":2}`, `{"a":1,"b":2}`},
		{"the same member", `{"a":1,"b":2}`, `{"a":3}`, `{"a":3,"b":2}`},
		{"nested objects", `{"a":{"b":{"c":1,"d":2},"e":3}}`, `{"a":{"b":{"c":4}}}`, `{"a":{"b":{"c":4,"d":2},"e":3}}`},
		{"lists", `{"a":[1,2]}`, `{"a":[3]}`, `{"a":[3]}`},
		{"value in place of an object", `{"a":{"b":1}}`, `{"a":"x"}`, `{"a":"x"}`},
		{"object in place of a value", `{"a":"x"}`, `{"a":{"b":1}}`, `{"a":{"b":1}}`},
		{"null", `{"a":{"b":1}}`, `{"a":null}`, `{"a":null}`},
		{"digits of a number", `{"a":1.10}`, `{"b":12345678901234567890}`, `{"a":1.10,"b":12345678901234567890}`},
		{"settings in a list", `[1]`, `{"a":1}`, `{"a":1}`},
		{"changes in a list", `{"a":1}`, `[2]`, `[2]`},
		{"changes that are null", `{"a":1}`, `null`, `null`},
		{"no settings", ``, `{"a": 1}`, `{"a": 1}`},
	} {
		assert.Equal(t, tt.want, string(MergeSettings([]byte(tt.settings), []byte(tt.changes))), tt.name)
	}
}
