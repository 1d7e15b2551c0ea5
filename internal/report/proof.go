package report

import (
	"fmt"
	"strings"
)

// proofLimit is what limits the results of proofs, such as resources that were simulated.
type proofLimit struct {
	Title string
	Lines []string
}

// Title returns the command that wrote the report.
func (r *Report) Title() string {
	if len(r.Proofs) > 0 {
		return "cognitokit prove"
	}
	return "cognitokit check"
}

// limits returns what the proofs simulated, replaced or rejected. It returns nil for a check. If the report
// has several proofs, each line begins with its root.
func (r *Report) limits() []proofLimit {
	var limits []proofLimit
	add := func(title string, lines func(*Proof) []string) {
		var all []string
		for i := range r.Proofs {
			p := &r.Proofs[i]
			for _, line := range lines(p) {
				if len(r.Proofs) > 1 {
					line = p.Root + ": " + line
				}
				all = append(all, line)
			}
		}
		if len(all) > 0 {
			limits = append(limits, proofLimit{title, all})
		}
	}
	add("Simulated and not checked: resources and data sources of other services", func(p *Proof) []string { return p.Simulated })
	add("Lambda triggers that returned their event unchanged (--lambda runs their code)", func(p *Proof) []string { return p.Unchanged })
	add("Rejected requests to other machines", func(p *Proof) []string { return p.Refused })
	differences := "Differences from the roots"
	if len(r.Proofs) == 1 {
		differences = "Differences from " + r.Proofs[0].Root
	}
	add(differences, func(p *Proof) []string { return p.Replaced })
	return limits
}

// times returns a sentence with the versions and the times in seconds: of each step of one proof, or
// of each of several proofs. It returns "" for a check.
func (r *Report) times() string {
	if len(r.Proofs) == 0 {
		return ""
	}
	subject, versions, total := fmt.Sprintf("%d roots", len(r.Proofs)), "", 0.0
	var parts []string
	for i := range r.Proofs {
		p := &r.Proofs[i]
		parts = append(parts, fmt.Sprintf("%s %.1f", p.Root, p.seconds()))
		total += p.seconds()
		if p.Engine != "" {
			versions = " with " + p.Engine + " and " + p.Provider
		}
	}
	if len(r.Proofs) == 1 {
		subject, parts = r.Proofs[0].Root, nil
		for _, s := range r.Proofs[0].Steps {
			parts = append(parts, fmt.Sprintf("%s %.1f", s.Name, s.Seconds))
		}
	}
	return fmt.Sprintf("%s%s in %.1f s: %s.", subject, versions, total, strings.Join(parts, ", "))
}

func (p *Proof) seconds() float64 {
	total := 0.0
	for _, s := range p.Steps {
		total += s.Seconds
	}
	return total
}
