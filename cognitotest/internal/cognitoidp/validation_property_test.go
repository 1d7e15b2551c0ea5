package cognitoidp

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// TestEveryOperationTakesWhatSatisfiesTheModel, and refuses what breaks one constraint
// of it, naming the member, whatever the operation and wherever the constraint is.
func TestEveryOperationTakesWhatSatisfiesTheModel(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(model.Operations)) {
		input := model.Operations[name].Input
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				request := drawStructure(t, model.Shapes[input])
				requireValid(t, input, request)
				s := &sites{}
				s.structure(input, "", request)
				if len(s.all) == 0 {
					return // a request without constraints
				}
				broken := rapid.SampledFrom(s.all).Draw(t, "constraint")
				broken.apply()
				err := process(input, request)
				var refused *userpool.Exception
				require.ErrorAs(t, err, &refused, "%s at %s", broken.what, broken.path)
				if broken.path == "" {
					assert.Equal(t, "SerializationException", refused.Name, broken.what)
					return
				}
				assert.Equal(t, "InvalidParameterException", refused.Name, broken.what)
				_, breaches, ok := strings.Cut(refused.Message, " detected: ")
				require.True(t, ok, refused.Message)
				for breach := range strings.SplitSeq(breaches, "; Value") {
					assert.Contains(t, breach, " at '"+broken.path+"' failed to satisfy constraint: ", broken.what)
				}
			})
		})
	}
}

func requireValid(t *rapid.T, input string, request map[string]any) {
	require.NoError(t, process(input, request), "%v", request)
}

// process is what dispatch does with a request before the action.
func process(input string, request map[string]any) error {
	body, err := json.Marshal(request)
	if err != nil {
		return errors.Join(errors.New("the test cannot encode its request"), err)
	}
	_, decoded, err := deserialize(input, body)
	if err != nil {
		return err
	}
	return validate(input, decoded)
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

// draw makes a value that satisfies a shape.
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

// drawText repeats text of the pattern until it is long enough: the patterns with a
// least length of more than one are those of characters that may repeat.
func drawText(t *rapid.T, name string, s shape) string {
	low, high := s.bounds()
	if s.Pattern == "" {
		return rapid.StringOfN(rapid.RuneFrom([]rune("aZ0 ä/#")), low, min(high, low+8), -1).Draw(t, name)
	}
	return rapid.Custom(func(t *rapid.T) string {
		text := rapid.StringMatching(`^(?:`+stated(s.Pattern)+`)$`).Draw(t, "part")
		for len(text) > 0 && len([]rune(text)) < low {
			text += text
		}
		if runes := []rune(text); len(runes) > high {
			text = string(runes[:high])
		}
		return text
	}).Filter(func(text string) bool { return len(s.broken(text)) == 0 }).Draw(t, name)
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

// site is a way to break one constraint of a request. Without a path it breaks the JSON type.
type site struct {
	path, what string
	apply      func()
}

func (s site) String() string { return fmt.Sprintf("%s at '%s'", s.what, s.path) }

type sites struct{ all []site }

func (s *sites) add(path, what string, apply func()) {
	s.all = append(s.all, site{path, what, apply})
}

func (s *sites) structure(name, path string, object map[string]any) {
	shape := model.Shapes[name]
	for _, m := range shape.Members {
		at := join(path, lowerCamel(m.Name))
		if slices.Contains(shape.Required, m.Name) {
			s.add(at, "missing", func() { delete(object, m.Name) })
			if m.Shape != primitiveBoolean {
				s.add(at, "null", func() { object[m.Name] = nil })
			}
		}
		if value, ok := object[m.Name]; ok {
			s.value(m.Shape, at, value, func(v any) { object[m.Name] = v })
		}
	}
}

// value notes how a value can break its shape. at is what the service names then: the
// list or the map for an element that is no structure.
func (s *sites) value(name, at string, value any, set func(any)) {
	shape := model.Shapes[name]
	for _, breaking := range outOf(shape) {
		s.add(at, fmt.Sprintf("%.40v", breaking), func() { set(breaking) })
	}
	if len(shape.Members) > 0 || shape.Type != "structure" {
		s.add("", "wrong type", func() { set(wrongType(shape.Type)) })
	}
	switch shape.Type {
	case "structure":
		s.structure(name, at, value.(map[string]any))
	case "list":
		list := value.([]any)
		for i, element := range list {
			s.add(at, "null element", func() { list[i] = nil })
			inside := at
			if model.Shapes[shape.Member].Type == "structure" {
				inside = fmt.Sprintf("%s.%d.member", at, i+1)
			}
			s.value(shape.Member, inside, element, func(v any) { list[i] = v })
		}
	case "map":
		object := value.(map[string]any)
		for key, element := range object {
			if !slices.Contains(nullable, name) {
				s.add(at, "null value", func() { object[key] = nil })
			}
			s.value(shape.Value, at, element, func(v any) { object[key] = v })
			for _, breaking := range outOf(model.Shapes[shape.Key]) {
				s.add(at, "key", func() { object[breaking.(string)] = element })
			}
		}
	}
}

// outOf returns values that break a constraint of a scalar shape.
func outOf(s shape) []any {
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
			if len(s.broken(text)) > 0 {
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
