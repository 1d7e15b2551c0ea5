package report

import (
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"
)

// page is the address of a check's page.
func page(check string) string {
	escaped := strings.ReplaceAll(url.PathEscape(check), "@", "%40")
	return "https://github.com/cognitokit/terraform-aws-cognito/blob/main/docs/checks/" + escaped + ".md"
}

// cell is what the results of one check in one environment come to: one of a pool, or
// one of each client.
type cell struct {
	Outcome Outcome // the worst of them; empty if the check did not run here
	Count   int     // how many have it
	Of      int     // how many there are
}

// cell is the environment's cell of a check.
func (e *Environment) cell(check string) cell {
	var c cell
	for _, result := range e.results() {
		if result.Check != check {
			continue
		}
		c.Of++
		switch order := worse(result.Outcome, c.Outcome); {
		case order > 0:
			c.Outcome, c.Count = result.Outcome, 1
		case order == 0:
			c.Count++
		}
	}
	return c
}

// words are the outcomes for people.
var words = map[Outcome]string{
	"": "not run", Passed: "ok", NotApplicable: "n/a", Accepted: "accepted", Failed: "FAIL", Unchecked: "unchecked",
}

// String is the cell's outcome, and how many clients have a bad one if not all do.
func (c cell) String() string {
	if c.Count == c.Of || worse(c.Outcome, Passed) <= 0 {
		return words[c.Outcome]
	}
	return fmt.Sprintf("%s %d/%d", words[c.Outcome], c.Count, c.Of)
}

// clean is whether all of the environment was checked, and nothing found that nobody
// accepted.
func (e *Environment) clean() bool {
	for _, result := range e.results() {
		if worse(result.Outcome, Accepted) > 0 {
			return false
		}
	}
	return true
}

// summary counts a report in one sentence.
func (r *Report) summary() string {
	clients, findings, accepted, unchecked := 0, 0, 0, 0
	for i := range r.Environments {
		clients += len(r.Environments[i].Clients)
	}
	for _, result := range r.results() {
		if result.Outcome == Unchecked {
			unchecked++
		}
		for _, f := range result.Findings {
			if f.Accepted != nil {
				accepted++
			} else {
				findings++
			}
		}
	}
	return fmt.Sprintf("%s, %s, %s: %s, %d accepted, %d unchecked.", count(len(r.Environments), "environment"),
		count(clients, "client"), count(len(r.Checks), "check"), count(findings, "finding"), accepted, unchecked)
}

// count is a number with its noun.
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// inWords says whole seconds for people, in the largest unit that they are a multiple of:
// "1 hour", "90 minutes".
func inWords(seconds int) string {
	for _, u := range []struct {
		length time.Duration
		noun   string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		if length := int(u.length.Seconds()); seconds >= length && seconds%length == 0 {
			return count(seconds/length, u.noun)
		}
	}
	return count(seconds, "second")
}

// sentence says how long the tokens of a client live.
func (l *Lifetime) sentence() string {
	refresh := "refresh token " + inWords(l.RefreshTokenSeconds)
	switch {
	case l.Rotation && l.RetryGracePeriodSeconds > 0:
		refresh += ", rotated, grace " + inWords(l.RetryGracePeriodSeconds)
	case l.Rotation:
		refresh += ", rotated, no grace"
	}
	return fmt.Sprintf("access token %s, ID token %s, %s", inWords(l.AccessTokenSeconds), inWords(l.IDTokenSeconds), refresh)
}

// oneLine makes a text safe for a terminal and for a line of its own: each run of spaces
// and control characters is a single space.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }), " ")
}
