package fault

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/agext/levenshtein"
)

// Kind is what happens to a request.
type Kind string

// The kinds. Package cognitotest describes them.
const (
	Throttle      Kind = "throttle"
	InternalError Kind = "internal-error"
	Delay         Kind = "delay"
	CutBefore     Kind = "cut-before"
	CutAfter      Kind = "cut-after"
)

// Kinds are all kinds.
var Kinds = []Kind{Throttle, InternalError, Delay, CutBefore, CutAfter}

// MaxDelay is the longest delay. The server ends a response that takes two minutes.
const MaxDelay = time.Minute

// Rule is a fault of the requests to one action or to one endpoint.
type Rule struct {
	ID       int // from 1, in the order of the rules; Add sets it
	Action   string
	Endpoint string
	Kind     Kind
	Delay    time.Duration // only of the kind Delay
	Count    int           // how many requests still fail; 0 if All is set
	All      bool          // every request fails
}

// FieldError is an error of a field of a rule.
type FieldError struct {
	Field string // action, endpoint, kind, delay or count
	text  string // what is wrong, and what to write
}

func (e *FieldError) Error() string { return e.text }

func invalid(field, format string, args ...any) error {
	return &FieldError{field, fmt.Sprintf(format, args...)}
}

// appliesTo reports whether the rule is for an action or for an endpoint, the other of which is "".
func (r Rule) appliesTo(action, endpoint string) bool {
	return r.Action == action && r.Endpoint == endpoint
}

// validate returns a [FieldError].
func (r Rule) validate(actions, endpoints []string) error {
	switch {
	case r.Action == "" && r.Endpoint == "":
		return invalid("action", "the fault has no action and no endpoint: write one of them, such as the action InitiateAuth or the endpoint /oauth2/token")
	case r.Action != "" && r.Endpoint != "":
		return invalid("endpoint", "the fault has the action %s and the endpoint %s: write one fault for each", r.Action, r.Endpoint)
	case r.Action != "" && !slices.Contains(actions, r.Action):
		return invalid("action", "%q is not an action of the emulator: the nearest is %s", r.Action, nearest(r.Action, actions))
	case r.Endpoint != "" && !slices.Contains(endpoints, r.Endpoint):
		return invalid("endpoint", "%q is not an endpoint of the emulator: the nearest is %s", r.Endpoint, nearest(r.Endpoint, endpoints))
	case !slices.Contains(Kinds, r.Kind):
		return invalid("kind", "%q is not a kind of fault: write throttle, internal-error, delay, cut-before or cut-after", r.Kind)
	case r.Kind != Delay && r.Delay != 0:
		return invalid("delay", "the kind %s has no delay: remove the delay, or write the kind delay", r.Kind)
	case r.Kind == Delay && (r.Delay <= 0 || r.Delay > MaxDelay):
		return invalid("delay", "%s is not a delay: write a duration up to %s, such as 2s", r.Delay, "1m")
	case r.All && r.Count != 0:
		return invalid("count", "the fault has the count %d and applies to all requests: write one of them", r.Count)
	case !r.All && r.Count < 1:
		return invalid("count", "%d is not a count: write how many requests fail, from 1, or that all do", r.Count)
	}
	return nil
}

// nearest returns the name with the smallest edit distance. Case does not count.
func nearest(name string, names []string) string {
	distance := func(to string) int { return levenshtein.Distance(strings.ToLower(name), strings.ToLower(to), nil) }
	return slices.MinFunc(names, func(a, b string) int { return distance(a) - distance(b) })
}
