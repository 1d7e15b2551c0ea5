package cognitotest_test

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cognitoidp"
)

var updateReadme = flag.Bool("update-readme", false, "rewrite the coverage in README.md")

const readme = "../README.md"

// coverageBlock is the part of the README that nobody edits.
var coverageBlock = regexp.MustCompile(`(?s)(<!-- coverage: [^>]* -->\n).*?(<!-- end of coverage -->)`)

// TestReadmeCoverage compares the README with what is built: actions, flows, challenges, triggers and endpoints.
func TestReadmeCoverage(t *testing.T) {
	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	require.Regexp(t, coverageBlock, string(text))
	coverage := "\n" + strings.Join([]string{actionsText(), signInText(t), endpointsText(t)}, "\n\n") + "\n\n"
	want := coverageBlock.ReplaceAllStringFunc(string(text), func(block string) string {
		parts := coverageBlock.FindStringSubmatch(block)
		return parts[1] + coverage + parts[2]
	})
	if *updateReadme {
		require.NoError(t, os.WriteFile(readme, []byte(want), 0o644))
		return
	}
	assert.Equal(t, want, string(text), "run go test ./cognitotest -run Readme -update-readme")
}

func actionsText() string {
	actions := cognitoidp.CoverageOfActions()
	text := fmt.Sprintf("### Actions of the API\n\n%d of the %d actions of the service's model:\n\n%s",
		len(actions.Built), len(actions.Built)+len(actions.Missing), wrap(quoted(actions.Built)))
	if len(actions.Missing) > 0 {
		text += "\n\nNot built, and refused by name:\n\n" + wrap(quoted(actions.Missing))
	}
	return text
}

// signInText is the table of what a sign-in can be made of.
func signInText(t *testing.T) string {
	t.Helper()
	flows, challenges := cognitoidp.CoverageOfFlows(), cognitoidp.CoverageOfChallenges()
	run, idle := triggerSources(t)
	rows := []string{
		"### Sign-in\n", "| | built | not built |", "|---|---|---|",
		"| flows | " + quoted(flows.Built) + " | " + quoted(flows.Missing) + " |",
		"| challenges | " + quoted(challenges.Built) + " | " + quoted(challenges.Missing) + " |",
		"| triggers | " + quoted(run) + " | " + quoted(idle) + " |",
	}
	return strings.Join(rows, "\n")
}

// quoted lists names as code.
func quoted(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return "`" + strings.Join(names, "` `") + "`"
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
