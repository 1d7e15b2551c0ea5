package test

import (
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/facts"
)

const seenOnAWS = "seen on AWS "

// record sets the day of each fact that agreed with AWS, and clears the day of each fact that differed, on AWS or on the
// emulator: such a row is wrong, whatever AWS did before. It changes no other fact.
func record(topics []facts.Topic, outcomes map[string]outcome) {
	for _, topic := range topics {
		for i := range topic.Facts {
			switch o := outcomes[topic.Facts[i].Fact]; {
			case o.differs:
				topic.Facts[i].SeenOnAWS = ""
			case o.day != "":
				topic.Facts[i].SeenOnAWS = o.day
			}
		}
	}
}

// TestFidelityTable compares the table of facts with the beliefs: each belief is a fact that names TestFidelity, and
// each fact that names TestFidelity is a belief.
func TestFidelityTable(t *testing.T) {
	t.Parallel()
	topics, err := facts.Load(fidelityTable)
	require.NoError(t, err)
	judged := map[string]bool{}
	for _, b := range beliefs() {
		assert.False(t, judged[b.row], "judged twice: %s", b.row)
		judged[b.row] = true
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
	first, second, third := beliefs()[0].row, beliefs()[1].row, beliefs()[2].row
	day := time.Date(2026, 12, 24, 23, 0, 0, 0, time.UTC)
	agreed, differed := &verdict{}, &verdict{differences: []string{"status: believed 400, seen 401"}}

	assert.Equal(t, "seen on AWS 2026-12-24", agreed.outcome(true, day).String())
	assert.Equal(t, "holds, but not on AWS", agreed.outcome(false, day).String())
	for _, onAWS := range []bool{true, false} {
		assert.Equal(t, "differs: [status: believed 400, seen 401]", differed.outcome(onAWS, day).String())
	}

	for _, ground := range []ground{
		{env: &environment{}, issuer: "cognitotest"}, {env: &environment{}},
		{env: &environment{url: &url.URL{}}, issuer: "Amazon"},
	} {
		assert.False(t, ground.onAWS(), "%s", ground.issuer)
	}
	amazon := ground{env: &environment{}, issuer: "Amazon"}
	assert.True(t, amazon.onAWS())

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

	record(written, map[string]outcome{first: agreed.outcome(false, day)})
	assert.Equal(t, original, written, "the emulator changes nothing")

	record(written, map[string]outcome{first: agreed.outcome(true, day), second: agreed.outcome(true, day)})
	after := days()
	assert.Equal(t, "2026-12-24", after[first])
	assert.Equal(t, "2026-12-24", after[second])
	assert.Equal(t, before[third], after[third])
	assert.Len(t, after, len(before))

	record(written, map[string]outcome{first: differed.outcome(true, day), second: agreed.outcome(false, day)})
	later := days()
	assert.Empty(t, later[first], "a fact that differs is not confirmed any more")
	assert.Equal(t, "2026-12-24", later[second], "the emulator changes nothing")
}
