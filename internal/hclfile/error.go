package hclfile

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// Error returns the first error of HCL as one line: "FILE:LINE: " and the text. For an error
// without a position, name is the file or folder.
func Error(problems hcl.Diagnostics, name string) error {
	for _, p := range problems {
		if p.Severity != hcl.DiagError {
			continue
		}
		text := p.Summary
		if p.Detail != "" {
			text += ": " + p.Detail
		}
		text = strings.TrimRight(strings.Join(strings.Fields(text), " "), ".")
		if p.Subject == nil {
			return fmt.Errorf("%s: %s", name, text)
		}
		return ErrorAt(*p.Subject, "%s", text)
	}
	return problems
}

// ErrorAt returns an error at a range of a file: "FILE:LINE: " and the text. The text has the
// path of the argument, what is wrong, and what to write.
func ErrorAt(at hcl.Range, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", at.Filename, at.Start.Line, fmt.Sprintf(format, args...))
}
