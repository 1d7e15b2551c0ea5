package lifecycle

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gruntwork-io/terratest/modules/terraform"
	"github.com/hashicorp/go-version"
	tfjson "github.com/hashicorp/terraform-json"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cognitokit/terraform-aws-cognito/test/internal/deploy"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/provider"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/target"
	"github.com/cognitokit/terraform-aws-cognito/test/internal/timing"
)

// The steps of a resource's lifecycle. Each is a folder of the root.
const (
	minimal      = "1-minimal"
	allArguments = "2-every-argument"
	changed      = "3-changed"
	removed      = "4-removed"
	replaced     = "replaced"
)

// lifecycle is a root module of plain resources that a scenario applies step by step.
type lifecycle struct {
	*deploy.Deployment

	name     string // the folder in testdata/lifecycle
	started  bool
	lastPlan *tfjson.Plan              // the plan after the last step
	values   map[string]map[string]any // the attributes of the managed resources in the state, by address
}

// start initializes a root. When the test ends, it destroys the root and asserts that no user pool remains.
func start(t *testing.T, root string, options ...deploy.Option) *lifecycle {
	t.Helper()
	target.EmulatorOnly(t, "the roles, functions and certificates do not exist")
	l := &lifecycle{name: root, Deployment: deploy.Fixture(t, "lifecycle/"+root, append(options, deploy.WithoutApply)...)}
	t.Cleanup(func() { l.destroy(t) })
	return l
}

// step replaces the configuration with the configuration of a step, applies it, and asserts that a plan is empty.
func (l *lifecycle) step(t *testing.T, step string) {
	t.Helper()
	l.enter(t, step)
	l.started = true
	done := timing.Spend(t, timing.Terraform)
	_, err := terraform.ApplyContextE(t, t.Context(), l.Options)
	done()
	require.NoError(t, err, "%s cannot be applied", step)
	plan := l.Plan(t, nil)
	l.values = managed(plan.PriorState.Values.RootModule)
	for _, change := range plan.ResourceChanges {
		assert.True(t, change.Change.Actions.NoOp(), "after %s, %s would be changed: %s", step, change.Address, difference(change.Change))
	}
	l.lastPlan = plan
}

// id returns the ID of a resource in the state.
func (l *lifecycle) id(address string) string {
	id, _ := l.values[address]["id"].(string)
	return id
}

// output returns an output that is an object.
func (l *lifecycle) output(t *testing.T, name string) map[string]any {
	t.Helper()
	require.Contains(t, l.lastPlan.PriorState.Values.Outputs, name)
	value, _ := l.lastPlan.PriorState.Values.Outputs[name].Value.(map[string]any)
	return value
}

// enter replaces the configuration with the configuration of a step.
func (l *lifecycle) enter(t *testing.T, step string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(l.Options.TerraformDir, step, "resources.tf"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(l.Options.TerraformDir, "resources.tf"), text, 0o600))
}

// assertReplacements plans the step "replaced", and asserts which arguments the provider can change only by replacing the
// resource.
func (l *lifecycle) assertReplacements(t *testing.T) {
	t.Helper()
	back, err := os.ReadFile(filepath.Join(l.Options.TerraformDir, "resources.tf"))
	require.NoError(t, err)
	l.enter(t, replaced)
	got := map[string][]string{}
	for _, change := range l.Plan(t, nil).ResourceChanges {
		for _, path := range change.Change.ReplacePaths {
			got[change.Address] = append(got[change.Address], attributePath(path))
		}
		slices.Sort(got[change.Address])
		got[change.Address] = slices.Compact(got[change.Address])
	}
	maps.DeleteFunc(got, func(_ string, paths []string) bool { return len(paths) == 0 })
	if newerProvider(t) { // a newer provider may update more arguments in place, but must not replace where the oldest provider updates
		for address, paths := range got {
			assert.Subset(t, replacing[l.name][address], paths, address)
		}
	} else {
		assert.Equal(t, replacing[l.name], got)
	}
	require.NoError(t, os.WriteFile(filepath.Join(l.Options.TerraformDir, "resources.tf"), back, 0o600))
}

// attributePath joins a path of a plan without list indexes.
func attributePath(path any) string {
	parts, _ := path.([]any)
	var names []string
	for _, part := range parts {
		if name, ok := part.(string); ok {
			names = append(names, name)
		}
	}
	return strings.Join(names, ".")
}

// assertImports plans the step's configuration with an empty state and an import block for each resource. notRead lists, by
// type or address, the attributes that the provider does not read at an import according to its documentation or tests.
func (l *lifecycle) assertImports(t *testing.T, notRead map[string][]string) {
	t.Helper()
	options, err := l.Options.Clone()
	require.NoError(t, err)
	options.TerraformDir = t.TempDir()
	require.NoError(t, os.CopyFS(options.TerraformDir, os.DirFS(l.Options.TerraformDir)))
	require.NoError(t, os.Remove(filepath.Join(options.TerraformDir, "terraform.tfstate")))
	blocks := &strings.Builder{}
	var noImport []string
	for address, values := range l.values {
		if strings.HasPrefix(address, "aws_cognito_user_in_group.") { // the provider cannot import it
			noImport = append(noImport, address)
			continue
		}
		fmt.Fprintf(blocks, "import {\n  to = %s\n  id = %q\n}\n\n", address, importID(t, address, values))
	}
	require.NoError(t, os.WriteFile(filepath.Join(options.TerraformDir, "import.tf"), []byte(blocks.String()), 0o600))

	imported := 0
	for _, change := range deploy.PlanWith(t, options).ResourceChanges {
		if change.Mode != tfjson.ManagedResourceMode || slices.Contains(noImport, change.Address) {
			continue
		}
		assert.NotNil(t, change.Change.Importing, "%s is not imported", change.Address)
		imported++
		got := slices.Sorted(maps.Keys(differences(change.Change)))
		want := slices.Concat(notRead[change.Type], notRead[change.Address])
		got = slices.DeleteFunc(got, func(name string) bool { return slices.Contains(want, name) })
		assert.Empty(t, got, "the import of %s does not read the applied values: %s", change.Address, difference(change.Change))
		assert.False(t, change.Change.Actions.Replace(), "%s would be replaced after its import: %v", change.Address, change.Change.ReplacePaths)
	}
	assert.Len(t, l.values, imported+len(noImport))
}

// importID returns the ID that the documentation of the resource requires for an import.
func importID(t *testing.T, address string, values map[string]any) string {
	t.Helper()
	get := func(name string) string {
		text, _ := values[name].(string)
		return text
	}
	pool := get("user_pool_id")
	switch kind, _, _ := strings.Cut(address, "."); kind {
	case "aws_cognito_user_pool", "aws_cognito_user_pool_domain", "aws_cognito_risk_configuration":
		return get("id")
	case "aws_cognito_log_delivery_configuration":
		return pool
	case "aws_cognito_managed_login_branding":
		return pool + "," + get("managed_login_branding_id")
	case "aws_cognito_resource_server":
		return pool + "|" + get("identifier")
	case "aws_cognito_user_pool_client", "aws_cognito_managed_user_pool_client":
		return pool + "/" + get("id")
	case "aws_cognito_user":
		return pool + "/" + get("username")
	case "aws_cognito_user_group":
		return pool + "/" + get("name")
	case "aws_cognito_identity_provider":
		return pool + ":" + get("provider_name")
	case "aws_cognito_user_pool_ui_customization":
		return pool + "," + get("client_id")
	default:
		require.Failf(t, "no import", "the import ID of %s is unknown", address)
		return ""
	}
}

// destroy destroys the root and asserts that no resource remains.
func (l *lifecycle) destroy(t *testing.T) {
	if !l.started {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 15*time.Minute)
	defer cancel()
	done := timing.Spend(t, timing.Terraform)
	_, err := terraform.DestroyContextE(t, ctx, l.Options)
	done()
	if !assert.NoError(t, err) {
		return
	}
	l.AssertNothingLeft(t, ctx)
	l.AssertEmptyState(t)
}

// managed returns the attributes of the managed resources by address.
func managed(module *tfjson.StateModule) map[string]map[string]any {
	values := map[string]map[string]any{}
	for _, resource := range module.Resources {
		if resource.Mode == tfjson.ManagedResourceMode {
			values[resource.Address] = resource.AttributeValues
		}
	}
	return values
}

// differences returns the attributes that a change modifies, with the values before and after.
func differences(change *tfjson.Change) map[string][2]any {
	before, _ := change.Before.(map[string]any)
	after, _ := change.After.(map[string]any)
	found := map[string][2]any{}
	for name := range after {
		if !assert.ObjectsAreEqual(before[name], after[name]) {
			found[name] = [2]any{before[name], after[name]}
		}
	}
	for name, value := range before {
		if _, ok := after[name]; !ok && value != nil {
			found[name] = [2]any{value, "(known after apply)"}
		}
	}
	return found
}

// difference returns differences as JSON for a message.
func difference(change *tfjson.Change) string {
	text, _ := json.Marshal(differences(change))
	return string(text)
}

// newerProvider reports whether the provider may have more arguments than the roots, which are written for the oldest
// provider that the modules accept.
func newerProvider(t *testing.T) bool {
	t.Helper()
	v, err := version.NewVersion(provider.Engine(t).ProviderVersion())
	return err != nil || v.Segments()[0] > 5 // the version of a development override is unknown
}
