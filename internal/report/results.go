package report

import (
	"fmt"
	"iter"
	"slices"
)

// place is where a result belongs: a pool, or a client of it.
type place struct {
	Environment *Environment
	Client      *Client // nil for the pool
}

// String names the place for people.
func (p place) String() string {
	if p.Client == nil {
		return fmt.Sprintf("the pool of %q", p.Environment.Name)
	}
	return fmt.Sprintf("the client %q of %q", p.Client.Key, p.Environment.Name)
}

// results are all results of a report, those of a pool before those of its clients.
func (r *Report) results() iter.Seq2[place, *Result] {
	return func(yield func(place, *Result) bool) {
		for i := range r.Environments {
			for at, result := range r.Environments[i].results() {
				if !yield(at, result) {
					return
				}
			}
		}
	}
}

func (e *Environment) results() iter.Seq2[place, *Result] {
	return func(yield func(place, *Result) bool) {
		for i := range e.Results {
			if !yield(place{Environment: e}, &e.Results[i]) {
				return
			}
		}
		for c := range e.Clients {
			client := &e.Clients[c]
			for i := range client.Results {
				if !yield(place{e, client}, &client.Results[i]) {
					return
				}
			}
		}
	}
}

// outcomes are all outcomes, from the one that says least to the worst.
var outcomes = []Outcome{NotApplicable, Passed, Accepted, Failed, Unchecked}

func (o Outcome) known() bool { return slices.Contains(outcomes, o) }

// worse compares two outcomes; nothing is better than none at all.
func worse(a, b Outcome) int { return slices.Index(outcomes, a) - slices.Index(outcomes, b) }

// title names the place in front of a sentence: ENVIRONMENT or ENVIRONMENT/CLIENT.
func (p place) title() string {
	if p.Client == nil {
		return p.Environment.Name
	}
	return p.Environment.Name + "/" + p.Client.Key
}
