package hostedui

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEachLanguageTranslatesTheSameTexts(t *testing.T) {
	t.Parallel()
	var other []string
	for _, language := range languages {
		if language != defaultLanguage {
			other = append(other, language)
		}
	}
	assert.ElementsMatch(t, other, slices.Collect(maps.Keys(translations)))
	want := slices.Sorted(maps.Keys(translations["de"]))
	assert.NotEmpty(t, want)
	for language, texts := range translations {
		assert.Equal(t, want, slices.Sorted(maps.Keys(texts)), language)
		assert.NotContains(t, slices.Collect(maps.Values(texts)), "", language)
	}
}

// A translation has the verbs of its text, for example the length of a password.
func TestTranslationsHaveTheVerbsOfTheirText(t *testing.T) {
	t.Parallel()
	for language, texts := range translations {
		for text, translated := range texts {
			assert.Equal(t, strings.Count(text, "%d"), strings.Count(translated, "%d"), "%s: %s", language, text)
		}
	}
}
