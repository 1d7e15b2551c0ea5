package test

import (
	"flag"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/facts"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/fidelity"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

var updateFidelity = flag.Bool("update-fidelity", false, "write the day on which AWS confirmed a fact to docs/fidelity")

// fidelityTable is the folder of the table of facts.
const fidelityTable = "../docs/fidelity"

// TestFidelity checks each fact in its own subtest: a fact that differs does not stop the others. On AWS,
//
//	COGNITO_TARGET=aws go test ./test -run TestFidelity -v -update-fidelity
//
// reports each outcome and writes the day into the table and the pages of docs/fidelity. It creates a few user pools with
// unique names and removes them, sends no message, and takes a few minutes.
func TestFidelity(t *testing.T) {
	t.Parallel()
	env := target.New(t)
	g := fidelity.NewService(t, env)
	outcomes := map[string]fidelity.Outcome{}
	for _, b := range fidelity.Facts() {
		t.Run(b.Row, func(t *testing.T) {
			v := fidelity.Check(t, b, g)
			outcomes[b.Row] = v.Outcome(g.OnAWS(), time.Now())
			t.Log(outcomes[b.Row])
			assert.Empty(t, v.Differences)
		})
	}
	if *updateFidelity {
		topics, err := facts.Load(fidelityTable)
		require.NoError(t, err)
		fidelity.Record(topics, outcomes)
		require.NoError(t, facts.Write(fidelityTable, topics))
	}
}
