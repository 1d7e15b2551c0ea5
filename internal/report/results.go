package report

import (
	"fmt"
	"iter"
	"slices"
)

// subject is the pool or the client that a result is about.
type subject struct {
	Environment *Environment
	Client      *Client // nil for the pool
}

// String names the subject in error messages.
func (s subject) String() string {
	if s.Client == nil {
		return fmt.Sprintf("the pool of %q", s.Environment.Name)
	}
	return fmt.Sprintf("the client %q of %q", s.Client.Key, s.Environment.Name)
}

// results iterates over all results of a report. Results of a pool come before the results of its clients.
func (r *Report) results() iter.Seq2[subject, *Result] {
	return func(yield func(subject, *Result) bool) {
		for i := range r.Environments {
			for at, result := range r.Environments[i].results() {
				if !yield(at, result) {
					return
				}
			}
		}
	}
}

func (e *Environment) results() iter.Seq2[subject, *Result] {
	return func(yield func(subject, *Result) bool) {
		for i := range e.Results {
			if !yield(subject{Environment: e}, &e.Results[i]) {
				return
			}
		}
		for c := range e.Clients {
			client := &e.Clients[c]
			for i := range client.Results {
				if !yield(subject{e, client}, &client.Results[i]) {
					return
				}
			}
		}
	}
}

// outcomes are all outcomes, ordered from the best to the worst.
var outcomes = []Outcome{NotApplicable, Passed, Accepted, Failed, Unchecked}

func (o Outcome) known() bool { return slices.Contains(outcomes, o) }

// worse compares two outcomes: the result is positive if a is worse than b. The outcome "" of a check that
// did not run is better than all others.
func worse(a, b Outcome) int { return slices.Index(outcomes, a) - slices.Index(outcomes, b) }

// title returns ENVIRONMENT or ENVIRONMENT/CLIENT.
func (s subject) title() string {
	if s.Client == nil {
		return s.Environment.Name
	}
	return s.Environment.Name + "/" + s.Client.Key
}
