package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// writeJSON writes the report itself, which [Read] reads.
func writeJSON(w io.Writer, r *Report, _ WriteOptions) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(r)
}

// Read reads a report that was written as JSON. A member that it does not know is
// ignored: the version says whether the meaning of those that it knows is the same.
func Read(r io.Reader) (*Report, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	var version struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(data, &version); err != nil {
		return nil, notAReport(err)
	}
	switch version.Version {
	case Version:
	case 0:
		return nil, errors.New(`this is no report: it has no version; write one with "cognitokit check --format json"`)
	default:
		return nil, fmt.Errorf("the report has version %d, and this cognitokit reads version %d: make it with the same release", version.Version, Version)
	}
	var report Report
	if err := json.Unmarshal(data, &report); err != nil {
		return nil, notAReport(err)
	}
	for at, result := range report.results() {
		if !result.Outcome.known() {
			return nil, fmt.Errorf("the report is broken: %s of %s has the outcome %q", result.Check, at, result.Outcome)
		}
	}
	return &report, nil
}

// notAReport says where the JSON is broken, and quotes nothing of it.
func notAReport(err error) error {
	const advice = `write one with "cognitokit check --format json"`
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("this is no report: it is not JSON from byte %d on; %s", syntax.Offset, advice)
	}
	if typed, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("this is no report: %q has a value of another type; %s", typed.Field, advice)
	}
	return fmt.Errorf("this is no report: %w; %s", err, advice)
}
