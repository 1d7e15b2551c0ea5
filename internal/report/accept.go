package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Accept marks the findings that the baseline accepts, and the results that have no
// others. What came of each entry is then in r.Baseline; [Report.Notes] says what to mend
// in it. An earlier baseline's marks are taken away first.
func (r *Report) Accept(b Baseline, now time.Time) {
	today := now.UTC().Format(time.DateOnly)
	r.Baseline = slices.Clone(b.Entries)
	for i := range r.Baseline {
		r.Baseline[i].State = r.Baseline[i].before(r, today)
	}
	for at, result := range r.results() {
		if result.Outcome == Accepted {
			result.Outcome = Failed
		}
		entry := r.entry(at, result)
		for i := range result.Findings {
			result.Findings[i].Accepted = nil
			if entry != nil {
				entry.State = Used
				result.Findings[i].Accepted = &entry.Acceptance
			}
		}
		if result.Outcome == Failed && entry != nil {
			result.Outcome = Accepted
		}
	}
}

// before is the state of an entry that has not met a finding yet.
func (e *Entry) before(r *Report, today string) State {
	if e.Expires < today { // days as text are in the order of time
		return Expired
	}
	state := Untried
	for at, result := range r.results() {
		if !e.covers(at, result.Check) {
			continue
		}
		if result.Outcome == Unchecked {
			return Untried
		}
		state = Unused
	}
	if state == Untried && slices.ContainsFunc(r.Checks, func(c Check) bool { return c.Name == e.Check }) {
		return Unused // its check ran, and nowhere is there such an environment or client
	}
	return state
}

// entry is the first entry that accepts the findings of a result.
func (r *Report) entry(at place, result *Result) *Entry {
	for i := range r.Baseline {
		if e := &r.Baseline[i]; e.State != Expired && e.covers(at, result.Check) {
			return e
		}
	}
	return nil
}

func (e *Entry) covers(at place, check string) bool {
	if e.Check != check || e.Environment != "" && !matches(e.Environment, at.Environment.Name) {
		return false
	}
	return e.Client == "" || at.Client != nil && matches(e.Client, at.Client.Key)
}

// matches is whether a name is as a pattern says, in which * stands for any characters.
func matches(pattern, name string) bool {
	expression := strings.ReplaceAll(regexp.QuoteMeta(pattern), `\*`, `.*`)
	return regexp.MustCompile(`(?s)^` + expression + `$`).MatchString(name)
}

// Notes are sentences about the entries of the baseline that need mending: those that are
// expired, and those that accept nothing any more.
func (r *Report) Notes() []string {
	var notes []string
	for _, e := range r.Baseline {
		switch e.State {
		case Expired:
			notes = append(notes, fmt.Sprintf("%s: the entry for %s expired on %s and accepts nothing any more: mend what it accepted, or decide again.", e.Position, e.Check, e.Expires))
		case Unused:
			notes = append(notes, fmt.Sprintf("%s: the entry for %s accepts nothing: there is no such finding. Remove it.", e.Position, e.Check))
		}
	}
	return notes
}
