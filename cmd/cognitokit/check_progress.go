package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/catalog"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// checkProgress shows the progress of the checks: one line of a terminal that it rewrites, or a
// line for each live check that ends.
type checkProgress struct {
	w     io.Writer
	width int             // of the terminal in columns, or 0 if w is not a terminal
	lines bool            // write a line for each live check that ends
	live  map[string]bool // the checks that sign in
}

func newCheckProgress(w io.Writer, live bool) *checkProgress {
	p := &checkProgress{w: w, lines: live, live: map[string]bool{}}
	for _, c := range catalog.All {
		p.live[c.Name] = c.Live
	}
	if file, ok := w.(*os.File); ok && isTerminal(file) {
		p.width = terminalWidth(file)
	}
	return p
}

// clearLine returns to the beginning of the line and erases it (ECMA-48, EL).
const clearLine = "\r\x1b[K"

// show is the Progress of a run. It ignores write errors: the checks continue.
func (p *checkProgress) show(e check.Event) {
	where := e.Environment
	if e.Client != "" {
		where += " " + e.Client
	}
	switch {
	case e.Wait > 0:
		p.clear()
		_, _ = fmt.Fprintf(p.w, "%s: %s: waiting %s for the end of a grace period\n", where, e.Check, e.Wait.Round(time.Second))
	case p.lines && e.Outcome != "" && e.Outcome != report.NotApplicable && p.live[e.Check]:
		p.clear()
		_, _ = fmt.Fprintf(p.w, "%s: %s: %s\n", where, e.Check, e.Outcome)
	case p.width > 0:
		line := fmt.Sprintf("%d of %d: %s: %s", e.Done, e.Total, where, e.Check)
		if runes := []rune(line); len(runes) >= p.width {
			line = string(runes[:p.width-1])
		}
		p.clear()
		_, _ = io.WriteString(p.w, line)
	}
}

func (p *checkProgress) clear() {
	if p.width > 0 {
		_, _ = io.WriteString(p.w, clearLine)
	}
}

// end erases the line.
func (p *checkProgress) end() { p.clear() }

// terminalWidth returns the number of columns of a terminal, or 80 if it is unknown.
func terminalWidth(f *os.File) int {
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		return 80
	}
	return width
}

// coloured reports whether to write in colour: to a terminal, unless NO_COLOR has a value
// (no-color.org).
func coloured(f *os.File) bool {
	return isTerminal(f) && os.Getenv("NO_COLOR") == "" && !strings.EqualFold(os.Getenv("TERM"), "dumb")
}
