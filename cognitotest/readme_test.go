package cognitotest_test

import (
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cognitoidp"
)

var updateReadme = flag.Bool("update-readme", false, "rewrite the list of actions in README.md")

const readme = "../README.md"

// actionsBlock is the part of the README between its marker and the next heading.
var actionsBlock = regexp.MustCompile(`(?s)(<!-- actions: [^>]* -->\n).*?\n(### )`)

// TestReadmeListsTheActions compares the README's list with the table of actions.
func TestReadmeListsTheActions(t *testing.T) {
	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	list := "`" + strings.Join(cognitoidp.Actions(), "` `") + "`"
	want := actionsBlock.ReplaceAllString(string(text), "${1}\n"+wrap(list)+"\n\n${2}")
	if *updateReadme {
		require.NoError(t, os.WriteFile(readme, []byte(want), 0o644))
	}
	assert.Contains(t, string(text), "<!-- actions:")
	assert.Equal(t, want, string(text), "run go test ./cognitotest -run Readme -update-readme")
}

// wrap breaks a line of words so that none is longer than the README's lines.
func wrap(line string) string {
	const width = 120
	var b strings.Builder
	column := 0
	for i, word := range strings.Fields(line) {
		switch {
		case i == 0:
		case column+1+len(word) > width:
			b.WriteByte('\n')
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += len(word)
	}
	return b.String()
}
