package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// writeJSON writes the whole report, which [Read] reads.
func writeJSON(w io.Writer, r *Report, _ WriteOptions) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(r)
}

// Read reads a report in JSON. It ignores unknown members, because a later release may add some. [Version]
// changes if the meaning of a known member changes.
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
		return nil, errors.New("this is not a report: it has no version. " + advice)
	default:
		return nil, fmt.Errorf("the report has version %d, and this cognitokit reads version %d. Write it with the same release", version.Version, Version)
	}
	var report Report
	if err := json.Unmarshal(data, &report); err != nil {
		return nil, notAReport(err)
	}
	if err := report.validate(); err != nil {
		return nil, fmt.Errorf("the report is invalid: %w. %s", err, advice)
	}
	return &report, nil
}

// validate returns an error if an environment, a client, a check or a result has no name. A merge would
// treat two environments without a name, or two results without a check, as one.
func (r *Report) validate() error {
	if i := slices.IndexFunc(r.Checks, func(c Check) bool { return c.Name == "" }); i >= 0 {
		return fmt.Errorf("checks[%d] has no name", i)
	}
	if s := r.Shard; s != nil && (s.Index < 1 || s.Index > s.Count) {
		return fmt.Errorf("it is shard %d of %d", s.Index, s.Count)
	}
	for i, environment := range r.Environments {
		if environment.Name == "" {
			return fmt.Errorf("environments[%d] has no name", i)
		}
		if c := slices.IndexFunc(environment.Clients, func(c Client) bool { return c.Key == "" }); c >= 0 {
			return fmt.Errorf("clients[%d] of %q has no key", c, environment.Name)
		}
	}
	for at, result := range r.results() {
		if result.Check == "" {
			return fmt.Errorf("a result of %s has no check", at)
		}
		if !result.Outcome.known() {
			return fmt.Errorf("%s of %s has the outcome %q", result.Check, at, result.Outcome)
		}
	}
	return nil
}

// advice describes how to write a report.
const advice = `Write one with "cognitokit check --format json"`

// notAReport returns an error with the position of the invalid JSON. It does not quote the JSON, which may
// contain secrets.
func notAReport(err error) error {
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("this is not a report: it is not JSON from byte %d on. %s", syntax.Offset, advice)
	}
	if typed, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("this is not a report: %q has a wrong type. %s", typed.Field, advice)
	}
	return fmt.Errorf("this is not a report: %w. %s", err, advice)
}
