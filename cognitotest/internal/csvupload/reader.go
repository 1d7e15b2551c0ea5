package csvupload

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// The limits of a file (developer guide, "Formatting the CSV file").
const (
	maxRow  = 16_000 // characters
	maxRows = 500_000
)

var byteOrderMark = []byte("\uFEFF")

// read returns the lines of a file. The rules are in the developer guide, "Formatting the CSV
// file": UTF-8 without a byte order mark, a backslash before a comma in a value, no quotation marks,
// and white space around a value has no meaning. encoding/csv has quotation marks and no backslash.
// Blank lines at the end are ignored (unspecified).
func read(content []byte) userpool.ImportFile {
	switch {
	case bytes.HasPrefix(content, byteOrderMark):
		return userpool.ImportFile{Fault: "The CSV file begins with a byte order mark."}
	case !utf8.Valid(content):
		return userpool.ImportFile{Fault: "The CSV file is not in UTF-8."}
	}
	header, rest, _ := strings.Cut(strings.TrimRight(string(content), "\r\n"), "\n")
	file := userpool.ImportFile{Columns: values(header)}
	if rest == "" {
		return file
	}
	if strings.Count(rest, "\n")+1 > maxRows {
		return userpool.ImportFile{Fault: "The CSV file has more than 500,000 users."}
	}
	for line := range strings.SplitSeq(rest, "\n") {
		if utf8.RuneCountInString(strings.TrimSuffix(line, "\r")) > maxRow {
			file.Rows = append(file.Rows, userpool.ImportRow{Fault: "The line has more than 16,000 characters."})
			continue
		}
		file.Rows = append(file.Rows, userpool.ImportRow{Values: values(line)})
	}
	return file
}

// values returns the values of a line.
func values(line string) []string {
	var list []string
	var value strings.Builder
	for rest := line; ; {
		before, after, more := strings.Cut(rest, ",")
		if escaped, ok := strings.CutSuffix(before, `\`); ok && more {
			value.WriteString(escaped + ",")
			rest = after
			continue
		}
		value.WriteString(before)
		list = append(list, strings.TrimSpace(value.String()))
		if !more {
			return list
		}
		value.Reset()
		rest = after
	}
}
