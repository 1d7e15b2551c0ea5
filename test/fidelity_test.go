package test

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var updateFidelity = flag.Bool("update-fidelity", false, "write what AWS was seen to do into the last column of docs/fidelity.md")

// fidelityPage is the page of beliefs.
const fidelityPage = "../docs/fidelity.md"

// belief is a row of docs/fidelity.md that can be judged from outside, on AWS as on the stand-in, without harm: what it
// needs is made for it and removed, and nothing else is touched.
type belief struct {
	row   string // the belief as the page has it
	judge func(*verdict, *ground)
}

// beliefs are all that TestFidelity judges, in the order of their cost.
func beliefs() []belief {
	return slices.Concat(refusalBeliefs(), apiBeliefs(), poolBeliefs(), pageBeliefs(), tokenBeliefs(), sessionBeliefs(), rotationBeliefs())
}

// TestFidelity judges the beliefs, each by itself: one that differs does not stop the others. On AWS,
//
//	COGNITO_TARGET=aws go test ./test -run TestFidelity -v -update-fidelity
//
// says of each whether it was seen there and writes the day into docs/fidelity.md. It makes a few user pools with unique
// names and removes them, sends no message, and takes a few minutes.
func TestFidelity(t *testing.T) {
	t.Parallel()
	env := newEnvironment(t)
	g := newGround(t, env)
	outcomes := map[string]string{}
	for _, b := range beliefs() {
		t.Run(b.row, func(t *testing.T) {
			v := judge(t, b, g)
			outcomes[b.row] = v.outcome(g.onAWS(), time.Now())
			t.Log(outcomes[b.row])
			assert.Empty(t, v.differences)
		})
	}
	if *updateFidelity {
		page, err := os.ReadFile(fidelityPage)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(fidelityPage, []byte(withOutcomes(string(page), outcomes)), 0o644))
	}
}

// judge runs one belief to its end, or to the first thing without which it cannot go on.
func judge(t *testing.T, b belief, g *ground) (v *verdict) {
	t.Helper()
	v = &verdict{t: t}
	defer func() {
		if fault := recover(); fault != nil && fault != (stopped{}) {
			panic(fault)
		}
	}()
	b.judge(v, g)
	return v
}

// verdict is how the target differs from a belief.
type verdict struct {
	t           *testing.T
	differences []string
}

// stopped ends a belief that cannot go on.
type stopped struct{}

// equal compares what was seen with what is believed.
func (v *verdict) equal(what string, want, got any) {
	if !reflect.DeepEqual(want, got) {
		v.differ("%s: believed %v, seen %v", what, want, got)
	}
}

// that notes a difference if something does not hold.
func (v *verdict) that(holds bool, format string, args ...any) {
	if !holds {
		v.differ(format, args...)
	}
}

func (v *verdict) differ(format string, args ...any) {
	v.differences = append(v.differences, fmt.Sprintf(format, args...))
}

// must ends the belief if what it needs was not to be had.
func (v *verdict) must(err error) {
	if err != nil {
		v.stop("cannot go on: %v", err)
	}
}

func (v *verdict) stop(format string, args ...any) {
	v.differ(format, args...)
	panic(stopped{})
}

// outcome is one line for a person. What a stand-in does was not seen on AWS.
func (v *verdict) outcome(onAWS bool, now time.Time) string {
	switch {
	case len(v.differences) > 0:
		return fmt.Sprintf("differs: %v", v.differences)
	case onAWS:
		return seenOnAWS + now.UTC().Format(time.DateOnly)
	}
	return "holds, but not on AWS"
}
