package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// WriteOptions are the options of the table. The other formats ignore them.
type WriteOptions struct {
	// Colour adds ANSI colours to the table. Colours only repeat what the words state.
	Colour bool
	// Width is the number of columns of the terminal. Default: 100.
	Width int
}

const defaultWidth = 100

// formats are the functions that write a report, by the name of the format.
var formats = map[string]func(io.Writer, *Report, WriteOptions) error{
	"table":    writeTable,
	"json":     writeJSON,
	"junit":    writeJUnit,
	"sarif":    writeSARIF,
	"markdown": writeMarkdown,
	"html":     writeHTML,
}

// Formats are the names of the formats of [Write], sorted.
var Formats = slices.Sorted(maps.Keys(formats))

// Write writes the report in one of [Formats]. It returns an error of w, or an error for an
// unknown format.
func Write(w io.Writer, format string, r *Report, o WriteOptions) error {
	write, ok := formats[format]
	if !ok {
		return fmt.Errorf("%q is not a format. Use one of %s", format, strings.Join(Formats, ", "))
	}
	if o.Width <= 0 {
		o.Width = defaultWidth
	}
	return write(w, r, o)
}
