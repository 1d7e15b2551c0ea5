package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"

	declared "github.com/cognitokit/terraform-aws-cognito/internal/environment"
	"github.com/cognitokit/terraform-aws-cognito/internal/relay"
	"github.com/cognitokit/terraform-aws-cognito/internal/rootmodule"
	"github.com/cognitokit/terraform-aws-cognito/internal/simulation"
)

// planFile returns the path of the plan that apply reads.
func (p *proof) planFile() string { return filepath.Join(p.folder, "plan") }

func (p *proof) makePlan(ctx context.Context) error {
	if err := p.rejectUnknownCounts(ctx); err != nil {
		return err
	}
	inputs, err := p.arguments()
	if err != nil {
		return err
	}
	if _, err := p.terraform(ctx, append([]string{"plan", "-input=false", "-no-color", "-out=" + p.planFile()}, inputs...)...); err != nil {
		return err
	}
	text, err := p.terraform(ctx, "show", "-json", "-no-color", p.planFile())
	if err != nil {
		return err
	}
	if p.plan, err = declared.ReadPlan(text); err != nil {
		return err
	}
	var plan tfjson.Plan
	if err := json.Unmarshal(text, &plan); err != nil {
		return fmt.Errorf("the plan cannot be read: %w", err)
	}
	p.simulated = simulatedIn(&plan)
	if p.session == nil && len(p.simulated) > 0 {
		return fmt.Errorf("nothing can be simulated without the relay (%s=%s, or a development override of the AWS provider), and the root has %s", relay.Variable, relay.Off, strings.Join(p.simulated, ", "))
	}
	return p.checkValues()
}

// rejectUnknownCounts rejects a root in which a simulated data source decides the number of resources, by
// count or for_each: a simulated list always has one element, so the proof would cover another
// number of resources than the deployment. Values of --values for the data source solve this.
//
// To find out, it plans once with the data sources deferred to the apply ([rootmodule.Defer]): their
// values are then unknown, and the plan fails if one of them decides a count or for_each.
func (p *proof) rejectUnknownCounts(ctx context.Context) (err error) {
	decisions, err := rootmodule.Decisions(p.root, p.engine.OpenTofu)
	if err != nil {
		return err
	}
	decisions = slices.DeleteFunc(decisions, func(d rootmodule.Decision) bool {
		hasValues := slices.ContainsFunc(p.values, func(v simulation.Values) bool { return v.Address == d.Data })
		return hasValues || !simulation.SimulatesDataSource(d.Type)
	})
	if len(decisions) == 0 {
		return nil
	}
	restore, deferred, err := rootmodule.Defer(p.root, p.engine.OpenTofu, decisions)
	if err != nil {
		return err
	}
	if deferred {
		inputs, err := p.arguments()
		if err != nil {
			return errors.Join(err, restore())
		}
		_, err = p.terraform(ctx, append([]string{"plan", "-input=false", "-no-color", "-refresh=false"}, inputs...)...)
		if failed := restore(); failed != nil {
			return failed
		}
		if err == nil || !strings.Contains(err.Error(), "Invalid count argument") && !strings.Contains(err.Error(), "Invalid for_each argument") {
			return nil // makePlan reports other errors
		}
	}
	d := decisions[0]
	return fmt.Errorf("%s decides how many instances %s has, and its value is not known without AWS: write its attributes into a file for --values", d.Data, d.Of)
}

// simulatedIn returns the addresses of the simulated resources in a plan, sorted.
func simulatedIn(plan *tfjson.Plan) []string {
	found := map[string]bool{}
	for _, change := range plan.ResourceChanges {
		switch {
		case change.Mode == tfjson.ManagedResourceMode && simulation.SimulatesResource(change.Type),
			change.Mode == tfjson.DataResourceMode && simulation.SimulatesDataSource(change.Type):
			found[change.Address] = true
		}
	}
	if plan.PriorState != nil && plan.PriorState.Values != nil {
		addData(found, plan.PriorState.Values.RootModule)
	}
	return slices.Sorted(maps.Keys(found))
}

// addData adds the simulated data sources that the plan has read already.
func addData(found map[string]bool, module *tfjson.StateModule) {
	if module == nil {
		return
	}
	for _, r := range module.Resources {
		if r.Mode == tfjson.DataResourceMode && simulation.SimulatesDataSource(r.Type) {
			found[r.Address] = true
		}
	}
	for _, child := range module.ChildModules {
		addData(found, child)
	}
}

// checkValues rejects values for an address that is not in the plan.
func (p *proof) checkValues() error {
	for _, v := range p.values {
		if v.Type == "terraform_remote_state" {
			continue // replaceRemoteStates has used or rejected it
		}
		used := slices.ContainsFunc(p.simulated, func(address string) bool {
			return address == v.Address || strings.HasPrefix(address, v.Address+"[")
		})
		if !used {
			return fmt.Errorf("--values has %s, which is not in the plan: remove it, or write the address as terraform plan prints it", v.Address)
		}
	}
	return nil
}
