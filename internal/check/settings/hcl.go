package settings

import (
	"fmt"
	"strings"
)

// hclList writes a list as an argument takes it.
func hclList(list []string) string {
	quoted := make([]string, len(list))
	for i, entry := range list {
		quoted[i] = fmt.Sprintf("%q", entry)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
