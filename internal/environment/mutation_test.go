package environment

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/jsontest"
)

// Replaces each value in a plan, a state and outputs by a value of another JSON type. The readers must return an
// error of one line, or the rest of the document, and must not panic.
func TestReadersDoNotPanicOnWrongTypes(t *testing.T) {
	t.Parallel()
	plan, err := os.ReadFile("testdata/plan.json")
	require.NoError(t, err)
	state, err := os.ReadFile("testdata/state.json")
	require.NoError(t, err)
	declared, err := ReadPlan(plan)
	require.NoError(t, err)
	for name, reader := range map[string]struct {
		document []byte
		step     int
		read     func([]byte) error
	}{
		"plan": {plan, 13, func(text []byte) error {
			read, err := ReadPlan(text)
			if err != nil {
				return err
			}
			_, err = read.Applied(state)
			return err
		}},
		"state": {state, 13, func(text []byte) error {
			_, err := declared.Applied(text)
			return err
		}},
		"outputs": {[]byte(allOutputs), 1, func(text []byte) error {
			_, err := ReadOutputs(text, "outputs.json")
			return err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for where, text := range jsontest.Mutations(reader.document, reader.step) {
				assert.NotPanics(t, func() {
					if err := reader.read(text); err != nil {
						assert.NotContains(t, err.Error(), "\n", where)
						assert.NotEmpty(t, err.Error(), where)
					}
				}, where)
			}
		})
	}
}

func TestPolicyWithDeepNestingIsRejected(t *testing.T) {
	t.Parallel()
	_, err := ReadPolicy([]byte("client \"*\" {\n  callback_urls = "+strings.Repeat("[", 2_000_000)+"\n}\n"), "policy.hcl")
	require.ErrorContains(t, err, "policy.hcl:2")
	require.ErrorContains(t, err, "More than 1000 brackets are open here")
	assert.Less(t, len(err.Error()), 300, "the error must quote only a part of the line")
}
