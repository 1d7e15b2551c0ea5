package apimodel

import (
	"regexp"
	"sync"
)

// lookbehinds are the patterns that Go's regular expressions cannot express, with an
// expression of the same meaning.
var lookbehinds = map[string]string{
	`^[0-9A-Za-z\.\-_]*(?<!\.)$`: `(?:[0-9A-Za-z.\-_]*[0-9A-Za-z\-_])?`,
}

var patterns sync.Map // pattern text to *regexp.Regexp

// goExpression returns a pattern of the model in Go's syntax.
func goExpression(pattern string) string {
	if expression, ok := lookbehinds[pattern]; ok {
		return expression
	}
	return pattern
}

// matchesWhole reports whether a value as a whole satisfies a pattern of the model.
func matchesWhole(pattern, value string) bool {
	compiled, ok := patterns.Load(pattern)
	if !ok {
		compiled, _ = patterns.LoadOrStore(pattern, regexp.MustCompile(`^(?:`+goExpression(pattern)+`)$`))
	}
	return compiled.(*regexp.Regexp).MatchString(value)
}
