package hostedui

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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

// untranslated are texts of the classic pages, and a message of the API.
var untranslated = []string{"Signin", "Passkeys require managed login.", "SignUp is not permitted for this user pool"}

// Each text of the templates, of the steps, of the fields and of the pages without a form has a translation.
func TestEachTextIsTranslated(t *testing.T) {
	t.Parallel()
	var texts []string
	find := func(pattern string, files ...string) {
		found := 0
		for _, file := range files {
			source, err := os.ReadFile(file)
			require.NoError(t, err)
			for _, match := range regexp.MustCompile(pattern).FindAllStringSubmatch(string(source), -1) {
				texts = append(texts, match[1])
				found++
			}
		}
		require.NotZero(t, found, pattern)
	}
	templates, err := filepath.Glob("templates/*.html")
	require.NoError(t, err)
	find(`\.T "([^"]+)"`, templates...)
	sources, err := filepath.Glob("*.go")
	require.NoError(t, err)
	sources = slices.DeleteFunc(sources, func(name string) bool { return strings.HasSuffix(name, "_test.go") })
	find(`\bT\("([^"]+)"\)`, sources...)
	find(`\b(?:Title|Submit|Before|Text|Label): "([^"]+)"`, sources...)
	find(`\bpage\.(?:Title|Submit)(?:, page\.\w+)* = "([^"]+)"`, sources...)
	find(`\bDetail: "([^"]+)"`, sources...)
	find(`\brenderError\([^"\n]+"([^"]+)"`, sources...)
	find(`\brenderError\([^"\n]+"[^"]+", "([^"]+)"`, sources...)
	find(`\bnotice\{"([^"]+)"`, sources...)
	find(`"(Set up [^"]+ MFA)"`, sources...)
	for _, page := range stepPages {
		texts = append(texts, page.title, page.notice)
	}
	texts = append(texts, slices.Collect(maps.Values(factorTexts))...)
	texts = append(texts, noCodeNotice)
	var missing []string
	for _, text := range texts {
		if _, ok := translations["de"][text]; !ok && text != "" && !slices.Contains(untranslated, text) {
			missing = append(missing, text)
		}
	}
	assert.Empty(t, missing)
}

// A translation has the verbs of its text, for example the length of a password.
func TestTranslationsHaveTheVerbsOfTheirText(t *testing.T) {
	t.Parallel()
	for language, texts := range translations {
		for text, translated := range texts {
			for _, verb := range []string{"%d", "%s", "%"} {
				assert.Equal(t, strings.Count(text, verb), strings.Count(translated, verb), "%s: %s", language, text)
			}
		}
	}
}
