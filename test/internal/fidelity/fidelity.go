package fidelity

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// matches compares with a form.
func (v *Result) matches(what, pattern, got string) {
	v.require(regexp.MustCompile(pattern).MatchString(got), "%s: believed %s, seen %q", what, pattern, got)
}

// claims decodes a JWT without looking at its signature; TestMinimal verifies it.
func (v *Result) claims(token string) map[string]any { return v.part(token, 1) }

func (v *Result) part(token string, i int) map[string]any {
	parts := strings.Split(token, ".")
	if len(parts) <= i {
		v.stop("no token of %d parts", len(parts))
	}
	decoded, err := base64.RawURLEncoding.DecodeString(parts[i])
	v.must(err)
	object := map[string]any{}
	v.must(json.Unmarshal(decoded, &object))
	return object
}

// Belief is a row of docs/fidelity.md that can be judged from outside, on AWS as on the stand-in, without harm: what it
// needs is made for it and removed, and nothing else is touched.
type Belief struct {
	Row   string // the belief as the page has it
	check func(*Result, *Service)
}

// Beliefs are all that TestFidelity judges, in the order of their cost.
func Beliefs() []Belief {
	return slices.Concat(rejectionBeliefs(), apiBeliefs(), poolBeliefs(), pageBeliefs(), tokenBeliefs(), sessionBeliefs(), rotationBeliefs())
}

// Check runs one belief to its end, or to the first thing without which it cannot go on.
func Check(t *testing.T, b Belief, g *Service) (v *Result) {
	t.Helper()
	v = &Result{t: t}
	defer func() {
		if fault := recover(); fault != nil && fault != (stopped{}) {
			panic(fault)
		}
	}()
	b.check(v, g)
	return v
}

// Result is how the target differs from a belief.
type Result struct {
	t           *testing.T
	Differences []string
}

// stopped ends a belief that cannot go on.
type stopped struct{}

// equal compares what was seen with what is believed.
func (v *Result) equal(what string, want, got any) {
	if !reflect.DeepEqual(want, got) {
		v.differ("%s: believed %v, seen %v", what, want, got)
	}
}

// require notes a difference if something does not hold.
func (v *Result) require(holds bool, format string, args ...any) {
	if !holds {
		v.differ(format, args...)
	}
}

func (v *Result) differ(format string, args ...any) {
	v.Differences = append(v.Differences, fmt.Sprintf(format, args...))
}

// must ends the belief if what it needs was not to be had.
func (v *Result) must(err error) {
	if err != nil {
		v.stop("cannot go on: %v", err)
	}
}

func (v *Result) stop(format string, args ...any) {
	v.differ(format, args...)
	panic(stopped{})
}

// Outcome is one line for a person. What a stand-in does was not seen on AWS.
func (v *Result) Outcome(onAWS bool, now time.Time) string {
	switch {
	case len(v.Differences) > 0:
		return fmt.Sprintf("differs: %v", v.Differences)
	case onAWS:
		return SeenOnAWS + now.UTC().Format(time.DateOnly)
	}
	return "holds, but not on AWS"
}
