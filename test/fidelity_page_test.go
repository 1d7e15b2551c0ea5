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

	"github.com/cognitokit/terraform-aws-cognito/test/internal/fidelity"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// TestFidelityPage compares docs/fidelity.md with the beliefs: each belief has a row that names TestFidelity, and each
// such row has a belief. It also checks the form of the rows.
func TestFidelityPage(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(fidelityPage)
	require.NoError(t, err)
	checked := map[string]bool{}
	for _, b := range fidelity.Beliefs() {
		assert.False(t, checked[b.Row], "two beliefs: %s", b.Row)
		checked[b.Row] = true
	}
	assert.GreaterOrEqual(t, len(checked), 60)
	names := regexp.MustCompile(`\btest: (\w+, )*TestFidelity\b`)
	rows := map[string]bool{}
	for line := range strings.Lines(string(page)) {
		line = strings.TrimSuffix(line, "\n")
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| belief") {
			continue
		}
		row := fidelity.BeliefRow.FindStringSubmatch(line)
		if !assert.NotNil(t, row, "a row of four cells: %s", line) {
			continue
		}
		assert.Equal(t, 3, strings.Count(line, " | "), "a cell has a bar: %s", line)
		assert.Regexp(t, `^(not yet|\d{4}-\d{2}-\d{2})$`, row[4], "the last cell of %s", row[1])
		assert.False(t, rows[row[1]], "the page has it twice: %s", row[1])
		rows[row[1]] = true
		assert.Equal(t, checked[row[1]], names.MatchString(row[3]), "a belief exactly if the row names TestFidelity: %s", row[1])
	}
	for row := range checked {
		assert.True(t, rows[row], "docs/fidelity.md has no row for: %s", row)
	}
}

// TestFidelityUpdate writes outcomes into a copy of the page.
func TestFidelityUpdate(t *testing.T) {
	t.Parallel()
	original, err := os.ReadFile(fidelityPage)
	require.NoError(t, err)
	first, second, third := fidelity.Beliefs()[0].Row, fidelity.Beliefs()[1].Row, fidelity.Beliefs()[2].Row
	day := time.Date(2026, 12, 24, 23, 0, 0, 0, time.UTC)
	agreed, differed := &fidelity.Result{}, &fidelity.Result{Differences: []string{"status: believed 400, seen 401"}}

	assert.Equal(t, "seen on AWS 2026-12-24", agreed.Outcome(true, day))
	assert.Equal(t, "holds, but not on AWS", agreed.Outcome(false, day))
	for _, onAWS := range []bool{true, false} {
		assert.Equal(t, "differs: [status: believed 400, seen 401]", differed.Outcome(onAWS, day))
	}

	for _, service := range []fidelity.Service{
		{Target: &target.Target{}, Issuer: "cognitotest"}, {Target: &target.Target{}},
		{Target: &target.Target{URL: &url.URL{}}, Issuer: "Amazon"},
	} {
		assert.False(t, service.OnAWS(), "%s", service.Issuer)
	}
	amazon := fidelity.Service{Target: &target.Target{}, Issuer: "Amazon"}
	assert.True(t, amazon.OnAWS())

	write := func(text string, outcomes map[string]string) string {
		file := filepath.Join(t.TempDir(), "fidelity.md")
		require.NoError(t, os.WriteFile(file, []byte(fidelity.WithOutcomes(text, outcomes)), 0o600))
		written, err := os.ReadFile(file)
		require.NoError(t, err)
		return string(written)
	}
	last := func(page, belief string) string {
		for _, row := range fidelity.BeliefRow.FindAllStringSubmatch(page, -1) {
			if row[1] == belief {
				return row[4]
			}
		}
		return "no row"
	}
	onAWS := write(string(original), map[string]string{first: agreed.Outcome(true, day), second: agreed.Outcome(true, day)})
	assert.Equal(t, "2026-12-24", last(onAWS, first))
	assert.Equal(t, "2026-12-24", last(onAWS, second))
	assert.Equal(t, last(string(original), third), last(onAWS, third))
	assert.Equal(t, strings.Count(string(original), "\n"), strings.Count(onAWS, "\n"))

	later := write(onAWS, map[string]string{first: differed.Outcome(true, day), second: agreed.Outcome(false, day)})
	assert.Equal(t, fidelity.NotYet, last(later, first), "a belief that differs loses its date")
	assert.Equal(t, "2026-12-24", last(later, second), "a run on the emulator changes nothing")
	assert.Equal(t, string(original), write(string(original), map[string]string{first: agreed.Outcome(false, day)}))
}
