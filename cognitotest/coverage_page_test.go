package cognitotest_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/cognitoidp"
)

var updateDocs = flag.Bool("update-docs", false, "write the lists in docs/coverage.md")

const coveragePage = "../docs/coverage.md"

// coverageBlock matches the generated part of the page.
var coverageBlock = regexp.MustCompile(`(?s)(<!-- coverage: [^>]* -->\n).*?(<!-- end of coverage -->)`)

// TestCoveragePage compares docs/coverage.md with the code: actions, flows, challenges, triggers and endpoints.
func TestCoveragePage(t *testing.T) {
	text, err := os.ReadFile(coveragePage)
	require.NoError(t, err)
	require.Regexp(t, coverageBlock, string(text))
	coverage := "\n" + strings.Join([]string{actionsText(), membersText(), signInText(t), endpointsText(t)}, "\n\n") + "\n\n"
	want := coverageBlock.ReplaceAllStringFunc(string(text), func(block string) string {
		parts := coverageBlock.FindStringSubmatch(block)
		return parts[1] + coverage + parts[2]
	})
	if *updateDocs {
		require.NoError(t, os.WriteFile(coveragePage, []byte(want), 0o644))
		return
	}
	assert.Equal(t, want, string(text), "run make docs")
}

func actionsText() string {
	actions := cognitoidp.CoverageOfActions()
	text := fmt.Sprintf("## Actions of the API\n\nThe emulator implements %d of the %d actions of the API model:\n\n%s",
		len(actions.Built), len(actions.Built)+len(actions.Missing), wrap(quoted(actions.Built)))
	if len(actions.Missing) > 0 {
		text += "\n\nNot implemented. The emulator rejects these with an error that names the action:\n\n" + wrap(quoted(actions.Missing))
	}
	return text
}

// membersText lists the members of requests that have no effect.
func membersText() string {
	ignored := cognitoidp.IgnoredMembers()
	text := "## Members of requests\n\nThe emulator accepts these members and ignores them:\n\n| member | reason |\n|---|---|"
	for _, name := range slices.Sorted(maps.Keys(ignored)) {
		text += "\n| `" + name + "` | " + ignored[name] + " |"
	}
	return text + "\n\nEvery other member acts, or responses return it unchanged; `cognitoidp: TestNoMemberIsLost` checks that."
}

// signInText returns the table of flows, challenges and triggers.
func signInText(t *testing.T) string {
	t.Helper()
	flows, challenges := cognitoidp.CoverageOfFlows(), cognitoidp.CoverageOfChallenges()
	run, idle := triggerSources(t)
	rows := []string{
		"## Sign-in\n", "| | implemented | not implemented |", "|---|---|---|",
		"| flows | " + quoted(flows.Built) + " | " + quoted(flows.Missing) + " |",
		"| challenges | " + quoted(challenges.Built) + " | " + quoted(challenges.Missing) + " |",
		"| triggers | " + quoted(run) + " | " + quoted(idle) + " |",
	}
	return strings.Join(rows, "\n")
}

// quoted returns names as inline code of Markdown.
func quoted(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return "`" + strings.Join(names, "` `") + "`"
}

// wrap breaks a line at 120 characters.
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
