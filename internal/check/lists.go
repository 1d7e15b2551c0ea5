package check

import (
	"slices"
	"strings"
)

// Sorted returns the sorted, distinct values of a list of the SDK's constants.
func Sorted[T ~string](list []T) []string {
	texts := make([]string, 0, len(list))
	for _, entry := range list {
		texts = append(texts, string(entry))
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// Without returns a list without the values for which drop returns true.
func Without(list []string, drop func(string) bool) []string {
	return slices.DeleteFunc(slices.Clone(list), drop)
}

// Enumerate joins a list for a message. An empty list is "none".
func Enumerate(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, ", ")
}

// JoinSorted sorts and joins names.
func JoinSorted(names []string) string {
	return strings.Join(slices.Sorted(slices.Values(names)), ", ")
}
