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

// Title is the command that made the report.
func (r *Report) Title() string {
	if r.Proof != nil {
		return "cognitokit prove"
	}
	return "cognitokit check"
}

// blocks are what a reader must know of a proof beside its results; none for a check.
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
	add("Simulated, not proven: resources and data sources of other services", p.Simulated)
	add("Lambda functions that gave their event back unchanged (--lambda runs one)", p.Unchanged)
	add("Refused, since it would have left the machine", p.Refused)
	add("Other than in "+p.Root, p.Replaced)
	return blocks
}

// steps says in one sentence where the time went.
func (p *Proof) steps() string {
	var parts []string
	total := 0.0
	for _, s := range p.Steps {
		parts = append(parts, fmt.Sprintf("%s %.1f", s.Name, s.Seconds))
		total += s.Seconds
	}
	return fmt.Sprintf("%s with %s and %s in %.1f s: %s.", p.Root, p.Engine, p.Provider, total, strings.Join(parts, ", "))
}
