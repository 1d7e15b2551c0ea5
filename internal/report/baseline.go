package report

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"

	"github.com/cognitokit/terraform-aws-cognito/internal/hclfile"
)

// Baseline has the findings that a team accepts until a date.
type Baseline struct {
	Entries []Entry // in the order of the file
}

// Entry is one block `accept` of a baseline.
type Entry struct {
	// Check is the name of the check whose findings are accepted.
	Check string `json:"check"`
	// Environment and Client are patterns, in which * matches any characters. An empty
	// Environment matches every environment. An empty Client matches the pool and every client.
	Environment string `json:"environment,omitempty"`
	Client      string `json:"client,omitempty"`
	Acceptance
	// Position is FILE:LINE of the entry.
	Position string `json:"position"`
	// State is set by [Report.Accept].
	State State `json:"state"`
}

// State is the outcome of an entry of a baseline. [Merge] keeps the greater state of two runs.
type State int

// The states of an entry.
const (
	Untried State = iota // the check did not run or could not check everything that the entry matches
	Unused               // the entry matches no finding
	Used                 // the entry accepts a finding
	Expired              // the last day has passed: the entry accepts no finding
)

// acceptBlock is the HCL of an entry. Every argument is optional for HCL, so that validate reports missing
// ones: HCL's own error does not state what to write.
type acceptBlock struct {
	Check       string `hcl:"check,optional"`
	Environment string `hcl:"environment,optional"`
	Client      string `hcl:"client,optional"`
	Reason      string `hcl:"reason,optional"`
	Expires     string `hcl:"expires,optional"`
}

// ReadBaseline reads a baseline file. It consists of blocks such as
//
//	accept {
//	  check       = "callback-urls"
//	  environment = "dev-*"
//	  client      = "web"
//	  reason      = "developers use a tunnel"
//	  expires     = "2027-01-31"
//	}
//
// Environment and client are optional. The error names the file, the line and the argument.
func ReadBaseline(data []byte, filename string) (Baseline, error) {
	file, diagnostics := hclfile.Parse(data, filename)
	if diagnostics.HasErrors() {
		return Baseline{}, hclfile.Error(diagnostics, filename)
	}
	content, diagnostics := file.Body.Content(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "accept"}}})
	if diagnostics.HasErrors() {
		return Baseline{}, hclfile.Error(diagnostics, filename)
	}
	var baseline Baseline
	for _, block := range content.Blocks {
		var b acceptBlock
		if diagnostics := gohcl.DecodeBody(block.Body, nil, &b); diagnostics.HasErrors() {
			return Baseline{}, hclfile.Error(diagnostics, filename)
		}
		if err := b.validate(); err != nil {
			return Baseline{}, hclfile.ErrorAt(block.DefRange, "%s", err)
		}
		position := fmt.Sprintf("%s:%d", filename, block.DefRange.Start.Line)
		baseline.Entries = append(baseline.Entries, Entry{
			Check: b.Check, Environment: b.Environment, Client: b.Client,
			Acceptance: Acceptance{Reason: b.Reason, Expires: b.Expires}, Position: position,
		})
	}
	return baseline, nil
}

func (b acceptBlock) validate() error {
	switch {
	case b.Check == "":
		return errors.New(`accept.check: the argument is missing. Write check = "NAME"`)
	case strings.TrimSpace(b.Reason) == "":
		return errors.New(`accept.reason: the argument is missing. Write why this finding is accepted`)
	case b.Expires == "":
		return errors.New(`accept.expires: the argument is missing. Write expires = "YYYY-MM-DD", the last day of the acceptance`)
	}
	if _, err := time.Parse(time.DateOnly, b.Expires); err != nil {
		return fmt.Errorf("accept.expires: %q is not a date. Write YYYY-MM-DD", b.Expires)
	}
	return nil
}
