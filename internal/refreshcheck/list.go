package refreshcheck

import (
	"fmt"
	"slices"
	"strings"
)

// asText turns a list of the SDK's constants into one of strings, sorted and each once.
func asText[T ~string](list []T) []string {
	texts := make([]string, 0, len(list))
	for _, entry := range list {
		texts = append(texts, string(entry))
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// without is a list without what the function tells.
func without(list []string, drop func(string) bool) []string {
	return slices.DeleteFunc(slices.Clone(list), drop)
}

// enumerated says a list in a sentence.
func enumerated(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, ", ")
}

// hclList writes a list as an argument takes it.
func hclList(list []string) string {
	quoted := make([]string, len(list))
	for i, entry := range list {
		quoted[i] = fmt.Sprintf("%q", entry)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
