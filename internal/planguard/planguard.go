package planguard

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
)

// loss describes the damage if a resource is replaced or destroyed. A resource type that is not in
// this map can be created again without damage.
var loss = map[string]string{
	"aws_cognito_user_pool":         "every user in it is lost",
	"aws_cognito_user_pool_domain":  "users cannot sign in until it exists again, and another account may take the name",
	"aws_cognito_resource_server":   "tokens lack its scopes until it exists and clients have them again",
	"aws_cognito_user_pool_client":  "its id and its secret are lost, so the app cannot sign in, and every session ends",
	"aws_cognito_identity_provider": "its users cannot sign in until it exists again",
	"aws_cognito_user_group":        "its memberships are lost",
}

// Finding is a change that loses users or tokens.
type Finding struct {
	// Address is the address of the resource instance, such as
	// module.cognito.aws_cognito_user_pool.this.
	Address string
	// Message contains the change, its reason, and the loss.
	Message string
}

// String returns the finding as one line.
func (f Finding) String() string { return f.Address + " " + f.Message }

// Check returns the findings in a plan, in the order of the plan. It ignores findings at the
// allowed addresses. It returns an error for an allowed address without a finding, so that users
// remove exceptions that are no longer needed.
func Check(plan *tfjson.Plan, allowed ...string) ([]Finding, error) {
	var found []Finding
	for _, change := range plan.ResourceChanges {
		if message := describe(change); message != "" {
			found = append(found, Finding{Address: change.Address, Message: message})
		}
	}
	for _, address := range allowed {
		if !slices.ContainsFunc(found, func(f Finding) bool { return f.Address == address }) {
			return nil, fmt.Errorf("%s: the plan has no finding at this address. Remove it from the allowed addresses", address)
		}
	}
	return slices.DeleteFunc(found, func(f Finding) bool { return slices.Contains(allowed, f.Address) }), nil
}

// Read decodes the output of `terraform show -json PLAN`. The error has one line.
func Read(text []byte) (*tfjson.Plan, error) {
	var form struct {
		PlannedValues *json.RawMessage `json:"planned_values"`
		Errored       bool             `json:"errored"`
	}
	// The same command prints states, which have no planned values.
	if err := json.Unmarshal(text, &form); err != nil || form.PlannedValues == nil {
		return nil, errors.New("the file is not the JSON of a plan. Write it with `terraform plan -out plan.tfplan`, then `terraform show -json plan.tfplan`")
	}
	if form.Errored {
		return nil, errors.New("the plan is incomplete, because planning failed. Fix the error of `terraform plan` first")
	}
	var plan tfjson.Plan
	if err := json.Unmarshal(text, &plan); err != nil {
		return nil, fmt.Errorf("the plan cannot be read: %s", oneLine(err))
	}
	for i, change := range plan.ResourceChanges {
		if err := complete(change); err != nil {
			return nil, fmt.Errorf("resource_changes[%d] %s. Write the plan again with `terraform show -json`", i, oneLine(err))
		}
	}
	return &plan, nil
}

// oneLine returns the text of an error that may quote line breaks of the plan.
func oneLine(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }

// known are the actions that Terraform and OpenTofu plan for one resource instance
// (developer.hashicorp.com/terraform/internals/json-format, "Change Representation"). The
// guard rejects a plan with other actions, because they may lose users.
var known = [][]tfjson.Action{
	{tfjson.ActionNoop},
	{tfjson.ActionCreate},
	{tfjson.ActionRead},
	{tfjson.ActionUpdate},
	{tfjson.ActionDelete},
	{tfjson.ActionForget},
	{tfjson.ActionDelete, tfjson.ActionCreate},
	{tfjson.ActionCreate, tfjson.ActionDelete},
	{tfjson.ActionForget, tfjson.ActionCreate},
	{tfjson.ActionCreate, tfjson.ActionForget},
}

// complete returns an error for a change with a missing or unknown part: the guard could take such
// a change for a harmless one. The error text continues "resource_changes[0] ".
func complete(change *tfjson.ResourceChange) error {
	switch {
	case change == nil:
		return errors.New("is null")
	case change.Address == "":
		return errors.New("has no address")
	case change.Type == "":
		return fmt.Errorf("(%s) has no type", change.Address)
	case change.Mode != tfjson.ManagedResourceMode && change.Mode != tfjson.DataResourceMode:
		return fmt.Errorf("(%s) has the mode %q, which is neither managed nor data", change.Address, change.Mode)
	case change.Change == nil:
		return fmt.Errorf("(%s) has no change", change.Address)
	case !slices.ContainsFunc(known, func(a []tfjson.Action) bool { return slices.Equal(a, change.Change.Actions) }):
		return fmt.Errorf("(%s) has the actions %q, which this version does not support", change.Address, change.Change.Actions)
	case change.Change.Actions.Update() && change.Type == "aws_cognito_user_pool" && !isObject(change.Change.Before, change.Change.After):
		return fmt.Errorf("(%s) is an update without the values before and after", change.Address)
	}
	return nil
}

func isObject(values ...any) bool {
	for _, value := range values {
		if _, ok := value.(map[string]any); !ok {
			return false
		}
	}
	return true
}

// describe returns the message of a finding, or "" if the change loses nothing.
func describe(change *tfjson.ResourceChange) string {
	lost, guarded := loss[change.Type]
	if !guarded || change.Mode != tfjson.ManagedResourceMode {
		return ""
	}
	switch actions := change.Change.Actions; {
	case actions.Replace():
		return fmt.Sprintf("would be replaced, because %s: %s.", reason(change), lost)
	case len(actions) == 2: // create and forget
		return fmt.Sprintf("would be replaced, because %s, and the old one would stay in AWS outside of Terraform: for the new one, %s.", reason(change), lost)
	case actions.Delete():
		return fmt.Sprintf("would be destroyed: %s.", lost)
	case actions.Update() && change.Type == "aws_cognito_user_pool":
		return cmp.Or(schemaChange(change.Change), smsChange(change.Change))
	}
	return ""
}

// reason returns the arguments that force a replacement, in words.
func reason(change *tfjson.ResourceChange) string {
	var names []string
	for _, path := range change.Change.ReplacePaths {
		steps, ok := path.([]any)
		if !ok {
			continue
		}
		var words []string
		for _, step := range steps {
			words = append(words, fmt.Sprint(step))
		}
		names = append(names, strings.Join(words, "."))
	}
	slices.Sort(names)
	switch names = slices.Compact(names); len(names) {
	case 0: // the resource is tainted, or -replace or replace_triggered_by requires the replacement
		return "it is tainted or its replacement is requested"
	case 1:
		return names[0] + " changes"
	}
	return strings.Join(names, ", ") + " change"
}

// schemaChange reports the attributes of a pool that the plan changes or removes. The provider
// plans an update in place, but attributes can only be added: UpdateUserPool has no parameter
// Schema.
func schemaChange(change *tfjson.Change) string {
	before, after := schemaOf(change.Before), schemaOf(change.After)
	var removed, changed []string
	for name, declared := range before {
		switch now, ok := after[name]; {
		case !ok:
			removed = append(removed, name)
		case now != declared:
			changed = append(changed, name)
		}
	}
	slices.Sort(removed)
	slices.Sort(changed)
	var what []string
	if len(removed) > 0 {
		what = append(what, "lose "+strings.Join(removed, ", "))
	}
	if len(changed) > 0 {
		what = append(what, "change "+strings.Join(changed, ", "))
	}
	if len(what) == 0 {
		return ""
	}
	return fmt.Sprintf("would %s: attributes of a pool can only be added, so the apply would fail.", strings.Join(what, " and "))
}

// schemaOf returns the declaration of each attribute as text, by its name.
func schemaOf(pool any) map[string]string {
	declared := map[string]string{}
	values, _ := pool.(map[string]any)
	attributes, _ := values["schema"].([]any)
	for _, attribute := range attributes {
		members, _ := attribute.(map[string]any)
		name, _ := members["name"].(string)
		text, err := json.Marshal(members)
		if err == nil {
			declared[name] = string(text)
		}
	}
	return declared
}
