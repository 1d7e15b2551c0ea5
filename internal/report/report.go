package report

import "time"

// Version is the version of the report's JSON. It increases if a member changes its meaning or is removed.
const Version = 2

// Report is the outcome of one run, or the merged outcome of several.
type Report struct {
	Version      int           `json:"version"`
	Started      time.Time     `json:"started"`
	Finished     time.Time     `json:"finished"`
	Live         bool          `json:"live"`
	Shard        *Shard        `json:"shard,omitempty"` // nil for a run of all environments
	Checks       []Check       `json:"checks"`          // the selected checks, in the order of the list of all checks
	Environments []Environment `json:"environments"`
	Proofs       []Proof       `json:"proofs,omitempty"`   // by root; empty for a run of check
	Baseline     []Entry       `json:"baseline,omitempty"` // the entries of the baseline, with the state that [Report.Accept] set
}

// Proof describes how prove ran a root: the versions, the steps, and what limits the results.
type Proof struct {
	Root     string `json:"root"`     // the folder, as written by the caller
	Engine   string `json:"engine"`   // such as Terraform 1.11.4; empty if the run failed before it was known
	Provider string `json:"provider"` // such as hashicorp/aws 5.100.0; empty likewise
	Steps    []Step `json:"steps"`
	// Simulated are the addresses of resources and data sources of other services than user
	// pools, whose values were simulated.
	Simulated []string `json:"simulated,omitempty"`
	// Unchanged are the ARNs of Lambda triggers without code, which returned their event unchanged.
	Unchanged []string `json:"unchanged_lambda,omitempty"`
	// Refused are the addresses "host:port" of rejected requests to other machines.
	Refused []string `json:"refused_hosts,omitempty"`
	// Replaced are sentences that describe the differences between the copy and the root.
	Replaced []string `json:"replaced,omitempty"`
}

// Step is a part of a run, with its duration.
type Step struct {
	Name    string  `json:"name"`
	Seconds float64 `json:"seconds"`
}

// Shard is the number of a run, if several runs share the environments among them.
type Shard struct {
	Index int `json:"index"` // from 1
	Count int `json:"count"`
}

// Check describes a check to the reader of the report.
type Check struct {
	Name string `json:"name"` // kebab-case; docs/checks/NAME.md is its page
	Doc  string `json:"doc"`  // one sentence: the requirement
	Live bool   `json:"live"` // the check signs a user in
}

// Environment is the outcome of one environment.
type Environment struct {
	Name       string   `json:"name"`
	Region     string   `json:"region"`
	UserPoolID string   `json:"user_pool_id"`
	Production bool     `json:"production"`
	Source     string   `json:"source"`            // the file or folder with the declared settings, as written by the caller
	Results    []Result `json:"results"`           // results of the checks of the pool
	Clients    []Client `json:"clients,omitempty"` // sorted by key
	// Left are sentences about users that a live run created and could not remove, with what to do.
	Left []string `json:"left,omitempty"`
}

// Client is the outcome of one app client.
type Client struct {
	Key      string    `json:"key"` // the key in the input `clients`, or the client's name
	ID       string    `json:"client_id"`
	Results  []Result  `json:"results"`
	Lifetime *Lifetime `json:"lifetime,omitempty"` // nil if the client could not be read, or does not sign users in
}

// Outcome is the outcome of a check.
type Outcome string

// The outcomes.
const (
	Passed        Outcome = "passed"
	NotApplicable Outcome = "not-applicable" // Reason is why
	Accepted      Outcome = "accepted"       // the baseline accepts its findings
	Failed        Outcome = "failed"         // the check has findings
	Unchecked     Outcome = "unchecked"      // the check could not run; Reason is the error
)

// Result is the outcome of one check of one pool or client.
type Result struct {
	Check    string    `json:"check"`
	Outcome  Outcome   `json:"outcome"`
	Reason   string    `json:"reason,omitempty"`
	Findings []Finding `json:"findings,omitempty"`
}

// Finding is one violation of a check's requirement.
type Finding struct {
	// Message is a sentence that names the setting, its value, and the required value.
	Message string `json:"message"`
	// Fix is a sentence with what to write in Terraform.
	Fix string `json:"fix"`
	// Accepted is the baseline's entry for the finding, or nil.
	Accepted *Acceptance `json:"accepted,omitempty"`
}

// Acceptance is the reason and the expiry date in a baseline for a finding.
type Acceptance struct {
	Reason  string `json:"reason"`
	Expires string `json:"expires"` // the last day, YYYY-MM-DD; the acceptance expires at the end of that day in UTC
}

// Lifetime has the deployed lifetimes of a client's tokens, and the events that a live run observed. All
// durations are whole seconds.
type Lifetime struct {
	AccessTokenSeconds      int     `json:"access_token_seconds"`
	IDTokenSeconds          int     `json:"id_token_seconds"`
	RefreshTokenSeconds     int     `json:"refresh_token_seconds"`
	Rotation                bool    `json:"rotation"`
	RetryGracePeriodSeconds int     `json:"retry_grace_period_seconds"`
	Observed                []Event `json:"observed,omitempty"` // ordered by time
}

// Event is an event of a token that a live run observed.
type Event struct {
	// AtSeconds is the time since the sign-in of the event's session.
	AtSeconds float64 `json:"at_seconds"`
	Kind      Kind    `json:"kind"`
	// Session numbers the sign-ins of a run, from 1.
	Session int `json:"session"`
}

// Kind is the kind of an event.
type Kind string

// The kinds of events.
const (
	Issued    Kind = "issued"    // the code was exchanged for the tokens of a new session
	Refreshed Kind = "refreshed" // new access and ID tokens, with the same refresh token
	Rotated   Kind = "rotated"   // new access, ID and refresh tokens
	Retried   Kind = "retried"   // a replaced refresh token was accepted within its grace period
	Refused   Kind = "refused"   // a refresh token was rejected; the name is a value in reports
	Revoked   Kind = "revoked"   // a refresh token was revoked
)
