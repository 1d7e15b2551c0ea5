package test

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// beliefRow is a row of the page: belief, source, tests, seen on AWS.
var beliefRow = regexp.MustCompile(`(?m)^\| (.+) \| (.+) \| (.+) \| (.+) \|$`)

const (
	seenOnAWS = "seen on AWS "
	notYet    = "not yet"
)

// withOutcomes returns the page with the day in the last column of each belief that was seen on AWS, and "not yet" where
// it was seen to differ: such a row is wrong, whatever was seen before. Other rows stay.
func withOutcomes(page string, outcomes map[string]string) string {
	return beliefRow.ReplaceAllStringFunc(page, func(line string) string {
		row := beliefRow.FindStringSubmatch(line)
		outcome := outcomes[row[1]]
		last := row[4]
		if day, seen := strings.CutPrefix(outcome, seenOnAWS); seen {
			last = day
		} else if strings.HasPrefix(outcome, "differs") {
			last = notYet
		}
		return "| " + strings.Join([]string{row[1], row[2], row[3], last}, " | ") + " |"
	})
}

// TestFidelityPage compares docs/fidelity.md with the beliefs: each that TestFidelity judges has its row there, which
// names it, and each row that names it is judged. It holds the form of the rows, too.
func TestFidelityPage(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(fidelityPage)
	require.NoError(t, err)
	judged := map[string]bool{}
	for _, b := range beliefs() {
		assert.False(t, judged[b.row], "judged twice: %s", b.row)
		judged[b.row] = true
	}
	assert.GreaterOrEqual(t, len(judged), 60)
	names := regexp.MustCompile(`\btest: (\w+, )*TestFidelity\b`)
	rows := map[string]bool{}
	for line := range strings.Lines(string(page)) {
		line = strings.TrimSuffix(line, "\n")
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| belief") {
			continue
		}
		row := beliefRow.FindStringSubmatch(line)
		if !assert.NotNil(t, row, "a row of four cells: %s", line) {
			continue
		}
		assert.Equal(t, 3, strings.Count(line, " | "), "a cell has a bar: %s", line)
		assert.Regexp(t, `^(not yet|\d{4}-\d{2}-\d{2})$`, row[4], "the last cell of %s", row[1])
		assert.False(t, rows[row[1]], "the page has it twice: %s", row[1])
		rows[row[1]] = true
		assert.Equal(t, judged[row[1]], names.MatchString(row[3]), "judged by TestFidelity, or named so: %s", row[1])
	}
	for row := range judged {
		assert.True(t, rows[row], "docs/fidelity.md has no row for: %s", row)
	}
}

// TestFidelityUpdate writes outcomes into a copy of the page.
func TestFidelityUpdate(t *testing.T) {
	t.Parallel()
	original, err := os.ReadFile(fidelityPage)
	require.NoError(t, err)
	first, second, third := beliefs()[0].row, beliefs()[1].row, beliefs()[2].row
	day := time.Date(2026, 12, 24, 23, 0, 0, 0, time.UTC)
	agreed, differed := &verdict{}, &verdict{differences: []string{"status: believed 400, seen 401"}}

	assert.Equal(t, "seen on AWS 2026-12-24", agreed.outcome(true, day))
	assert.Equal(t, "holds, but not on AWS", agreed.outcome(false, day))
	for _, onAWS := range []bool{true, false} {
		assert.Equal(t, "differs: [status: believed 400, seen 401]", differed.outcome(onAWS, day))
	}

	for _, ground := range []ground{
		{env: &environment{}, issuer: "cognitotest"}, {env: &environment{}},
		{env: &environment{url: &url.URL{}}, issuer: "Amazon"},
	} {
		assert.False(t, ground.onAWS(), "%s", ground.issuer)
	}
	amazon := ground{env: &environment{}, issuer: "Amazon"}
	assert.True(t, amazon.onAWS())

	write := func(text string, outcomes map[string]string) string {
		file := filepath.Join(t.TempDir(), "fidelity.md")
		require.NoError(t, os.WriteFile(file, []byte(withOutcomes(text, outcomes)), 0o600))
		written, err := os.ReadFile(file)
		require.NoError(t, err)
		return string(written)
	}
	last := func(page, belief string) string {
		for _, row := range beliefRow.FindAllStringSubmatch(page, -1) {
			if row[1] == belief {
				return row[4]
			}
		}
		return "no row"
	}
	onAWS := write(string(original), map[string]string{first: agreed.outcome(true, day), second: agreed.outcome(true, day)})
	assert.Equal(t, "2026-12-24", last(onAWS, first))
	assert.Equal(t, "2026-12-24", last(onAWS, second))
	assert.Equal(t, last(string(original), third), last(onAWS, third))
	assert.Equal(t, strings.Count(string(original), "\n"), strings.Count(onAWS, "\n"))

	later := write(onAWS, map[string]string{first: differed.outcome(true, day), second: agreed.outcome(false, day)})
	assert.Equal(t, notYet, last(later, first), "a belief that differs is not seen any more")
	assert.Equal(t, "2026-12-24", last(later, second), "the stand-in changes nothing")
	assert.Equal(t, string(original), write(string(original), map[string]string{first: agreed.outcome(false, day)}))
}
