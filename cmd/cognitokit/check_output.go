package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/report"
)

// outputOptions select the format and the file of a report.
type outputOptions struct {
	format   string
	output   string
	baseline string
}

func (o *outputOptions) flags(flags *pflag.FlagSet) {
	flags.StringVar(&o.format, "format", "table", "format of the report: "+strings.Join(report.Formats, ", "))
	flags.StringVar(&o.output, "output", "", "file for the report (default standard output)")
}

// check rejects an output that cannot be written, before the checks run.
func (o outputOptions) check() error {
	if !slices.Contains(report.Formats, o.format) {
		return fmt.Errorf("--format: %q is not a format. Use one of %s", o.format, strings.Join(report.Formats, ", "))
	}
	if o.output == "" {
		return nil
	}
	if info, err := os.Stat(o.output); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s cannot be written: it is not a file", o.output)
	}
	if info, err := os.Stat(filepath.Dir(o.output)); err != nil || !info.IsDir() {
		return fmt.Errorf("%s cannot be written: the folder %s does not exist", o.output, filepath.Dir(o.output))
	}
	return nil
}

func (o outputOptions) readBaseline() (report.Baseline, error) {
	if o.baseline == "" {
		return report.Baseline{}, nil
	}
	text, err := readInputFile(o.baseline)
	if err != nil {
		return report.Baseline{}, unreadable(o.baseline, err)
	}
	baseline, err := report.ReadBaseline(text, o.baseline)
	if err != nil {
		return baseline, err
	}
	for _, entry := range baseline.Entries {
		if entry.Check != noChanges.Name && !slices.ContainsFunc(proofChecks(), func(c check.Check) bool { return c.Name == entry.Check }) {
			return baseline, fmt.Errorf("%s: accept.check: %q is not a check. Use a name of cognitokit check --list", entry.Position, entry.Check)
		}
	}
	return baseline, nil
}

// write writes the report. The error carries the exit status of the report.
func (o outputOptions) write(stdout, stderr io.Writer, r *report.Report) error {
	options := report.WriteOptions{}
	if file, ok := stdout.(*os.File); ok && o.output == "" && isTerminal(file) {
		options.Colour, options.Width = coloured(file), terminalWidth(file)
	}
	var text bytes.Buffer
	if err := report.Write(&text, o.format, r, options); err != nil {
		return err
	}
	if err := o.put(stdout, text.Bytes()); err != nil {
		return err
	}
	if o.format != "table" || o.output != "" { // the table on standard output contains the notes
		for _, note := range r.Notes() {
			_, _ = fmt.Fprintln(stderr, note)
		}
	}
	return statusErrorOf(r)
}

// put writes the report to --output or standard output.
func (o outputOptions) put(stdout io.Writer, text []byte) error {
	if o.output == "" {
		if _, err := stdout.Write(text); err != nil {
			return fmt.Errorf("the report could not be printed: %w", err)
		}
		return nil
	}
	if err := os.WriteFile(o.output, text, 0o644); err != nil { //nolint:gosec // it contains no secret, and others read it
		return fmt.Errorf("%s cannot be written: %w", o.output, err)
	}
	return nil
}

// statusErrorOf returns nil if the report has no findings, and otherwise an error with the exit status.
func statusErrorOf(r *report.Report) error {
	count := map[report.Outcome]int{}
	total, left := 0, 0
	add := func(results []report.Result) {
		for _, result := range results {
			count[result.Outcome]++
			total++
		}
	}
	for _, e := range r.Environments {
		left += len(e.Left)
		add(e.Results)
		for _, c := range e.Clients {
			add(c.Results)
		}
	}
	switch status := r.Status(); status {
	case report.StatusClean:
		return nil
	case report.StatusFindings:
		return &statusError{status: status, err: fmt.Errorf("%d of %d checks failed", count[report.Failed], total)}
	default:
		if count[report.Unchecked] == 0 && left > 0 {
			return &statusError{status: status, err: errors.New("a temporary user was not removed. Remove it as the report describes")}
		}
		return &statusError{status: status, err: fmt.Errorf("%d of %d checks could not run, and %d failed", count[report.Unchecked], total, count[report.Failed])}
	}
}
