package report

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzRead reads any text as a report. An accepted report can be written in each format, and the JSON that is
// written gives the same report.
func FuzzRead(f *testing.F) {
	document, err := os.ReadFile("testdata/report.json")
	require.NoError(f, err)
	f.Add(document)
	for _, text := range []string{
		"{}", "", "null", `{"version":2}`, `{"version":3}`, `{"version":2,"shard":{"index":2,"count":1}}`, `{"version":2,"checks":[{"name":"a"}],"environments":[{"name":"a","results":[{"check":"a","outcome":"pass"}]}]}`,
		`{"version":2,"environments":[{"name":"\u001b[31m\n","clients":[{"key":"<b>","results":[{"check":"a","outcome":"fail","message":"]]>|"}]}]}]}`, `{"version":2,"proofs":[{"steps":[{"seconds":1e308}]}]}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		read, err := Read(bytes.NewReader(text))
		if err != nil {
			require.NotContains(t, err.Error(), "\n")
			return
		}
		for _, format := range Formats {
			require.NoError(t, Write(io.Discard, format, read, WriteOptions{}), format)
		}
		var written, again bytes.Buffer
		require.NoError(t, Write(&written, "json", read, WriteOptions{}))
		second, err := Read(bytes.NewReader(written.Bytes()))
		require.NoError(t, err, "%s", written.Bytes())
		require.NoError(t, Write(&again, "json", second, WriteOptions{}))
		require.Equal(t, written.String(), again.String())
	})
}

// FuzzReadBaseline reads any text as a baseline. An accepted entry has a check, a reason and a date.
func FuzzReadBaseline(f *testing.F) {
	const entry = "accept {\n  check = \"a\"\n  environment = \"dev-*\"\n  reason = \"b\"\n  expires = \"2027-01-31\"\n}\n"
	for _, text := range []string{entry, entry + entry, "", "accept {}", strings.Replace(entry, "31", "32", 1), strings.Replace(entry, `"b"`, `" "`, 1), "accept \"a\" {}", "check = 1", strings.Replace(entry, `"a"`, `"${1/0}"`, 1), `{"accept":[{}]}`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		baseline, err := ReadBaseline(text, "accepted.hcl")
		if err != nil {
			require.NotContains(t, err.Error(), "\n")
			require.True(t, strings.HasPrefix(err.Error(), "accepted.hcl:"), err)
			return
		}
		for _, e := range baseline.Entries {
			require.NotEmpty(t, e.Check)
			require.NotEmpty(t, strings.TrimSpace(e.Reason))
			require.Regexp(t, `^\d{4}-\d{2}-\d{2}$`, e.Expires)
			require.True(t, strings.HasPrefix(e.Position, "accepted.hcl:"))
		}
	})
}
