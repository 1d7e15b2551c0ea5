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

// Baseline is what a team has decided to live with for a while.
type Baseline struct {
	Entries []Entry // in the order of the file
}

// Entry is one block `accept` of a baseline.
type Entry struct {
	// Check is the name of the check whose findings are accepted.
	Check string `json:"check"`
	// Environment and Client say where: names, in which * stands for any characters. An
	// empty Environment is every one; an empty Client is the pool and every client.
	Environment string `json:"environment,omitempty"`
	Client      string `json:"client,omitempty"`
	Acceptance
	// Position is where the entry is, FILE:LINE.
	Position string `json:"position"`
	// State is what came of it; the zero value before [Report.Accept].
	State State `json:"state"`
}

// State is what came of an entry of a baseline. Of two runs that were merged, the greater
// one holds.
type State int

// The states of an entry.
const (
	Untried State = iota // its check did not run, or could not look, where it might have found something
	Unused               // there is no finding that it could accept
	Used                 // it accepts a finding
	Expired              // its day is over: it accepts nothing
)

// acceptBlock is the HCL of an entry. All is optional here, for a message of our own.
type acceptBlock struct {
	Check       string `hcl:"check,optional"`
	Environment string `hcl:"environment,optional"`
	Client      string `hcl:"client,optional"`
	Reason      string `hcl:"reason,optional"`
	Expires     string `hcl:"expires,optional"`
}

// ReadBaseline reads a baseline file, blocks of
//
//	accept {
//	  check       = "callback-urls"
//	  environment = "dev-*"
//	  client      = "web"
//	  reason      = "developers use a tunnel"
//	  expires     = "2027-01-31"
//	}
//
// Environment and client are optional; the rest is required. The error has the file's
// name and the line.
func ReadBaseline(data []byte, filename string) (Baseline, error) {
	file, diagnostics := hclfile.Parse(data, filename)
	if diagnostics.HasErrors() {
		return Baseline{}, atLine(diagnostics)
	}
	content, diagnostics := file.Body.Content(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "accept"}}})
	if diagnostics.HasErrors() {
		return Baseline{}, atLine(diagnostics)
	}
	var baseline Baseline
	for _, block := range content.Blocks {
		var b acceptBlock
		if diagnostics := gohcl.DecodeBody(block.Body, nil, &b); diagnostics.HasErrors() {
			return Baseline{}, atLine(diagnostics)
		}
		position := fmt.Sprintf("%s:%d", filename, block.DefRange.Start.Line)
		if err := b.validate(); err != nil {
			return Baseline{}, fmt.Errorf("%s: %w", position, err)
		}
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
		return errors.New(`this block accepts no check: write check = "NAME"`)
	case strings.TrimSpace(b.Reason) == "":
		return errors.New("the reason is missing: say why this finding is accepted")
	case b.Expires == "":
		return errors.New(`the day is missing until which it is accepted: write expires = "YYYY-MM-DD"`)
	}
	if _, err := time.Parse(time.DateOnly, b.Expires); err != nil {
		return fmt.Errorf("expires = %q is no day: write it as YYYY-MM-DD", b.Expires)
	}
	return nil
}

// atLine is the first of the diagnostics, in one line.
func atLine(diagnostics hcl.Diagnostics) error {
	first := diagnostics[0]
	for _, d := range diagnostics {
		if d.Severity == hcl.DiagError {
			first = d
			break
		}
	}
	text := strings.Join(strings.Fields(first.Summary+": "+first.Detail), " ")
	if first.Subject == nil {
		return errors.New(text)
	}
	return fmt.Errorf("%s:%d: %s", first.Subject.Filename, first.Subject.Start.Line, text)
}
