package environment

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// sentence is the first of HCL's complaints in one line, with the line of the file.
func sentence(diagnostics hcl.Diagnostics, data []byte) error {
	for _, d := range diagnostics {
		if d.Severity != hcl.DiagError {
			continue
		}
		text := strings.TrimSuffix(strings.Join(strings.Fields(d.Detail), " "), ".")
		if text == "" {
			text = strings.TrimSuffix(d.Summary, ".")
		}
		if d.Subject == nil {
			return fmt.Errorf("%s", text)
		}
		return refusal(data, *d.Subject, "%s", text)
	}
	return diagnostics
}

// refusal says what is wrong at a place of a file, and shows its line.
func refusal(data []byte, at hcl.Range, format string, args ...any) error {
	return fmt.Errorf("%s:%d: `%s`: %s", at.Filename, at.Start.Line, line(data, at.Start.Line), fmt.Sprintf(format, args...))
}

// maxLine is how much of a line an error shows, in characters.
const maxLine = 120

// line is a line of a file without the space around it, and not more than [maxLine] of it.
func line(data []byte, number int) string {
	lines := strings.Split(string(data), "\n")
	if number < 1 || number > len(lines) {
		return ""
	}
	text := []rune(strings.TrimSpace(lines[number-1]))
	if len(text) > maxLine {
		return string(text[:maxLine]) + "…"
	}
	return string(text)
}

// rangeOf is where a body has an argument, or where the body is.
func rangeOf(body hcl.Body, argument string) hcl.Range {
	if native, ok := body.(*hclsyntax.Body); ok {
		if a := native.Attributes[argument]; a != nil {
			return a.SrcRange
		}
	}
	return body.MissingItemRange()
}
