package report

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/mitchellh/go-wordwrap"
)

// table writes a report for a terminal.
type table struct {
	*bufio.Writer
	WriteOptions
}

// writeTable writes the matrix of checks and environments, the lifetimes, and then the
// findings with their fix.
func writeTable(w io.Writer, r *Report, o WriteOptions) error {
	t := table{bufio.NewWriter(w), o}
	t.matrices(r)
	for i := range r.Environments {
		t.environment(&r.Environments[i])
	}
	t.proofs(r)
	for _, note := range r.Notes() {
		t.paragraph("", "Baseline: "+note)
	}
	t.paragraph("", r.summary())
	return t.Flush()
}

// column is an environment in the matrix.
type column struct {
	*Environment
	name  string
	width int       // in characters
	cells []string  // by check
	worst []Outcome // by check
}

func newColumn(r *Report, e *Environment) column {
	c := column{Environment: e, name: oneLine(e.Name)}
	c.width = utf8.RuneCountInString(c.name)
	for _, check := range r.Checks {
		cell := e.cell(check.Name)
		c.cells = append(c.cells, cell.String())
		c.worst = append(c.worst, cell.Outcome)
		c.width = max(c.width, utf8.RuneCountInString(cell.String()))
	}
	return c
}

// matrices writes the environments as columns, in as many matrices as the width requires. If one matrix does
// not suffice, it writes only the number of the clean environments.
func (t table) matrices(r *Report) {
	if len(r.Environments) == 0 {
		return
	}
	var columns, unclean []column
	for i := range r.Environments {
		c := newColumn(r, &r.Environments[i])
		columns = append(columns, c)
		if !c.clean() {
			unclean = append(unclean, c)
		}
	}
	first := utf8.RuneCountInString("CHECK")
	for _, c := range r.Checks {
		first = max(first, utf8.RuneCountInString(oneLine(c.Name)))
	}
	if t.fits(first, columns) < len(columns) {
		t.paragraph("", fmt.Sprintf("%d of %s are clean.", len(columns)-len(unclean), count(len(columns), "environment")))
		columns = unclean
	}
	for len(columns) > 0 {
		n := t.fits(first, columns)
		t.matrix(r, first, columns[:n])
		columns = columns[n:]
	}
}

// fits returns how many columns fit into the width after the first column, at least one.
func (t table) fits(first int, columns []column) int {
	width := first
	for i, c := range columns {
		width += 2 + c.width
		if width > t.Width && i > 0 {
			return i
		}
	}
	return len(columns)
}

func (t table) matrix(r *Report, first int, columns []column) {
	names := []string{pad("CHECK", first)}
	for _, c := range columns {
		names = append(names, pad(c.name, c.width))
	}
	fmt.Fprintln(t, t.style(bold, strings.TrimRight(strings.Join(names, "  "), " ")))
	for i, check := range r.Checks {
		fmt.Fprint(t, pad(oneLine(check.Name), first))
		for j, c := range columns {
			width := c.width
			if j == len(columns)-1 {
				width = 0 // no trailing spaces
			}
			fmt.Fprint(t, "  ", t.style(colours[c.worst[i]], pad(c.cells[i], width)))
		}
		fmt.Fprintln(t)
	}
	fmt.Fprintln(t)
}

// environment writes the clients of an environment, and its findings and unchecked results.
func (t table) environment(e *Environment) {
	title := oneLine(e.Name)
	if e.UserPoolID != "" {
		title += ", pool " + oneLine(e.UserPoolID)
	}
	if e.Production {
		title += ", production"
	}
	if e.Source != "" {
		title += ", from " + oneLine(e.Source)
	}
	for line := range t.wrap(title, t.Width) {
		fmt.Fprintln(t, t.style(bold, line))
	}
	for _, c := range e.Clients {
		if c.Lifetime != nil {
			t.paragraph("  ", oneLine(c.Key)+": "+c.Lifetime.sentence())
		}
	}
	for _, left := range e.Left {
		t.paragraph("  ", "Not removed: "+left)
	}
	for at, result := range e.results() {
		if worse(result.Outcome, Passed) <= 0 {
			continue
		}
		fmt.Fprintf(t, "  %s  %s\n", t.style(colours[result.Outcome], words[result.Outcome]), oneLine(at.title()+": "+result.Check))
		if result.Reason != "" {
			t.paragraph("      ", oneLine(result.Reason))
		}
		for _, f := range result.Findings {
			t.paragraph("      ", oneLine(f.Message))
			t.paragraph("      ", "Fix: "+oneLine(f.Fix))
			if f.Accepted != nil {
				t.paragraph("      ", oneLine("Accepted until "+f.Accepted.Expires+": "+f.Accepted.Reason))
			}
		}
	}
	fmt.Fprintln(t)
}

// proofs writes the limits of the proofs and their times.
func (t table) proofs(r *Report) {
	for _, block := range r.limits() {
		fmt.Fprintln(t, t.style(bold, oneLine(block.Title)+":"))
		for _, line := range block.Lines {
			t.paragraph("  ", line)
		}
		fmt.Fprintln(t)
	}
	if times := r.times(); times != "" {
		t.paragraph("", times)
	}
}

// paragraph wraps a text at the width.
func (t table) paragraph(indent, text string) {
	for line := range t.wrap(text, t.Width-len(indent)) {
		fmt.Fprintln(t, indent+line)
	}
}

func (t table) wrap(text string, width int) iter.Seq[string] {
	return strings.SplitSeq(wordwrap.WrapString(oneLine(text), uint(max(width, 20))), "\n")
}

const bold = "1"

// colours are the parameters of the escape sequence SGR (ECMA-48) for an outcome.
var colours = map[Outcome]string{Passed: "32", NotApplicable: "2", Accepted: "33", Failed: "1;31", Unchecked: "1;35", "": "2"}

func (t table) style(parameters, text string) string {
	if !t.Colour {
		return text
	}
	return "\x1b[" + parameters + "m" + text + "\x1b[0m"
}

// pad appends spaces to a text up to a width in characters.
func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(width-utf8.RuneCountInString(text), 0))
}
