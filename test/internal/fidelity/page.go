package fidelity

import (
	"regexp"
	"strings"
)

// BeliefRow is a row of the page: belief, source, tests, seen on AWS.
var BeliefRow = regexp.MustCompile(`(?m)^\| (.+) \| (.+) \| (.+) \| (.+) \|$`)

// The texts of an outcome and of the last column of a row.
const (
	SeenOnAWS = "seen on AWS "
	NotYet    = "not yet"
)

// WithOutcomes returns the page with today's date in the last column of each belief that was seen on AWS, and "not yet"
// in the last column of each belief that differs: such a belief is wrong, even if it was seen before. Other rows stay
// as they are.
func WithOutcomes(page string, outcomes map[string]string) string {
	return BeliefRow.ReplaceAllStringFunc(page, func(line string) string {
		row := BeliefRow.FindStringSubmatch(line)
		outcome := outcomes[row[1]]
		last := row[4]
		if day, seen := strings.CutPrefix(outcome, SeenOnAWS); seen {
			last = day
		} else if strings.HasPrefix(outcome, "differs") {
			last = NotYet
		}
		return "| " + strings.Join([]string{row[1], row[2], row[3], last}, " | ") + " |"
	})
}
