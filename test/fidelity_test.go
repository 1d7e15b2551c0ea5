package test

import (
	"flag"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/internal/facts"
)

var updateFidelity = flag.Bool("update-fidelity", false, "write the day on which AWS agreed into docs/fidelity")

// fidelityTable is the folder of the table of facts.
const fidelityTable = "../docs/fidelity"

// belief is a fact of docs/fidelity that a client can check, on AWS and on the emulator. It creates the resources that
// it needs, removes them, and changes nothing else.
type belief struct {
	row   string // the fact as the table has it
	judge func(*verdict, *ground)
}

// beliefs are all facts that TestFidelity checks, in the order of their cost.
func beliefs() []belief {
	return slices.Concat(refusalBeliefs(), apiBeliefs(), poolBeliefs(), pageBeliefs(), tokenBeliefs(), sessionBeliefs(), rotationBeliefs())
}

// TestFidelity checks each belief by itself: one that differs does not stop the others. On AWS,
//
//	COGNITO_TARGET=aws go test ./test -run TestFidelity -v -update-fidelity
//
// reports each outcome and writes the day into the table and the pages of docs/fidelity. It creates a few user pools with
// unique names and removes them, sends no message, and takes a few minutes.
func TestFidelity(t *testing.T) {
	t.Parallel()
	env := newEnvironment(t)
	g := newGround(t, env)
	outcomes := map[string]outcome{}
	for _, b := range beliefs() {
		t.Run(b.row, func(t *testing.T) {
			v := judge(t, b, g)
			outcomes[b.row] = v.outcome(g.onAWS(), time.Now())
			t.Log(outcomes[b.row])
			assert.Empty(t, v.differences)
		})
	}
	if *updateFidelity {
		topics, err := facts.Load(fidelityTable)
		require.NoError(t, err)
		record(topics, outcomes)
		require.NoError(t, facts.Write(fidelityTable, topics))
	}
}

// judge runs one belief to its end, or until a step that it requires fails.
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

// verdict lists how the target differs from a belief.
type verdict struct {
	t           *testing.T
	differences []string
}

// stopped is the panic that ends a belief early.
type stopped struct{}

// equal notes a difference unless want and got are equal.
func (v *verdict) equal(what string, want, got any) {
	if !reflect.DeepEqual(want, got) {
		v.differ("%s: believed %v, seen %v", what, want, got)
	}
}

// that notes a difference unless holds is true.
func (v *verdict) that(holds bool, format string, args ...any) {
	if !holds {
		v.differ(format, args...)
	}
}

func (v *verdict) differ(format string, args ...any) {
	v.differences = append(v.differences, fmt.Sprintf(format, args...))
}

// must ends the belief if err is not nil.
func (v *verdict) must(err error) {
	if err != nil {
		v.stop("cannot go on: %v", err)
	}
}

func (v *verdict) stop(format string, args ...any) {
	v.differ(format, args...)
	panic(stopped{})
}

// outcome is the result of one belief: it differs, or it agreed with AWS on a day, or it agreed with the emulator.
type outcome struct {
	differs     bool
	differences []string
	day         string // empty on the emulator
}

func (v *verdict) outcome(onAWS bool, now time.Time) outcome {
	o := outcome{differs: len(v.differences) > 0, differences: v.differences}
	if onAWS && !o.differs {
		o.day = now.UTC().Format(time.DateOnly)
	}
	return o
}

func (o outcome) String() string {
	switch {
	case o.differs:
		return fmt.Sprintf("differs: %v", o.differences)
	case o.day != "":
		return seenOnAWS + o.day
	}
	return "holds, but not on AWS"
}
