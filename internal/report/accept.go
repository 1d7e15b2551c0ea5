package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Accept marks the findings that the baseline accepts, and the results whose findings are all
// accepted. It stores the state of each entry in r.Baseline, and [Report.Notes] describes
// entries to correct. It first removes the marks of an earlier baseline.
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

// before returns the state of an entry before it accepts a finding.
func (e *Entry) before(r *Report, today string) State {
	if e.Expires < today { // days as text sort by time
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
		return Unused // the check ran, and no environment or client matches
	}
	return state
}

// entry returns the first entry that accepts the findings of a result.
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

// matches reports whether a name matches a pattern, in which * stands for any characters.
func matches(pattern, name string) bool {
	expression := strings.ReplaceAll(regexp.QuoteMeta(pattern), `\*`, `.*`)
	return regexp.MustCompile(`(?s)^` + expression + `$`).MatchString(name)
}

// Notes returns sentences about the entries of the baseline to correct: expired entries, and
// entries that accept no finding any more.
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
