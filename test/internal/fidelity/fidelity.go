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

// Fact is a fact of docs/fidelity that a client can check, on AWS and on the emulator.
type Fact struct {
	Row   string // the text of the fact, word for word as in docs/fidelity
	check func(*Result, *Service)
}

// Facts returns all facts, in order of their duration.
func Facts() []Fact {
	return slices.Concat(rejectionFacts(), apiFacts(), poolFacts(), pageFacts(), tokenFacts(), sessionFacts(), rotationFacts())
}

// Check checks one fact. It stops early if a step fails that later steps need.
func Check(t *testing.T, f Fact, g *Service) (v *Result) {
	t.Helper()
	v = &Result{t: t}
	defer func() {
		if fault := recover(); fault != nil && fault != (stopped{}) {
			panic(fault)
		}
	}()
	f.check(v, g)
	return v
}

// Result contains the differences between a fact and the behavior of the target.
type Result struct {
	t           *testing.T
	Differences []string
}

// stopped is the panic value that ends a check that cannot continue.
type stopped struct{}

// equal compares an observed value with the expected value.
func (r *Result) equal(what string, want, got any) {
	if !reflect.DeepEqual(want, got) {
		r.differ("%s: expected %v, observed %v", what, want, got)
	}
}

// assert records a difference if a condition is false.
func (r *Result) assert(condition bool, format string, args ...any) {
	if !condition {
		r.differ(format, args...)
	}
}

func (r *Result) differ(format string, args ...any) {
	r.Differences = append(r.Differences, fmt.Sprintf(format, args...))
}

// must ends the check if a step fails that later steps need.
func (r *Result) must(err error) {
	if err != nil {
		r.stop("cannot continue: %v", err)
	}
}

func (r *Result) stop(format string, args ...any) {
	r.differ(format, args...)
	panic(stopped{})
}

// Outcome is the result of a check: the target differs from the fact, AWS confirmed it on a day, or the emulator agrees.
type Outcome struct {
	differences []string
	day         string // empty on the emulator
}

// Outcome returns the result. Only a result on AWS has a day.
func (r *Result) Outcome(onAWS bool, now time.Time) Outcome {
	o := Outcome{differences: r.Differences}
	if onAWS && len(r.Differences) == 0 {
		o.day = now.UTC().Format(time.DateOnly)
	}
	return o
}

func (o Outcome) String() string {
	switch {
	case len(o.differences) > 0:
		return fmt.Sprintf("differs: %v", o.differences)
	case o.day != "":
		return "confirmed on AWS " + o.day
	}
	return "agrees on the emulator"
}

// matches compares an observed text with a regular expression.
func (r *Result) matches(what, pattern, got string) {
	r.assert(regexp.MustCompile(pattern).MatchString(got), "%s: expected %s, observed %q", what, pattern, got)
}

// claims decodes the payload of a JWT. It does not verify the signature, which TestMinimal verifies.
func (r *Result) claims(token string) map[string]any { return r.part(token, 1) }

func (r *Result) part(token string, i int) map[string]any {
	parts := strings.Split(token, ".")
	if len(parts) <= i {
		r.stop("a token of %d parts", len(parts))
	}
	decoded, err := base64.RawURLEncoding.DecodeString(parts[i])
	r.must(err)
	object := map[string]any{}
	r.must(json.Unmarshal(decoded, &object))
	return object
}
