package test

import (
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/facts"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/fidelity"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

// TestFidelityTable compares the table of facts with the beliefs: each belief is a fact that names TestFidelity, and
// each fact that names TestFidelity is a belief.
func TestFidelityTable(t *testing.T) {
	t.Parallel()
	topics, err := facts.Load(fidelityTable)
	require.NoError(t, err)
	judged := map[string]bool{}
	for _, b := range fidelity.Beliefs() {
		assert.False(t, judged[b.Row], "judged twice: %s", b.Row)
		judged[b.Row] = true
	}
	assert.GreaterOrEqual(t, len(judged), 60)
	for _, topic := range topics {
		for _, fact := range topic.Facts {
			assert.Equal(t, judged[fact.Fact], fact.Accepted(), "checked by TestFidelity, and names it: %s", fact.Fact)
			delete(judged, fact.Fact)
		}
	}
	assert.Empty(t, judged, "docs/fidelity has no row for these")
}

// TestFidelityUpdate writes outcomes into a copy of the table.
func TestFidelityUpdate(t *testing.T) {
	t.Parallel()
	first, second, third := fidelity.Beliefs()[0].Row, fidelity.Beliefs()[1].Row, fidelity.Beliefs()[2].Row
	day := time.Date(2026, 12, 24, 23, 0, 0, 0, time.UTC)
	agreed, differed := &fidelity.Result{}, &fidelity.Result{Differences: []string{"status: believed 400, seen 401"}}

	assert.Equal(t, "seen on AWS 2026-12-24", agreed.Outcome(true, day).String())
	assert.Equal(t, "holds, but not on AWS", agreed.Outcome(false, day).String())
	for _, onAWS := range []bool{true, false} {
		assert.Equal(t, "differs: [status: believed 400, seen 401]", differed.Outcome(onAWS, day).String())
	}

	for _, service := range []fidelity.Service{
		{Target: &target.Target{}, Issuer: "cognitotest"}, {Target: &target.Target{}},
		{Target: &target.Target{URL: &url.URL{}}, Issuer: "Amazon"},
	} {
		assert.False(t, service.OnAWS(), "%s", service.Issuer)
	}
	amazon := fidelity.Service{Target: &target.Target{}, Issuer: "Amazon"}
	assert.True(t, amazon.OnAWS())

	original, err := facts.Load(fidelityTable)
	require.NoError(t, err)
	written, err := facts.Load(fidelityTable)
	require.NoError(t, err)
	days := func() map[string]string {
		all := map[string]string{}
		for _, topic := range written {
			for _, fact := range topic.Facts {
				all[fact.Fact] = fact.SeenOnAWS
			}
		}
		return all
	}
	before := days()

	fidelity.Record(written, map[string]fidelity.Outcome{first: agreed.Outcome(false, day)})
	assert.Equal(t, original, written, "the emulator changes nothing")

	fidelity.Record(written, map[string]fidelity.Outcome{first: agreed.Outcome(true, day), second: agreed.Outcome(true, day)})
	after := days()
	assert.Equal(t, "2026-12-24", after[first])
	assert.Equal(t, "2026-12-24", after[second])
	assert.Equal(t, before[third], after[third])
	assert.Len(t, after, len(before))

	fidelity.Record(written, map[string]fidelity.Outcome{first: differed.Outcome(true, day), second: agreed.Outcome(false, day)})
	later := days()
	assert.Empty(t, later[first], "a fact that differs is not confirmed any more")
	assert.Equal(t, "2026-12-24", later[second], "the emulator changes nothing")
}
