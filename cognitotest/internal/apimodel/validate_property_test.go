package apimodel

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

// The test draws requests that satisfy the shape, then violates one constraint, at any depth,
// and requires an error that names the member.
func TestEveryOperationEnforcesItsShape(t *testing.T) {
	for _, name := range Operations() {
		operation := model.Operations[name]
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				request := drawStructure(t, model.Shapes[operation.Input])
				require.NoError(t, deserializeAndValidate(operation, request), "%v", request)
				m := &mutations{}
				m.structure(operation.Input, "", request)
				if len(m.all) == 0 {
					return // a request without constraints
				}
				broken := rapid.SampledFrom(m.all).Draw(t, "constraint")
				broken.apply()
				err := deserializeAndValidate(operation, request)
				var exception *apierror.Exception
				require.ErrorAs(t, err, &exception, "%s at %s", broken.what, broken.path)
				if broken.path == "" {
					assert.Equal(t, "SerializationException", exception.Name, broken.what)
					return
				}
				assert.Equal(t, "InvalidParameterException", exception.Name, broken.what)
				_, violations, ok := strings.Cut(exception.Message, " detected: ")
				require.True(t, ok, exception.Message)
				for violation := range strings.SplitSeq(violations, "; Value") {
					assert.Contains(t, violation, " at '"+broken.path+"' failed to satisfy constraint: ", broken.what)
				}
			})
		})
	}
}

// deserializeAndValidate processes a request as the API does before the action.
func deserializeAndValidate(o Operation, request map[string]any) error {
	body, err := json.Marshal(request)
	if err != nil {
		return errors.Join(errors.New("the test cannot encode its request"), err)
	}
	_, decoded, err := o.Deserialize(body)
	if err != nil {
		return err
	}
	return o.Validate(decoded)
}

func drawStructure(t *rapid.T, s shape) map[string]any {
	object := map[string]any{}
	for _, m := range s.Members {
		if slices.Contains(s.Required, m.Name) || rapid.Bool().Draw(t, m.Name) {
			object[m.Name] = draw(t, m.Shape)
		}
	}
	return object
}

// draw returns a value that satisfies a shape.
func draw(t *rapid.T, name string) any {
	s := model.Shapes[name]
	low, high := s.bounds()
	switch s.Type {
	case "structure":
		return drawStructure(t, s)
	case "list":
		list := []any{}
		for range rapid.IntRange(low, min(high, low+2)).Draw(t, name) {
			list = append(list, draw(t, s.Member))
		}
		return list
	case "map":
		object := map[string]any{}
		for range rapid.IntRange(low, min(high, low+2)).Draw(t, name) {
			object[draw(t, s.Key).(string)] = draw(t, s.Value)
		}
		return object
	case "boolean":
		return rapid.Bool().Draw(t, name)
	case "integer":
		return rapid.IntRange(low, high).Draw(t, name)
	case "blob":
		return base64.StdEncoding.EncodeToString(rapid.SliceOfN(rapid.Byte(), low, min(high, low+8)).Draw(t, name))
	}
	if len(s.Enum) > 0 {
		return rapid.SampledFrom(s.Enum).Draw(t, name)
	}
	return drawText(t, name, s)
}

// drawText repeats text of the pattern until it is long enough. Every pattern with a minimum
// length above one allows its characters to repeat.
func drawText(t *rapid.T, name string, s shape) string {
	low, high := s.bounds()
	if s.Pattern == "" {
		return rapid.StringOfN(rapid.RuneFrom([]rune("aZ0 ä/#")), low, min(high, low+8), -1).Draw(t, name)
	}
	return rapid.Custom(func(t *rapid.T) string {
		text := rapid.StringMatching(`^(?:`+goExpression(s.Pattern)+`)$`).Draw(t, "part")
		for len(text) > 0 && len([]rune(text)) < low {
			text += text
		}
		if runes := []rune(text); len(runes) > high {
			text = string(runes[:high])
		}
		return text
	}).Filter(func(text string) bool { return len(s.violated(text)) == 0 }).Draw(t, name)
}

func (s shape) bounds() (low, high int) {
	high = 1 << 30
	if s.Min != nil {
		low = int(*s.Min)
	}
	if s.Max != nil {
		high = int(*s.Max)
	}
	return low, high
}

// mutation violates one constraint of a request. Without a path it changes a JSON type.
type mutation struct {
	path, what string
	apply      func()
}

func (m mutation) String() string { return fmt.Sprintf("%s at '%s'", m.what, m.path) }

type mutations struct{ all []mutation }

func (m *mutations) add(path, what string, apply func()) {
	m.all = append(m.all, mutation{path, what, apply})
}

func (m *mutations) structure(name, path string, object map[string]any) {
	shape := model.Shapes[name]
	for _, member := range shape.Members {
		at := join(path, lowerCamel(member.Name))
		if slices.Contains(shape.Required, member.Name) {
			m.add(at, "missing", func() { delete(object, member.Name) })
			if member.Shape != primitiveBoolean {
				m.add(at, "null", func() { object[member.Name] = nil })
			}
		}
		if value, ok := object[member.Name]; ok {
			m.value(member.Shape, at, value, func(v any) { object[member.Name] = v })
		}
	}
}

// value adds the mutations of a value. at is the path that the service reports: the path of the
// list or the map for an element that is not a structure.
func (m *mutations) value(name, at string, value any, set func(any)) {
	shape := model.Shapes[name]
	for _, invalid := range outside(shape) {
		m.add(at, fmt.Sprintf("%.40v", invalid), func() { set(invalid) })
	}
	if len(shape.Members) > 0 || shape.Type != "structure" {
		m.add("", "wrong type", func() { set(wrongType(shape.Type)) })
	}
	switch shape.Type {
	case "structure":
		m.structure(name, at, value.(map[string]any))
	case "list":
		list := value.([]any)
		for i, element := range list {
			m.add(at, "null element", func() { list[i] = nil })
			inside := at
			if model.Shapes[shape.Member].Type == "structure" {
				inside = fmt.Sprintf("%s.%d.member", at, i+1)
			}
			m.value(shape.Member, inside, element, func(v any) { list[i] = v })
		}
	case "map":
		object := value.(map[string]any)
		for key, element := range object {
			if !slices.Contains(nullableMaps, name) {
				m.add(at, "null value", func() { object[key] = nil })
			}
			inside := at
			if model.Shapes[shape.Value].Type == "structure" {
				inside = fmt.Sprintf("%s.%s.member", at, key)
			}
			m.value(shape.Value, inside, element, func(v any) { object[key] = v })
			for _, invalid := range outside(model.Shapes[shape.Key]) {
				m.add(at, "key", func() { object[invalid.(string)] = element })
			}
		}
	}
}

// outside returns values that violate a constraint of a scalar shape.
func outside(s shape) []any {
	low, high := s.bounds()
	var out []any
	switch s.Type {
	case "integer":
		if s.Min != nil {
			out = append(out, low-1)
		}
		if s.Max != nil {
			out = append(out, high+1)
		}
	case "string":
		if s.Max != nil {
			out = append(out, strings.Repeat("a", high+1))
		}
		if low > 0 {
			out = append(out, strings.Repeat("a", low-1))
		}
		if len(s.Enum) > 0 {
			out = append(out, "NO_SUCH_VALUE", "")
		}
		for _, text := range []string{"\x01", "a b/\"#", "ä\x00"} {
			if len(s.violated(text)) > 0 {
				out = append(out, text)
			}
		}
	case "blob":
		if s.Max != nil {
			out = append(out, base64.StdEncoding.EncodeToString(make([]byte, high+1)))
		}
	}
	return out
}

func wrongType(kind string) any {
	if kind == "integer" || kind == "boolean" {
		return map[string]any{}
	}
	return 7
}
