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

// Belief is a fact of docs/fidelity that a client can check, on AWS as on the emulator.
type Belief struct {
	Row   string // the fact, word for word as in the table
	check func(*Result, *Service)
}

// Beliefs returns all beliefs, the fast ones first.
func Beliefs() []Belief {
	return slices.Concat(rejectionBeliefs(), apiBeliefs(), poolBeliefs(), pageBeliefs(), tokenBeliefs(), sessionBeliefs(), rotationBeliefs())
}

// Check runs one belief to its end, or to the first failure of a step that the rest needs.
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

// Result has the differences between the target and a belief.
type Result struct {
	t           *testing.T
	Differences []string
}

// stopped is the panic value that ends a belief that cannot continue.
type stopped struct{}

// equal compares an observed value with the believed value.
func (r *Result) equal(what string, want, got any) {
	if !reflect.DeepEqual(want, got) {
		r.differ("%s: believed %v, seen %v", what, want, got)
	}
}

// assert records a difference if a condition is false.
func (r *Result) assert(holds bool, format string, args ...any) {
	if !holds {
		r.differ(format, args...)
	}
}

func (r *Result) differ(format string, args ...any) {
	r.Differences = append(r.Differences, fmt.Sprintf(format, args...))
}

// must ends the belief if a step that it needs fails.
func (r *Result) must(err error) {
	if err != nil {
		r.stop("cannot continue: %v", err)
	}
}

func (r *Result) stop(format string, args ...any) {
	r.differ(format, args...)
	panic(stopped{})
}

// Outcome is the result of a belief: it differs, or it agreed with AWS on a day, or it agreed with the emulator.
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
		return "seen on AWS " + o.day
	}
	return "holds, but not on AWS"
}

// matches compares an observed text with a regular expression.
func (r *Result) matches(what, pattern, got string) {
	r.assert(regexp.MustCompile(pattern).MatchString(got), "%s: believed %s, seen %q", what, pattern, got)
}

// claims decodes the payload of a JWT and does not verify the signature; TestMinimal does.
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
