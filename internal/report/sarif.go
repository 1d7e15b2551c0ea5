package report

import (
	"encoding/json"
	"io"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"time"
)

// The parts of SARIF 2.1.0 that a report uses. The numbers are sections of the OASIS
// standard, https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
type (
	sarifLog struct { // 3.13
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct { // 3.14
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		Results     []sarifResult     `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct { // 3.19
		Name           string      `json:"name"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct { // 3.49
		ID               string    `json:"id"`
		ShortDescription sarifText `json:"shortDescription"`
		HelpURI          string    `json:"helpUri"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifInvocation struct { // 3.20
		ExecutionSuccessful        bool                `json:"executionSuccessful"`
		StartTimeUTC               string              `json:"startTimeUtc"`
		EndTimeUTC                 string              `json:"endTimeUtc"`
		ToolExecutionNotifications []sarifNotification `json:"toolExecutionNotifications"`
	}
	sarifNotification struct { // 3.58
		Level          string           `json:"level"`
		Message        sarifText        `json:"message"`
		AssociatedRule *sarifDescriptor `json:"associatedRule,omitempty"`
		Locations      []sarifLocation  `json:"locations"`
	}
	sarifDescriptor struct { // 3.52
		ID string `json:"id"`
	}
	sarifResult struct { // 3.27
		RuleID       string             `json:"ruleId"`
		RuleIndex    int                `json:"ruleIndex"` // -1 if the check is not in rules
		Level        string             `json:"level"`
		Message      sarifText          `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Suppressions []sarifSuppression `json:"suppressions"` // empty, not absent: all results must have it, or none (3.27.23)
	}
	sarifLocation struct { // 3.28
		PhysicalLocation *sarifPhysical `json:"physicalLocation,omitempty"`
		LogicalLocations []sarifLogical `json:"logicalLocations"`
	}
	sarifPhysical struct {
		ArtifactLocation sarifArtifact `json:"artifactLocation"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifLogical struct { // 3.33
		Name               string `json:"name"`
		FullyQualifiedName string `json:"fullyQualifiedName"`
		Kind               string `json:"kind"`
	}
	sarifSuppression struct { // 3.35
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification"`
	}
)

// writeSARIF writes a log with one run. The checks are its rules, findings its results, and unchecked results
// its notifications.
func writeSARIF(w io.Writer, r *Report, _ WriteOptions) error {
	invocation := sarifInvocation{
		ExecutionSuccessful: r.Status() != StatusUnchecked, ToolExecutionNotifications: []sarifNotification{},
		StartTimeUTC: r.Started.UTC().Format(time.RFC3339), EndTimeUTC: r.Finished.UTC().Format(time.RFC3339),
	}
	rules, results := []sarifRule{}, []sarifResult{}
	for _, c := range r.Checks {
		rules = append(rules, sarifRule{ID: c.Name, ShortDescription: sarifText{c.Doc}, HelpURI: page(c.Name)})
	}
	for i := range r.Environments {
		for _, left := range r.Environments[i].Left {
			invocation.ToolExecutionNotifications = append(invocation.ToolExecutionNotifications, sarifNotification{
				Level: "warning", Message: sarifText{"Not removed: " + left}, Locations: sarifLocations(subject{Environment: &r.Environments[i]}),
			})
		}
	}
	for _, block := range r.limits() {
		for _, line := range block.Lines {
			invocation.ToolExecutionNotifications = append(invocation.ToolExecutionNotifications, sarifNotification{
				Level: "note", Message: sarifText{block.Title + ": " + line}, Locations: []sarifLocation{},
			})
		}
	}
	for at, result := range r.results() {
		if result.Outcome == Unchecked {
			invocation.ToolExecutionNotifications = append(invocation.ToolExecutionNotifications, sarifNotification{
				Level: "error", Message: sarifText{"Could not check: " + result.Reason},
				AssociatedRule: &sarifDescriptor{result.Check}, Locations: sarifLocations(at),
			})
		}
		for _, f := range result.Findings {
			results = append(results, sarifResult{
				RuleID: result.Check, RuleIndex: slices.IndexFunc(rules, func(rule sarifRule) bool { return rule.ID == result.Check }),
				Level: "error", Message: sarifText{at.title() + ": " + f.Message + " " + f.Fix},
				Locations: sarifLocations(at), Suppressions: sarifSuppressions(f.Accepted),
			})
		}
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(sarifLog{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0",
		Runs: []sarifRun{{
			Tool:        sarifTool{sarifDriver{r.Title(), "https://github.com/cognitokit/terraform-aws-cognito", rules}},
			Invocations: []sarifInvocation{invocation}, Results: results,
		}},
	})
}

// sarifLocations returns the location of a result: the names of environment and client, and the file of the
// environment's settings. A source is a file if its name has an extension, because the report may be
// written on another machine than the check ran on.
func sarifLocations(at subject) []sarifLocation {
	location := sarifLocation{LogicalLocations: []sarifLogical{
		{Name: at.Environment.Name, FullyQualifiedName: at.Environment.Name, Kind: "environment"},
	}}
	if at.Client != nil {
		location.LogicalLocations = []sarifLogical{
			{Name: at.Client.Key, FullyQualifiedName: at.Environment.Name + "/" + at.Client.Key, Kind: "client"},
		}
	}
	if source := filepath.ToSlash(at.Environment.Source); path.Ext(path.Base(source)) != "" && path.Base(source)[0] != '.' {
		uri := url.URL{Path: source}
		if path.IsAbs(source) {
			uri.Scheme = "file"
		}
		location.PhysicalLocation = &sarifPhysical{sarifArtifact{uri.String()}}
	}
	return []sarifLocation{location}
}

func sarifSuppressions(a *Acceptance) []sarifSuppression {
	if a == nil {
		return []sarifSuppression{}
	}
	return []sarifSuppression{{Kind: "external", Status: "accepted", Justification: a.Reason + " (until " + a.Expires + ")"}}
}
