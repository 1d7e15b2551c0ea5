package report

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden files, then read the difference")

// render returns a report in a format.
func render(t *testing.T, format string, r *Report, o WriteOptions) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, Write(&out, format, r, o))
	return out.String()
}

func TestGolden(t *testing.T) {
	for _, tt := range []struct {
		name, format string
		report       *Report
		options      WriteOptions
	}{
		{"table.txt", "table", accepted(), WriteOptions{}},
		{"table-narrow.txt", "table", accepted(), WriteOptions{Width: 44}},
		{"table-colour.txt", "table", accepted(), WriteOptions{Colour: true}},
		{"report.json", "json", accepted(), WriteOptions{}},
		{"junit.xml", "junit", accepted(), WriteOptions{}},
		{"sarif.json", "sarif", accepted(), WriteOptions{}},
		{"markdown.md", "markdown", accepted(), WriteOptions{}},
		{"page.html", "html", accepted(), WriteOptions{}},
		{"hostile.html", "html", hostile(), WriteOptions{}},
		{"hostile.txt", "table", hostile(), WriteOptions{}},
		{"hostile.xml", "junit", hostile(), WriteOptions{}},
		{"hostile.md", "markdown", hostile(), WriteOptions{}},
		{"empty.txt", "table", &Report{Version: Version}, WriteOptions{}},
		{"empty.md", "markdown", &Report{Version: Version}, WriteOptions{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, file := render(t, tt.format, tt.report, tt.options), filepath.Join("testdata", tt.name)
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Equal(t, string(want), got)
		})
	}
}

func TestWriteRejectsAnUnknownFormat(t *testing.T) {
	err := Write(io.Discard, "yaml", sample(), WriteOptions{})
	assert.EqualError(t, err, `"yaml" is not a format. Use one of html, json, junit, markdown, sarif, table`)
}

func TestWriteReturnsTheErrorOfTheWriter(t *testing.T) {
	full := errors.New("no space left on device")
	for _, format := range Formats {
		t.Run(format, func(t *testing.T) {
			assert.ErrorIs(t, Write(brokenWriter{full}, format, sample(), WriteOptions{}), full)
		})
	}
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }

func TestJUnitCounts(t *testing.T) {
	var suites junitSuites
	require.NoError(t, xml.Unmarshal([]byte(render(t, "junit", accepted(), WriteOptions{})), &suites))
	assert.Equal(t, junitCounts{Tests: 21, Failures: 2, Errors: 1, Skipped: 6}, suites.junitCounts)
	require.Len(t, suites.Suites, 3)
	assert.Equal(t, junitCounts{Tests: 7, Failures: 1, Skipped: 1}, suites.Suites[2].junitCounts)
}

func TestEachFormatReportsUsersThatWereNotRemoved(t *testing.T) {
	for _, format := range Formats {
		t.Run(format, func(t *testing.T) {
			assert.Contains(t, render(t, format, sample(), WriteOptions{}), "temporary-1")
		})
	}
}

func TestHostileTextIsEscaped(t *testing.T) {
	var suites junitSuites
	require.NoError(t, xml.Unmarshal([]byte(render(t, "junit", hostile(), WriteOptions{})), &suites))
	for _, format := range []string{"table", "markdown", "html", "junit"} {
		t.Run(format, func(t *testing.T) {
			out := render(t, format, hostile(), WriteOptions{})
			if format != "html" { // HTML is not written to a terminal
				assert.NotContains(t, out, "\x1b", "an escape sequence of the terminal")
			}
			if format != "table" {
				assert.NotContains(t, out, "<script")
			}
			if format == "markdown" {
				assert.NotContains(t, out, "@user", "GitHub would notify the user")
			}
		})
	}
}
