package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// writeMarkdown writes GitHub's Markdown, for a comment on a pull request or for
// $GITHUB_STEP_SUMMARY: the matrix, the findings, and the unchecked results.
func writeMarkdown(w io.Writer, r *Report, _ WriteOptions) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "## %s\n\n%s\n\n| check |", r.Title(), r.summary())
	for _, e := range r.Environments {
		fmt.Fprintf(out, " %s |", markdown(e.Name))
	}
	fmt.Fprintf(out, "\n|%s\n", strings.Repeat(" --- |", len(r.Environments)+1))
	for _, c := range r.Checks {
		fmt.Fprintf(out, "| [%s](%s) |", markdown(c.Name), page(c.Name))
		for i := range r.Environments {
			cell := r.Environments[i].cell(c.Name)
			fmt.Fprintf(out, " %s |", strings.TrimSpace(marks[cell.Outcome]+" "+cell.String()))
		}
		fmt.Fprintln(out)
	}
	for _, section := range []struct {
		title   string
		outcome Outcome
	}{{"Findings", Failed}, {"Could not check", Unchecked}, {"Accepted", Accepted}} {
		markdownSection(out, r, section.title, section.outcome)
	}
	markdownLeft(out, r)
	for _, block := range r.limits() {
		fmt.Fprintf(out, "\n### %s\n\n", markdown(block.Title))
		for _, line := range block.Lines {
			fmt.Fprintf(out, "- %s\n", markdown(line))
		}
	}
	if times := r.times(); times != "" {
		fmt.Fprintf(out, "\n%s\n", markdown(times))
	}
	if notes := r.Notes(); len(notes) > 0 {
		fmt.Fprint(out, "\n### Baseline\n\n")
		for _, note := range notes {
			fmt.Fprintf(out, "- %s\n", markdown(note))
		}
	}
	return out.Flush()
}

// marks are symbols in front of the word for an outcome.
var marks = map[Outcome]string{Passed: "✅", Accepted: "☑️", Failed: "❌", Unchecked: "⚠️"}

func markdownSection(out io.Writer, r *Report, title string, outcome Outcome) {
	started := false
	for at, result := range r.results() {
		if result.Outcome != outcome {
			continue
		}
		if !started {
			fmt.Fprintf(out, "\n### %s\n\n", title)
			started = true
		}
		fmt.Fprintf(out, "- **%s**, [%s](%s)", markdown(at.title()), markdown(result.Check), page(result.Check))
		if result.Reason != "" {
			fmt.Fprintf(out, ": %s", markdown(result.Reason))
		}
		fmt.Fprintln(out)
		for _, f := range result.Findings {
			fmt.Fprintf(out, "  - %s  \n    Fix: %s\n", markdown(f.Message), markdown(f.Fix))
			if f.Accepted != nil {
				fmt.Fprintf(out, "    \n    Accepted until %s: %s\n", markdown(f.Accepted.Expires), markdown(f.Accepted.Reason))
			}
		}
	}
}

// markdownLeft writes what the run created and could not remove.
func markdownLeft(out io.Writer, r *Report) {
	started := false
	for _, e := range r.Environments {
		for _, left := range e.Left {
			if !started {
				fmt.Fprint(out, "\n### Not removed\n\n")
				started = true
			}
			fmt.Fprintf(out, "- **%s**: %s\n", markdown(e.Name), markdown(left))
		}
	}
}

// markdown escapes a text so that Markdown shows it unchanged, in a line and in a cell of a table (GitHub
// Flavored Markdown, section 2.4 backslash escapes and section 4.10 tables).
func markdown(text string) string {
	var escaped strings.Builder
	for _, r := range oneLine(text) {
		switch {
		case r == '<':
			escaped.WriteString("&lt;")
		case r == '&':
			escaped.WriteString("&amp;")
		case r == '@': // GitHub would notify the user with that name
			escaped.WriteString("&#64;")
		case strings.ContainsRune("\\`*_{}[]()>#+|~!", r):
			escaped.WriteRune('\\')
			escaped.WriteRune(r)
		default:
			escaped.WriteRune(r)
		}
	}
	return escaped.String()
}
