package cognitoidp

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestEveryPatternOfTheModelCompiles: a pattern that Go cannot state would panic in
// the middle of a request.
func TestEveryPatternOfTheModelCompiles(t *testing.T) {
	count := 0
	for name, s := range model.Shapes {
		if s.Pattern == "" {
			continue
		}
		count++
		assert.NotPanics(t, func() { matches(s.Pattern, "x") }, "%s: %s", name, s.Pattern)
	}
	assert.Greater(t, count, 50, "patterns seen")
}

func TestPatternsMatchTheWholeValue(t *testing.T) {
	tests := []struct {
		name, shape, value string
		want               bool
	}{
		{"whole", "UserPoolNameType", "my pool", true},
		{"part", "UserPoolNameType", "my/pool", false},
		{"line feed at the end", "ClientIdType", "abc\n", false},
		{"letters beyond ASCII", "CustomAttributeNameType", "größe", true},
		{"a bucket", "S3BucketType", "my.bucket", true},
		{"the lookbehind that Go lacks: no dot at the end", "S3BucketType", "my.bucket.", false},
		{"only a dot", "S3BucketType", ".", false},
		{"nothing", "S3BucketType", "", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := matches(model.Shapes[tt.shape].Pattern, tt.value)
			assert.Equal(t, tt.want, got)
		})
	}
}

// TestModelIsClosed: every shape that an action or a shape names is there, so a
// misspelt name cannot let a value pass unchecked.
func TestModelIsClosed(t *testing.T) {
	known := func(from, name string) {
		_, ok := model.Shapes[name]
		assert.True(t, ok || name == "", "%s names the shape %q, which is missing", from, name)
	}
	for name, o := range model.Operations {
		known(name, o.Input)
	}
	for name, s := range model.Shapes {
		known(name, s.Member)
		known(name, s.Key)
		known(name, s.Value)
		for _, member := range s.Members {
			known(name, member.Shape)
		}
		for _, member := range s.Required {
			assert.NotEmpty(t, s.Members.shape(member), "%s requires %s", name, member)
		}
	}
}

func TestEveryBuiltActionIsInTheModel(t *testing.T) {
	names := Actions()
	assert.True(t, slices.IsSorted(names))
	assert.NotEmpty(t, names)
	for _, name := range names {
		assert.Contains(t, model.Operations, name)
	}
}
