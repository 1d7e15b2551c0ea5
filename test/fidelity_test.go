package test

import (
	"flag"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/fidelity"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
)

var updateFidelity = flag.Bool("update-fidelity", false, "write what AWS was seen to do into the last column of docs/fidelity.md")

// fidelityPage is the page of the beliefs.
const fidelityPage = "../docs/fidelity.md"

// TestFidelity checks each belief by itself: a belief that differs does not stop the others. On AWS,
//
//	COGNITO_TARGET=aws go test ./test -run TestFidelity -v -update-fidelity
//
// reports whether each belief was seen there, and writes the date into docs/fidelity.md. It creates a few user pools
// with unique names and deletes them, sends no message, and takes a few minutes.
func TestFidelity(t *testing.T) {
	t.Parallel()
	env := target.New(t)
	g := fidelity.NewService(t, env)
	outcomes := map[string]string{}
	for _, b := range fidelity.Beliefs() {
		t.Run(b.Row, func(t *testing.T) {
			v := fidelity.Check(t, b, g)
			outcomes[b.Row] = v.Outcome(g.OnAWS(), time.Now())
			t.Log(outcomes[b.Row])
			assert.Empty(t, v.Differences)
		})
	}
	if *updateFidelity {
		page, err := os.ReadFile(fidelityPage)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(fidelityPage, []byte(fidelity.WithOutcomes(string(page), outcomes)), 0o644))
	}
}
