package report

import (
	"fmt"
	"strings"
)

// proofBlock is a list in the report of a proof.
type proofBlock struct {
	Title string
	Lines []string
}

// Title returns the command that wrote the report.
func (r *Report) Title() string {
	if r.Proof != nil {
		return "cognitokit prove"
	}
	return "cognitokit check"
}

// blocks returns the limits of a proof: what it simulated, replaced or rejected. It returns nil for a check.
func (p *Proof) blocks() []proofBlock {
	if p == nil {
		return nil
	}
	var blocks []proofBlock
	add := func(title string, lines []string) {
		if len(lines) > 0 {
			blocks = append(blocks, proofBlock{title, lines})
		}
	}
	add("Simulated and not checked: resources and data sources of other services", p.Simulated)
	add("Lambda triggers that returned their event unchanged (--lambda runs their code)", p.Unchanged)
	add("Rejected requests to other machines", p.Refused)
	add("Differences from "+p.Root, p.Replaced)
	return blocks
}

// steps returns a sentence with the versions, and the time of each step in seconds.
func (p *Proof) steps() string {
	var parts []string
	total := 0.0
	for _, s := range p.Steps {
		parts = append(parts, fmt.Sprintf("%s %.1f", s.Name, s.Seconds))
		total += s.Seconds
	}
	return fmt.Sprintf("%s with %s and %s in %.1f s: %s.", p.Root, p.Engine, p.Provider, total, strings.Join(parts, ", "))
}
