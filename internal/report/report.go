package report

import "time"

// Version is the version of the report's JSON. It grows when a field changes its
// meaning or goes away.
const Version = 1

// Report is the outcome of one run, or of several that were merged.
type Report struct {
	Version      int           `json:"version"`
	Started      time.Time     `json:"started"`
	Finished     time.Time     `json:"finished"`
	Live         bool          `json:"live"`
	Shard        *Shard        `json:"shard,omitempty"` // nil for a run of all environments
	Checks       []Check       `json:"checks"`          // those that were selected, in the order of the list of all checks
	Environments []Environment `json:"environments"`
	Proof        *Proof        `json:"proof,omitempty"`    // nil for a run of check
	Baseline     []Entry       `json:"baseline,omitempty"` // the entries that [Report.Accept] was given, and what came of each
}

// Proof is what a reader must know of a run of prove beside its results.
type Proof struct {
	Root     string `json:"root"`     // the folder as the caller named it
	Engine   string `json:"engine"`   // such as Terraform 1.11.4
	Provider string `json:"provider"` // such as hashicorp/aws 5.100.0
	Steps    []Step `json:"steps"`
	// Simulated are the addresses of resources and data sources of other services than user
	// pools, whose values were simulated.
	Simulated []string `json:"simulated,omitempty"`
	// Unchanged are the ARNs of Lambda functions that gave their event back unchanged.
	Unchanged []string `json:"unchanged_lambda,omitempty"`
	// Refused are "host:port" of requests that would have left the machine.
	Refused []string `json:"refused_hosts,omitempty"`
	// Replaced are sentences on what the copy of the root has otherwise than the root.
	Replaced []string `json:"replaced,omitempty"`
}

// Step is a part of a run, and how long it took.
type Step struct {
	Name    string  `json:"name"`
	Seconds float64 `json:"seconds"`
}

// Shard is which of several runs it is, that have divided the environments among them.
type Shard struct {
	Index int `json:"index"` // from 1
	Count int `json:"count"`
}

// Check says of a check what a reader of the report needs to know.
type Check struct {
	Name string `json:"name"` // kebab-case; docs/checks/NAME.md is its page
	Doc  string `json:"doc"`  // one sentence: what must hold
	Live bool   `json:"live"` // it signs in
}

// Environment is the outcome of one environment.
type Environment struct {
	Name       string   `json:"name"`
	Region     string   `json:"region"`
	UserPoolID string   `json:"user_pool_id"`
	Production bool     `json:"production"`
	Source     string   `json:"source"`            // where its expectations come from: a file or folder as the caller named it
	Results    []Result `json:"results"`           // of the checks of the pool
	Clients    []Client `json:"clients,omitempty"` // in the order of their keys
	// Left is what a live run made and could not remove: sentences that say what to do.
	Left []string `json:"left,omitempty"`
}

// Client is the outcome of one app client.
type Client struct {
	Key      string    `json:"key"` // its key in the input `clients`, or its name where there is none
	ID       string    `json:"client_id"`
	Results  []Result  `json:"results"`
	Lifetime *Lifetime `json:"lifetime,omitempty"` // nil if the client could not be described, or signs no user in
}

// Outcome is how a check ended.
type Outcome string

// The outcomes.
const (
	Passed        Outcome = "passed"
	NotApplicable Outcome = "not-applicable" // Reason says why
	Accepted      Outcome = "accepted"       // all of its findings are in the baseline
	Failed        Outcome = "failed"         // it has findings
	Unchecked     Outcome = "unchecked"      // Reason says what was in the way
)

// Result is the outcome of one check of one pool or client.
type Result struct {
	Check    string    `json:"check"`
	Outcome  Outcome   `json:"outcome"`
	Reason   string    `json:"reason,omitempty"`
	Findings []Finding `json:"findings,omitempty"`
}

// Finding is one thing that is not as it must be.
type Finding struct {
	// Message is a sentence that names the setting with its value, and what it must be.
	Message string `json:"message"`
	// Fix is a sentence that says what to write in Terraform.
	Fix string `json:"fix"`
	// Accepted is the baseline's entry for it, if there is one.
	Accepted *Acceptance `json:"accepted,omitempty"`
}

// Acceptance is a baseline's word on a finding.
type Acceptance struct {
	Reason  string `json:"reason"`
	Expires string `json:"expires"` // a day, YYYY-MM-DD; it is accepted until that day is over in UTC
}

// Lifetime is how long the tokens of a client live, as deployed, and what a live run
// saw of it. All durations are whole seconds.
type Lifetime struct {
	AccessTokenSeconds      int     `json:"access_token_seconds"`
	IDTokenSeconds          int     `json:"id_token_seconds"`
	RefreshTokenSeconds     int     `json:"refresh_token_seconds"`
	Rotation                bool    `json:"rotation"`
	RetryGracePeriodSeconds int     `json:"retry_grace_period_seconds"`
	Observed                []Event `json:"observed,omitempty"` // in the order of time
}

// Event is something that a live run saw happen to a token.
type Event struct {
	// AtSeconds is the time since the sign-in of the session that it belongs to.
	AtSeconds float64 `json:"at_seconds"`
	Kind      Kind    `json:"kind"`
	// Session tells the sign-ins of a run apart, from 1.
	Session int `json:"session"`
}

// Kind is what happened to a token.
type Kind string

// What a live run can see.
const (
	Issued    Kind = "issued"    // the code was exchanged: all tokens of a session are new
	Refreshed Kind = "refreshed" // new access and ID tokens, and the same refresh token goes on
	Rotated   Kind = "rotated"   // and the refresh token was replaced
	Retried   Kind = "retried"   // a replaced refresh token was taken within its grace period
	Refused   Kind = "refused"   // a refresh token was refused
	Revoked   Kind = "revoked"   // a refresh token was revoked
)
