package report

import (
	"fmt"
	"math"
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/cognitokit/terraform-aws-cognito/internal/duration"
)

// page returns the URL of a check's page.
func page(check string) string {
	escaped := strings.ReplaceAll(url.PathEscape(check), "@", "%40")
	return "https://github.com/cognitokit/terraform-aws-cognito/blob/main/docs/checks/" + escaped + ".md"
}

// cell summarizes the results of one check in one environment: one result for the pool, or one
// for each client.
type cell struct {
	Outcome Outcome // the worst outcome, or "" if the check did not run
	Count   int     // the number of results with this outcome
	Of      int     // the number of results
}

// cell returns the environment's cell of a check.
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

// words are the words for outcomes in the matrix.
var words = map[Outcome]string{
	"": "not run", Passed: "ok", NotApplicable: "n/a", Accepted: "accepted", Failed: "FAIL", Unchecked: "unchecked",
}

// String returns the word for the outcome. For a bad outcome that not all results have, it adds their number, as
// in "FAIL 1/2".
func (c cell) String() string {
	if c.Count == c.Of || worse(c.Outcome, Passed) <= 0 {
		return words[c.Outcome]
	}
	return fmt.Sprintf("%s %d/%d", words[c.Outcome], c.Count, c.Of)
}

// clean reports whether every check ran and every finding is accepted.
func (e *Environment) clean() bool {
	for _, result := range e.results() {
		if worse(result.Outcome, Accepted) > 0 {
			return false
		}
	}
	return true
}

// summary returns the counts of a report in one sentence.
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

// count returns a number with its noun.
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// inWords returns whole seconds as words: "1 hour", "90 minutes".
func inWords(seconds int) string { return duration.Words(inSeconds(float64(seconds))) }

// inSeconds converts seconds to a duration. A report can contain any number, so inSeconds limits it to the range
// of time.Duration, 292 years.
func inSeconds(seconds float64) time.Duration {
	const longest = float64(math.MaxInt64 / int64(time.Second))
	return time.Duration(min(max(seconds, -longest), longest) * float64(time.Second))
}

// sentence returns the lifetimes of a client's tokens as words.
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

// oneLine replaces each run of spaces and control characters by one space, so that a text is
// safe in one line of a terminal.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }), " ")
}
