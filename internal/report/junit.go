package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
)

// The XML of JUnit reports, which CI systems read. It has no standard. These are the elements and
// attributes of Ant's JUnit task, which Jenkins, GitLab and actions of GitHub accept.
type (
	junitSuites struct {
		XMLName xml.Name `xml:"testsuites"`
		Name    string   `xml:"name,attr"`
		junitCounts
		Time   string       `xml:"time,attr"` // duration of the run in seconds
		Suites []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name string `xml:"name,attr"` // name of the environment
		junitCounts
		Timestamp string      `xml:"timestamp,attr"` // when the run began, in UTC
		Cases     []junitCase `xml:"testcase"`
		SystemErr string      `xml:"system-err,omitempty"` // what the run could not remove
	}
	junitCounts struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
		Skipped  int `xml:"skipped,attr"`
	}
	junitCase struct {
		ClassName string     `xml:"classname,attr"` // ENVIRONMENT for the pool, ENVIRONMENT.CLIENT for a client
		Name      string     `xml:"name,attr"`      // name of the check
		Failure   *junitText `xml:"failure"`
		Error     *junitText `xml:"error"`
		Skipped   *junitText `xml:"skipped"`
	}
	junitText struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

// writeJUnit writes a suite for each environment, and a case for each check of its pool
// and of each of its clients. A failed check is a failure, an unchecked one an error, and one that is not
// applicable or accepted is skipped.
func writeJUnit(w io.Writer, r *Report, _ WriteOptions) error {
	suites := junitSuites{Name: r.Title(), Time: fmt.Sprintf("%.3f", r.Finished.Sub(r.Started).Seconds())}
	for i := range r.Environments {
		e := &r.Environments[i]
		suite := junitSuite{Name: e.Name, Timestamp: r.Started.UTC().Format(time.RFC3339), SystemErr: strings.Join(e.Left, "\n")}
		for at, result := range e.results() {
			suite.add(newJUnitCase(at, result))
		}
		suites.junitCounts.plus(suite.junitCounts)
		suites.Suites = append(suites.Suites, suite)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(suites); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func newJUnitCase(at subject, result *Result) junitCase {
	c := junitCase{ClassName: at.Environment.Name, Name: result.Check}
	if at.Client != nil {
		c.ClassName += "." + at.Client.Key
	}
	switch result.Outcome {
	case Failed:
		c.Failure = &junitText{Type: result.Check, Message: firstMessage(result), Text: junitFindings(result)}
	case Unchecked:
		c.Error = &junitText{Type: result.Check, Message: result.Reason, Text: junitFindings(result)}
	case NotApplicable:
		c.Skipped = &junitText{Message: "not applicable: " + result.Reason}
	case Accepted:
		c.Skipped = &junitText{Message: "accepted: " + firstMessage(result), Text: junitFindings(result)}
	}
	return c
}

// firstMessage returns the message of the first finding that the baseline does not accept, or of the first
// finding if it accepts all.
func firstMessage(result *Result) string {
	for _, f := range result.Findings {
		if f.Accepted == nil {
			return f.Message
		}
	}
	if len(result.Findings) > 0 {
		return result.Findings[0].Message
	}
	return ""
}

func junitFindings(result *Result) string {
	var text strings.Builder
	for _, f := range result.Findings {
		fmt.Fprintf(&text, "\n%s\nFix: %s\n", f.Message, f.Fix)
		if f.Accepted != nil {
			fmt.Fprintf(&text, "Accepted until %s: %s\n", f.Accepted.Expires, f.Accepted.Reason)
		}
	}
	if len(result.Findings) > 0 {
		fmt.Fprintf(&text, "See %s\n", page(result.Check))
	}
	return text.String()
}

func (s *junitSuite) add(c junitCase) {
	s.Cases = append(s.Cases, c)
	counts := junitCounts{Tests: 1}
	switch {
	case c.Failure != nil:
		counts.Failures = 1
	case c.Error != nil:
		counts.Errors = 1
	case c.Skipped != nil:
		counts.Skipped = 1
	}
	s.plus(counts)
}

func (c *junitCounts) plus(more junitCounts) {
	c.Tests += more.Tests
	c.Failures += more.Failures
	c.Errors += more.Errors
	c.Skipped += more.Skipped
}
