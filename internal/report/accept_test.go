package report

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// oneResult returns a report with one result of a client.
func oneResult(outcome Outcome, findings ...Finding) *Report {
	return &Report{Version: Version, Checks: []Check{{Name: "mfa"}}, Environments: []Environment{{
		Name: "dev-1", Clients: []Client{{Key: "web", Results: []Result{{Check: "mfa", Outcome: outcome, Findings: findings}}}},
	}}}
}

func TestAccept(t *testing.T) {
	noon := time.Date(2027, 1, 31, 12, 0, 0, 0, time.UTC)
	until := func(e Entry) Entry {
		e.Acceptance = Acceptance{Reason: "why", Expires: "2027-01-31"}
		return e
	}
	for _, tt := range []struct {
		name    string
		outcome Outcome
		entry   Entry
		now     time.Time
		want    Outcome
		state   State
	}{
		{"all environments and clients", Failed, Entry{Check: "mfa"}, noon, Accepted, Used},
		{"by name", Failed, Entry{Check: "mfa", Environment: "dev-1", Client: "web"}, noon, Accepted, Used},
		{"by pattern", Failed, Entry{Check: "mfa", Environment: "d*-*", Client: "*"}, noon, Accepted, Used},
		{"another environment", Failed, Entry{Check: "mfa", Environment: "dev"}, noon, Failed, Unused},
		{"another client", Failed, Entry{Check: "mfa", Client: "we"}, noon, Failed, Unused},
		{"a dot matches only a dot", Failed, Entry{Check: "mfa", Client: "w.b"}, noon, Failed, Unused},
		{"a check that did not run", Failed, Entry{Check: "tier"}, noon, Failed, Untried},
		{"a passed check", Passed, Entry{Check: "mfa"}, noon, Passed, Unused},
		{"an unchecked check", Unchecked, Entry{Check: "mfa"}, noon, Unchecked, Untried},
		{"the last second of the day", Failed, Entry{Check: "mfa"}, time.Date(2027, 1, 31, 23, 59, 59, 0, time.UTC), Accepted, Used},
		{"the next day", Failed, Entry{Check: "mfa"}, time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC), Failed, Expired},
		{"the same day in UTC, the next day locally", Failed, Entry{Check: "mfa"}, time.Date(2027, 2, 1, 8, 0, 0, 0, time.FixedZone("JST", 9*60*60)), Accepted, Used},
		{"the next day in UTC, the same day locally", Failed, Entry{Check: "mfa"}, time.Date(2027, 1, 31, 20, 0, 0, 0, time.FixedZone("EST", -5*60*60)), Failed, Expired},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var findings []Finding
			if tt.outcome == Failed {
				findings = []Finding{{Message: "a"}, {Message: "b"}}
			}
			r := oneResult(tt.outcome, findings...)
			r.Accept(Baseline{Entries: []Entry{until(tt.entry)}}, tt.now)
			result := r.Environments[0].Clients[0].Results[0]
			assert.Equal(t, tt.want, result.Outcome)
			assert.Equal(t, tt.state, r.Baseline[0].State)
			for _, f := range result.Findings {
				if tt.want == Accepted {
					assert.Equal(t, &Acceptance{Reason: "why", Expires: "2027-01-31"}, f.Accepted)
				} else {
					assert.Nil(t, f.Accepted)
				}
			}
			r.Accept(Baseline{}, tt.now)
			assert.Equal(t, oneResult(tt.outcome, findings...).Environments, r.Environments, "another baseline removes the marks of the first")
			assert.Empty(t, r.Baseline)
		})
	}
}

func TestAcceptDoesNotMatchAPoolByClient(t *testing.T) {
	r := &Report{Checks: []Check{{Name: "tier"}}, Environments: []Environment{{Name: "dev", Results: []Result{{Check: "tier", Outcome: Failed, Findings: []Finding{{}}}}}}}
	r.Accept(Baseline{Entries: []Entry{{Check: "tier", Client: "*", Acceptance: Acceptance{Expires: "2027-01-31"}}}}, time.Time{})
	assert.Equal(t, Failed, r.Environments[0].Results[0].Outcome)
}

func TestAcceptDoesNotChangeTheBaseline(t *testing.T) {
	b := Baseline{Entries: []Entry{{Check: "mfa", Acceptance: Acceptance{Expires: "2027-01-31"}}}}
	oneResult(Failed, Finding{}).Accept(b, time.Time{})
	assert.Equal(t, Untried, b.Entries[0].State)
}

func TestNotes(t *testing.T) {
	assert.Equal(t, []string{
		"baseline.hcl:9: the entry for token-validity expired on 2026-11-26. Fix the findings that it accepted, or write a new date.",
		"baseline.hcl:16: the entry for callback-urls matches no finding. Remove it.",
	}, accepted().Notes())
	assert.Empty(t, sample().Notes())
}

func TestStatus(t *testing.T) {
	for _, tt := range []struct {
		name     string
		outcomes []Outcome
		want     int
	}{
		{"no results", nil, StatusClean},
		{"no findings", []Outcome{Passed, NotApplicable, Accepted}, StatusClean},
		{"a finding", []Outcome{Passed, Failed, Passed}, StatusFindings},
		{"unchecked", []Outcome{Passed, Unchecked}, StatusUnchecked},
		{"unchecked after a finding", []Outcome{Failed, Unchecked}, StatusUnchecked},
		{"unchecked before a finding", []Outcome{Unchecked, Failed}, StatusUnchecked},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := &Report{Environments: []Environment{{}}}
			for i, o := range tt.outcomes {
				if i%2 == 0 {
					r.Environments[0].Results = append(r.Environments[0].Results, Result{Outcome: o})
				} else {
					r.Environments[0].Clients = append(r.Environments[0].Clients, Client{Results: []Result{{Outcome: o}}})
				}
			}
			assert.Equal(t, tt.want, r.Status())
		})
	}
}

func TestStatusOfARunThatCouldNotRemoveAUser(t *testing.T) {
	r := &Report{Environments: []Environment{{Results: []Result{{Outcome: Passed}}}, {Left: []string{"the temporary user was not removed"}}}}
	assert.Equal(t, StatusUnchecked, r.Status())
}
