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

// TestFidelityTable compares docs/fidelity with the facts that package fidelity checks: the package checks exactly the facts
// whose row names TestFidelity.
func TestFidelityTable(t *testing.T) {
	t.Parallel()
	topics, err := facts.Load(fidelityTable)
	require.NoError(t, err)
	checked := map[string]bool{}
	for _, f := range fidelity.Facts() {
		assert.False(t, checked[f.Row], "checked twice: %s", f.Row)
		checked[f.Row] = true
	}
	assert.GreaterOrEqual(t, len(checked), 60)
	for _, topic := range topics {
		for _, fact := range topic.Facts {
			assert.Equal(t, checked[fact.Fact], fact.Accepted(), "whether TestFidelity checks the fact, and whether the row names TestFidelity: %s", fact.Fact)
			delete(checked, fact.Fact)
		}
	}
	assert.Empty(t, checked, "docs/fidelity has no row for these facts")
}

// TestFidelityUpdate writes outcomes into a copy of the table.
func TestFidelityUpdate(t *testing.T) {
	t.Parallel()
	first, second, third := fidelity.Facts()[0].Row, fidelity.Facts()[1].Row, fidelity.Facts()[2].Row
	day := time.Date(2026, 12, 24, 23, 0, 0, 0, time.UTC)
	agreed, differed := &fidelity.Result{}, &fidelity.Result{Differences: []string{"status: expected 400, observed 401"}}

	assert.Equal(t, "confirmed on AWS 2026-12-24", agreed.Outcome(true, day).String())
	assert.Equal(t, "agrees on the emulator", agreed.Outcome(false, day).String())
	for _, onAWS := range []bool{true, false} {
		assert.Equal(t, "differs: [status: expected 400, observed 401]", differed.Outcome(onAWS, day).String())
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
	assert.Equal(t, original, written, "a result on the emulator changes no row")

	fidelity.Record(written, map[string]fidelity.Outcome{first: agreed.Outcome(true, day), second: agreed.Outcome(true, day)})
	after := days()
	assert.Equal(t, "2026-12-24", after[first])
	assert.Equal(t, "2026-12-24", after[second])
	assert.Equal(t, before[third], after[third])
	assert.Len(t, after, len(before))

	fidelity.Record(written, map[string]fidelity.Outcome{first: differed.Outcome(true, day), second: agreed.Outcome(false, day)})
	later := days()
	assert.Empty(t, later[first], "a fact that differs is no longer confirmed")
	assert.Equal(t, "2026-12-24", later[second], "a result on the emulator changes no row")
}
