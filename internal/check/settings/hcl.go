package settings

import (
	"fmt"
	"strings"
)

// hclList formats a list as an HCL value.
func hclList(list []string) string {
	quoted := make([]string, len(list))
	for i, entry := range list {
		quoted[i] = fmt.Sprintf("%q", entry)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
