package fidelity

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestCheckCollectsDifferencesUpToTheFirstFailedStep(t *testing.T) {
	t.Parallel()
	got := Check(t, Fact{Row: "row", check: func(v *Result, _ *Service) {
		v.equal("status", 200, 200)
		v.equal("status", 200, 400)
		v.assert(false, "no cookie")
		v.matches("id", `^\d+$`, "x")
		v.must(errors.New("connection closed"))
		v.differ("never reached")
	}}, nil)
	assert.Equal(t, []string{"status: expected 200, observed 400", "no cookie", `id: expected ^\d+$, observed "x"`, "cannot continue: connection closed"}, got.Differences)
}

func TestCheckPropagatesOtherPanics(t *testing.T) {
	t.Parallel()
	assert.PanicsWithValue(t, "a defect", func() { Check(t, Fact{check: func(*Result, *Service) { panic("a defect") }}, nil) })
}

func TestClaimsAreDecoded(t *testing.T) {
	t.Parallel()
	assert.Equal(t, map[string]any{"sub": "ada"}, (&Result{}).claims("e30.eyJzdWIiOiJhZGEifQ.c2ln"))
}

func TestPlaceholdersAreReplaced(t *testing.T) {
	t.Parallel()
	g := &Service{names: map[string]string{"pool": "eu-west-1_A", "unknown pool": "eu-west-1_B"}}
	assert.Equal(t, `["eu-west-1_A","eu-west-1_B","{other}"]`, g.expand(`["{pool}","{unknown pool}","{other}"]`))
}
