package report

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/jsontest"
)

// Replaces each value in a report by a value of another JSON type. Read returns an error of one line, or a report
// that Merge accepts or rejects and that each format can write. None of them panics.
func TestReadDoesNotPanicOnWrongTypes(t *testing.T) {
	t.Parallel()
	document, err := os.ReadFile("testdata/report.json")
	require.NoError(t, err)
	for where, text := range jsontest.Mutations(document, 7) {
		assert.NotPanics(t, func() {
			read, err := Read(bytes.NewReader(text))
			if err != nil {
				assert.NotContains(t, err.Error(), "\n", where)
				return
			}
			if merged, err := Merge([]*Report{read}); err == nil {
				read = merged
			}
			for _, format := range Formats {
				_ = Write(new(bytes.Buffer), format, read, WriteOptions{})
			}
		}, where)
	}
}

func TestBaselineWithDeepNestingIsRejected(t *testing.T) {
	t.Parallel()
	_, err := ReadBaseline([]byte("accept {\n  check = "+strings.Repeat("(", 20_000)+"\n}\n"), "accepted.hcl")
	require.ErrorContains(t, err, "accepted.hcl:2")
	require.ErrorContains(t, err, "ore than 1000 brackets are open here")
	assert.Less(t, len(err.Error()), 300)
}
