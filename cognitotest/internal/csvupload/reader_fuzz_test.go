package csvupload

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzImportCSV reads any file of an import job. The values of a file that is read give the same file if
// they are written again by the rules of the developer guide, "Formatting the CSV file". A fault has one line.
func FuzzImportCSV(f *testing.F) {
	for _, text := range []string{
		"name,cognito:username\nJo,jo\n", "a,b\r\n1\\,2, 3 \r\n\r\n", "\uFEFFa\nb", "a\xff\nb", "", "\n\n", ",\n,,\n", "a\\\nb\\,", "a\n\"b\"\n", "a\n" + strings.Repeat("x", maxRow+1), "a\rb\nc",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		file := read(content)
		if file.Fault != "" {
			require.NotContains(t, file.Fault, "\n")
			require.Empty(t, file.Rows)
			return
		}
		require.NotEmpty(t, file.Columns)
		require.LessOrEqual(t, len(file.Rows), maxRows)
		written := []string{line(file.Columns)}
		for _, row := range file.Rows {
			if row.Fault != "" {
				return // a line beyond the limit
			}
			written = append(written, line(row.Values))
		}
		for i, text := range written {
			want := file.Columns
			if i > 0 {
				want = file.Rows[i-1].Values
			}
			require.Equal(t, want, values(text), text)
		}
	})
}

// line writes values with a backslash before a comma, and white space before the comma that follows a
// backslash, which has no meaning.
func line(values []string) string {
	written := make([]string, len(values))
	for i, value := range values {
		written[i] = strings.ReplaceAll(value, ",", `\,`)
		if strings.HasSuffix(value, `\`) {
			written[i] += " "
		}
	}
	return strings.Join(written, ",")
}
