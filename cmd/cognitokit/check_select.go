package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/pflag"

	"github.com/cognitokit/terraform-aws-cognito/internal/check"
	"github.com/cognitokit/terraform-aws-cognito/internal/check/catalog"
)

// selectionOptions select the checks.
type selectionOptions struct {
	list     bool
	controls bool
	only     []string
	skip     []string
}

func (s *selectionOptions) flags(flags *pflag.FlagSet) {
	flags.BoolVar(&s.list, "list", false, "print the names of the checks and what they require, and run none")
	flags.BoolVar(&s.controls, "controls", false, "print the controls of AWS Security Hub for Cognito and the check of each, and run none")
	flags.StringSliceVar(&s.only, "only", nil, "name of a check to run, repeatable (default all)")
	flags.StringSliceVar(&s.skip, "skip", nil, "name of a check to skip, repeatable")
}

// checks returns the selected checks, in the order of the list all. live reports whether the run has live checks.
func (s selectionOptions) checks(all []check.Check, live bool) ([]check.Check, error) {
	for _, flag := range []struct {
		name  string
		names []string
	}{{"--only", s.only}, {"--skip", s.skip}} {
		for _, name := range flag.names {
			i := slices.IndexFunc(all, func(c check.Check) bool { return c.Name == name })
			switch {
			case i < 0 && isProof(name):
				return nil, fmt.Errorf("%s: %s runs only in cognitokit prove, which moves the clock of the emulator. Remove it", flag.name, name)
			case i < 0:
				return nil, fmt.Errorf("%s: %s is not a check. Use a name of cognitokit check --list", flag.name, name)
			case all[i].Live && !live && flag.name == "--only":
				return nil, fmt.Errorf("--only: %s signs a user in. Add --live", name)
			}
		}
	}
	var selected []check.Check
	for _, c := range all {
		if (!c.Live || live) && (len(s.only) == 0 || slices.Contains(s.only, c.Name)) && !slices.Contains(s.skip, c.Name) {
			selected = append(selected, c)
		}
	}
	if len(selected) == 0 {
		return nil, errors.New("--only and --skip select no check. Remove one of them")
	}
	return selected, nil
}

// isProof reports whether only `cognitokit prove` runs a check.
func isProof(name string) bool {
	return slices.ContainsFunc(catalog.Proofs, func(c check.Check) bool { return c.Name == name })
}

// listChecks prints the checks as a table, and marks the checks that only `cognitokit prove`
// runs.
func listChecks(w io.Writer, all []check.Check) error {
	var text strings.Builder
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "NAME\tOF\tLIVE\tREQUIREMENT") // a write to a string does not fail
	for _, c := range all {
		live := "no"
		if c.Live {
			live = "yes"
		}
		if isProof(c.Name) {
			live = "prove"
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", c.Name, c.Of, live, c.Doc)
	}
	_ = table.Flush()
	_, err := io.WriteString(w, text.String())
	return err
}

// listControls prints the controls of AWS Security Hub as a table, with the check of each.
func listControls(w io.Writer) error {
	var text strings.Builder
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "CONTROL\tCHECK\tREQUIREMENT\tAPPLIES TO") // a write to a string does not fail
	for _, control := range catalog.Controls {
		name := "none"
		if control.Check != nil {
			name = control.Check.Name
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", control.ID, name, control.Requirement, control.Note)
	}
	_ = table.Flush()
	_, err := io.WriteString(w, text.String())
	return err
}
