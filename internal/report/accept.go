package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Accept marks the findings that the baseline accepts, and the results with these findings. It stores the
// state of each entry in r.Baseline; [Report.Notes] returns what to correct there. It first removes the
// marks of an earlier baseline.
func (r *Report) Accept(b Baseline, now time.Time) {
	today := now.UTC().Format(time.DateOnly)
	r.Baseline = slices.Clone(b.Entries)
	for i := range r.Baseline {
		r.Baseline[i].State = r.Baseline[i].initialState(r, today)
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

// initialState returns the state of an entry that has not accepted a finding yet.
func (e *Entry) initialState(r *Report, today string) State {
	if e.Expires < today { // dates as text sort by time
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
		return Unused // the check ran, but no environment or client matches the entry
	}
	return state
}

// entry returns the first entry that accepts the findings of a result.
func (r *Report) entry(at subject, result *Result) *Entry {
	for i := range r.Baseline {
		if e := &r.Baseline[i]; e.State != Expired && e.covers(at, result.Check) {
			return e
		}
	}
	return nil
}

// covers reports whether an entry matches a result of a check.
func (e *Entry) covers(at subject, check string) bool {
	if e.Check != check || e.Environment != "" && !matches(e.Environment, at.Environment.Name) {
		return false
	}
	return e.Client == "" || at.Client != nil && matches(e.Client, at.Client.Key)
}

// matches reports whether a name matches a pattern, in which * matches any characters.
func matches(pattern, name string) bool {
	expression := strings.ReplaceAll(regexp.QuoteMeta(pattern), `\*`, `.*`)
	return regexp.MustCompile(`(?s)^` + expression + `$`).MatchString(name)
}

// Notes returns a line for each entry of the baseline that the user must correct: expired entries, and
// entries without a finding.
func (r *Report) Notes() []string {
	var notes []string
	for _, e := range r.Baseline {
		switch e.State {
		case Expired:
			notes = append(notes, fmt.Sprintf("%s: the entry for %s expired on %s. Fix the findings that it accepted, or write a new date.", e.Position, e.Check, e.Expires))
		case Unused:
			notes = append(notes, fmt.Sprintf("%s: the entry for %s matches no finding. Remove it.", e.Position, e.Check))
		}
	}
	return notes
}
