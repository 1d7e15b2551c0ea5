package check

import (
	"slices"
	"strings"
)

// Sorted turns a list of the SDK's constants into one of strings, sorted and each once.
func Sorted[T ~string](list []T) []string {
	texts := make([]string, 0, len(list))
	for _, entry := range list {
		texts = append(texts, string(entry))
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// Without is a list without what the function tells.
func Without(list []string, drop func(string) bool) []string {
	return slices.DeleteFunc(slices.Clone(list), drop)
}

// Enumerate says a list in a sentence.
func Enumerate(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, ", ")
}

// JoinSorted joins sorted names.
func JoinSorted(names []string) string {
	return strings.Join(slices.Sorted(slices.Values(names)), ", ")
}
