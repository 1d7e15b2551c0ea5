package golden

import (
	"encoding/base64"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Update is the flag -update.
var Update = flag.Bool("update", false, "rewrite the golden shapes in testdata")

// literalFields are the members of a token response whose exact value is part of the contract.
var literalFields = []string{"expires_in", "token_type"}

// AssertShape compares the names of the members and the kinds of their values with a golden file in testdata. With
// -update it rewrites the file.
func AssertShape(t *testing.T, golden string, body []byte) {
	t.Helper()
	got := shapeOf(t, body)
	path := filepath.Join("testdata", golden)
	if *Update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "the golden file is missing: go test -update writes it")
	assert.Equal(t, string(want), got, "the shape of the response differs from %s", path)
}

// AssertFields compares the names of the members with a list.
func AssertFields(t *testing.T, want []string, body []byte) {
	t.Helper()
	assert.Equal(t, slices.Sorted(slices.Values(want)), slices.Sorted(maps.Keys(Members(t, body))))
}

// shapeOf writes one line per member: the kind of its value, or the value if it is in literalFields.
func shapeOf(t *testing.T, body []byte) string {
	t.Helper()
	shape := map[string]any{}
	for name, raw := range Members(t, body) {
		if slices.Contains(literalFields, name) {
			shape[name] = raw
		} else {
			shape[name] = kindOf(raw)
		}
	}
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false) // "<jws>", not its escape
	encoder.SetIndent("", "  ")
	require.NoError(t, encoder.Encode(shape))
	return text.String()
}

// Members parses a JSON object. Each value is the raw JSON of the response.
func Members(t *testing.T, body []byte) map[string]json.RawMessage {
	t.Helper()
	var object map[string]json.RawMessage
	// The body may contain tokens, so the message does not print it.
	require.NoError(t, json.Unmarshal(body, &object), "a body of %d bytes is not a JSON object", len(body))
	return object
}

// kindOf names the kind of a value: "<jws>" and "<jwe>" for compact tokens (RFC 7515 and RFC 7516, section 3.1), else
// its JSON type.
func kindOf(raw json.RawMessage) string {
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		return "<malformed>"
	}
	switch value := value.(type) {
	case string:
		return kindOfString(value)
	case float64:
		return "<number>"
	case bool:
		return "<boolean>"
	case nil:
		return "<null>"
	case []any:
		return "<array>"
	default:
		return "<object>"
	}
}

func kindOfString(value string) string {
	if value == "" {
		return "<empty string>"
	}
	parts := strings.Split(value, ".")
	header, err := base64.RawURLEncoding.DecodeString(parts[0])
	var fields map[string]any
	if err != nil || json.Unmarshal(header, &fields) != nil {
		return "<string>"
	}
	switch _, encrypted := fields["enc"]; {
	case len(parts) == 3 && !encrypted:
		return "<jws>"
	case len(parts) == 5 && encrypted:
		return "<jwe>"
	}
	return "<string>"
}
